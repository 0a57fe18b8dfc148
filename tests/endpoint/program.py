"""`etaluukku call` and `etaluukku answer` as their users run them: each a process of its own."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from typing import Any, NamedTuple


class Ran(NamedTuple):
    """What the program left behind."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        return json.loads(self.out)

    @property
    def visit(self) -> Any:
        """The only visit of the report."""
        (visit,) = self.report["visits"]
        return visit

    @property
    def link(self) -> Any:
        """The only link of the only visit that anything came over."""
        (link,) = (one for one in self.visit["links"] if one["connected_after_s"] is not None)
        return link


async def run(*arguments: str, through: tuple[str, ...] = ()) -> Ran:
    """Until it ends by itself, with warnings of what was not closed. `through`: a command that runs another."""
    process = await asyncio.create_subprocess_exec(
        *through,
        sys.executable,
        "-W",
        "default::ResourceWarning",
        "-m",
        "signaling",
        *arguments,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Ran(process.returncode or 0, out.decode(), err.decode())


async def pair(server: str, caller: tuple[str, ...] = (), answerer: tuple[str, ...] = ()) -> tuple[Ran, Ran]:
    """A resident at Lavia and somebody of rakennusvalvonta, who talk."""
    async with asyncio.TaskGroup() as group:
        answering = group.create_task(
            run("answer", "--server", server, "--as", "rakennusvalvonta1", "--json", *answerer)
        )
        calling = group.create_task(
            run(
                *("call", "--server", server, "--place", "lavia", "--service", "rakennusluvat"),
                *("--json", *caller),
            )
        )
    return calling.result(), answering.result()
