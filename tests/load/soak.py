"""Visits one after the other for as long as is asked: what the server has of memory, sockets, files, threads and tasks must not grow.

A real `etaluukku serve`, 60 terminals and 60 experts on shift. A visit begins every three seconds and lives its whole life: plain, held, asked
first, asked and thanked, transferred, with a second matter, with both lines broken. Every twenty visits nothing new begins until all of
them are over, and the server is looked at. What is found goes into var/soak, so that a run that is stopped goes on: with a new server on the
same store, whose first hundred visits do not count.
"""

import asyncio
import datetime
import json
import os
import platform
import random
import re
import signal
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp

from signaling.app import event_loop
from tests.bench.page import keep_alive
from tests.bench.result import Figure, shown, told, worst
from tests.bench.town import Town, TownServer, town
from tests.faults.record import Record
from tests.faults.tree import ROOT, revision
from tests.load.lives import KINDS, Life, Living

EVERY = 3.0
PACE = 2.0
LOOK_EVERY = 20
WARM = 100
PLACES = 60
A_VISIT = 1_000.0
"""Bytes that a visit may leave behind."""


@dataclass(frozen=True)
class Look:
    """At a server at rest. `run`: which server; `visits`: of it so far."""

    run: int
    visits: int
    seconds: float
    heap: int
    """Bytes of memory of its own (`RssAnon` in proc_pid_status(5))."""
    resident: int
    descriptors: int
    threads: int
    tasks: int
    sockets: int
    connections: int


COUNTED = ("sockets", "connections", "descriptors", "threads", "tasks")


def slope(looks: Sequence[Look]) -> float:
    """Bytes a visit, by least squares over everything after the first hundred visits."""
    counted = [look for look in looks if look.visits >= WARM]
    return statistics.linear_regression(
        [float(look.visits) for look in counted], [float(look.heap) for look in counted]
    ).slope


def figures(looks: Sequence[Look]) -> Sequence[Figure]:
    """Of every server that lived for more than its first hundred visits and some."""
    runs = [[look for look in looks if look.run == run] for run in sorted({look.run for look in looks})]
    judged = [run for run in runs if sum(look.visits >= WARM for look in run) >= 3]
    if not judged:
        return [shown("visits, too few to judge", [float(sum(run[-1].visits for run in runs if run))], "")]
    warm = [next(look for look in run if look.visits >= WARM) for run in judged]
    return [
        worst("memory a visit, after the first 100", [slope(run) for run in judged], A_VISIT, "B"),
        *(
            worst(
                f"{name}: more at the end than after 100 visits",
                [
                    float(getattr(run[-1], name) - getattr(first, name))
                    for run, first in zip(judged, warm, strict=True)
                ],
                0.0,
                "",
            )
            for name in COUNTED
        ),
        shown("visits", [float(run[-1].visits) for run in judged], ""),
        shown("minutes", [run[-1].seconds / 60 for run in judged], ""),
        shown("memory at the end", [run[-1].resident / 2**20 for run in judged], "MiB"),
    ]


def as_page(record: Record) -> str:
    """docs/soak.md."""
    rows = "\n".join(figure.row().rstrip() for figure in record.figures)
    return (
        f"# The soak\n\nWritten by `make soak`. {record.done}\n\n```text\n{rows}\n```\n\nCommit {record.revision}, {record.date}, "
        f"{record.machine}; load {record.load[0]:.1f} before, {record.load[1]:.1f} after.\n"
    )


class Soak:
    """One server for a while."""

    def __init__(self, here: Town, run: int, chance: random.Random) -> None:
        self._here = here
        self._run = run
        self._chance = chance
        self._visits = 0
        self.failed: list[str] = []
        self.looks: list[Look] = []

    async def go_on(self, seconds: float, stopped: asyncio.Event) -> None:
        """Until then, or until it is stopped; visits under way are lived to their end."""
        here = self._here
        anybody = asyncio.Event()
        terminals = [Living(person, anybody) for person in here.terminals]
        experts = [Living(person, anybody) for person in here.experts]
        for one in (*terminals, *experts):
            await one.open(here)
        async with asyncio.TaskGroup() as group:
            alive = group.create_task(keep_alive([*terminals, *experts]), name="pings")
            for expert in experts:
                await expert.command("start_shift", camera=True, microphone=True)
            began = time.monotonic()
            while time.monotonic() - began < seconds and not stopped.is_set():
                await self._some(terminals, experts, stopped)
                self.looks.append(await self._look(time.monotonic() - began))
                last = self.looks[-1]
                told(
                    f"{last.seconds / 60:.1f} min, {last.visits} visits: heap {last.heap / 2**20:.2f} MiB, "
                    + ", ".join(f"{name} {getattr(last, name)}" for name in COUNTED)
                )
            alive.cancel()
        for one in (*terminals, *experts):
            await one.close()

    async def _some(self, terminals: list[Living], experts: list[Living], stopped: asyncio.Event) -> None:
        next_at = time.monotonic()
        async with asyncio.TaskGroup() as lives:
            for number in range(LOOK_EVERY):
                if stopped.is_set():
                    break
                terminal = terminals[self._visits % len(terminals)]
                life = Life(self._here, terminal, experts, self._chance, PACE)
                lives.create_task(self._live(life, KINDS[self._visits % len(KINDS)]), name=f"visit {number}")
                self._visits += 1
                next_at += EVERY
                await asyncio.sleep(max(0.0, next_at - time.monotonic()))

    async def _live(self, life: Life, kind: str) -> None:
        try:
            await life.live(kind)
        except (RuntimeError, TimeoutError, ConnectionError) as error:
            self.failed.append(f"{kind}: {error!r}")
            told(f"a visit failed ({kind}): {error!r}")

    async def _look(self, seconds: float) -> Look:
        server = self._here.server
        async with aiohttp.ClientSession() as client, client.get(f"{server.address}/metrics") as answer:
            text = await answer.text()
        return Look(
            run=self._run, visits=self._visits, seconds=round(seconds, 1), **process(server), **counted(text)
        )  # fmt: skip


def process(server: TownServer) -> dict[str, int]:
    """What the system knows of the server's process."""
    status = Path(f"/proc/{server.pid}/status").read_text()

    def field(name: str) -> int:
        return int(status.split(f"{name}:")[1].split()[0])

    return {
        "heap": field("RssAnon") * 1024,
        "resident": field("VmRSS") * 1024,
        "threads": field("Threads"),
        "descriptors": len(list(Path(f"/proc/{server.pid}/fd").iterdir())),
    }


def counted(metrics: str) -> dict[str, int]:
    """What the server says of itself; the connection that asks is not counted."""
    values = dict(re.findall(r"^etaluukku_(\w+) (\S+)$", metrics, re.MULTILINE))
    return {
        "tasks": int(float(values["tasks"])),
        "sockets": int(float(values["sockets"])),
        "connections": int(float(values["connections"])) - 1,
    }


class Kept:
    """The folder of a run that may be stopped: its store, and what was found so far."""

    def __init__(self, sources: str) -> None:
        self.folder = ROOT / "var" / "soak" / sources
        self.folder.mkdir(parents=True, exist_ok=True)
        self._file = self.folder / "looks.jsonl"

    def looks(self) -> list[Look]:
        return [Look(**json.loads(line)) for line in self._lines()]

    def add(self, looks: Sequence[Look]) -> None:
        with self._file.open("a") as file:
            file.writelines(json.dumps(asdict(look)) + "\n" for look in looks)

    def clear(self) -> None:
        self._file.unlink(missing_ok=True)

    def _lines(self) -> Iterator[str]:
        if self._file.exists():
            yield from self._file.read_text().splitlines()


async def soak(kept: Kept, minutes: float) -> list[str]:
    """Goes on for as long as is left; returns what failed."""
    before = kept.looks()
    run = 1 + max((look.run for look in before), default=0)
    past = sum(
        max(look.seconds for look in before if look.run == one) for one in {look.run for look in before}
    )
    left = minutes * 60 - past
    if left <= 0:
        return []
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    folder = kept.folder / f"server-{run}"
    folder.mkdir(exist_ok=True)
    told(f"{left / 60:.1f} minutes are left of {minutes:g}; Ctrl-C stops after the visits under way")
    async with town(folder, visits=PLACES) as here:
        one = Soak(here, run, random.Random(run))
        try:
            await one.go_on(left, stopped)
        finally:
            kept.add(one.looks)
        said = here.server.output()
        failed = [*one.failed, *(line for line in said.splitlines() if "Traceback" in line)]
    if stopped.is_set():
        told("Stopped. What was found is kept; `make soak` goes on from here.")
        raise SystemExit(130)
    return failed


def main() -> int:
    minutes = float(os.environ.get("SOAK") or 40)
    sources, load = revision(), os.getloadavg()[0]
    kept = Kept(sources)
    with asyncio.Runner(loop_factory=event_loop) as runner:
        failed = runner.run(soak(kept, minutes))
    found = [*figures(kept.looks()), worst("visits that failed", [float(len(failed))], 0.0, "")]
    for figure in found:
        told(figure.row())
    record = Record(
        fault="F39",
        done=(__doc__ or "").strip(),
        revision=sources,
        date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=f"{os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}",
        load=(load, os.getloadavg()[0]),
        seconds=sum(look.seconds for look in kept.looks()[-1:]),
        control=(),
        figures=found,
    )
    if "+" not in sources:
        (ROOT / "docs" / "soak.md").write_text(as_page(record))
    kept.clear()
    return 0 if record.held else 1


if __name__ == "__main__":
    sys.exit(main())
