"""coturn at the site `server`, with the configuration that docs/running.md tells to use."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.wan.net import SERVER, Net

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "turnserver.conf"
PORT = 3478
URL = f"turn:{SERVER}:{PORT}?transport=udp"


@asynccontextmanager
async def coturn(lines: Net, secret: str, folder: Path) -> AsyncIterator[None]:
    """While the block lasts, from when it answers."""
    configuration = folder / "turnserver.conf"
    configuration.write_text(CONFIGURATION.read_text() + f"static-auth-secret={secret}\n")
    program = ("turnserver", "-c", str(configuration), "--pidfile", str(folder / "turn.pid"))
    process = await asyncio.create_subprocess_exec(
        *lines.namespace("server").command(*program, "--userdb", str(folder / "turn.db")),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        while await allocate(lines, "server", "nobody", "nothing") == "no answer":
            assert process.returncode is None, "coturn has ended"
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def allocate(lines: Net, site: str, name: str, password: str, peer: str = "") -> str:
    """What coturn says to this name and password from that site, and to packets for `peer`: `done`, an error's code, `no answer`."""
    asked = await asyncio.create_subprocess_exec(
        *lines.namespace(site).command(
            sys.executable, "-m", "tests.wan.allocate", SERVER, str(PORT), name, password, peer
        ),
        stdout=PIPE,
    )
    said, _ = await asked.communicate()
    return said.decode().strip()
