"""The server is started again with a thousand terminals and a hundred experts connected, once as planned and once by `kill -9`.

As planned: every page is told when to come back. Killed: they come with the back-off of pages, jittered, the first try at once. Ten visits are
under way each time. The pages are small programs in one process, so that the two cores carry a thousand of them.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.bench.page import Page, keep_alive
from tests.bench.result import Figure, bounded, percentile, shown, told, worst
from tests.bench.town import Person, Town, town
from tests.bench.visits import begin_all

TERMINALS = 1_000
EXPERTS = 100
UNDER_WAY = 10
BACK_OFF = (0.0, 0.3, 1.2, 2.7, 4.8, 7.0)
WITHIN = 30.0


class Returning(Page):
    """It comes back whenever its line broke, as pages do."""

    def __init__(self, person: Person, chance: random.Random) -> None:
        super().__init__(person)
        self._chance = chance
        self.tries = 0
        self.joined = 0.0
        """Milliseconds of the try that succeeded."""

    def say(self, **message: object) -> None:
        if not self._line.closed.is_set():
            super().say(**message)

    async def come_back(self, here: Town) -> None:
        """Waits until its line breaks, and returns when it is welcome again."""
        await self._line.closed.wait()
        said = msgspec.json.decode(self.trouble) if self.trouble else {}
        wait = float(said.get("retry") or 0.0)
        self.trouble = ""
        self.tries = 0
        while True:
            await asyncio.sleep(wait * self._chance.uniform(0.75, 1.25))
            self.tries += 1
            self._welcomed = asyncio.get_running_loop().create_future()
            began = time.perf_counter()
            try:
                await self.open(here)
            except (OSError, TimeoutError):
                wait = BACK_OFF[min(self.tries, len(BACK_OFF) - 1)]
                continue
            self.joined = (time.perf_counter() - began) * 1000
            return


async def run(folder: Path, terminals: int = TERMINALS, experts: int = EXPERTS) -> Sequence[Figure]:
    chance = random.Random(33)
    async with (
        town(folder, visits=experts, screens=terminals - experts) as here,
        asyncio.TaskGroup() as group,
    ):
        people = [*here.experts, *here.terminals, *here.screens]
        pages = [Returning(person, chance) for person in people]
        for begin in range(0, len(pages), 50):
            async with asyncio.TaskGroup() as coming:
                for page in pages[begin : begin + 50]:
                    coming.create_task(page.open(here))
        alive = group.create_task(keep_alive(pages), name="pings")
        at_work, residents = pages[:experts], pages[experts : experts + UNDER_WAY]
        await begin_all(list(residents), list(at_work))
        figures = [
            *await _again(here, pages, residents, "planned", here.server.stop),
            *await _again(here, pages, residents, "killed", here.server.kill),
        ]
        alive.cancel()
    return figures


async def _again(
    here: Town, pages: Sequence[Returning], residents: Sequence[Returning], name: str, end: object
) -> Sequence[Figure]:
    assert callable(end)
    back: list[float] = []
    listens = asyncio.get_running_loop().create_future()

    async def returns(page: Returning) -> None:
        await page.come_back(here)
        back.append(time.perf_counter())

    async with asyncio.TaskGroup() as group:
        for page in pages:
            group.create_task(returns(page))
        await end()
        await here.server.start()
        listens.set_result(time.perf_counter())
    took = [at - listens.result() for at in back]
    idle = await _idle(here)
    after = time.perf_counter() - listens.result()
    told(f"{name}: {len(back)} back after {max(took):.1f} s, quiet after {after:.1f} s")
    open_ = sum((page.shown or {}).get("audience") == "customer" for page in residents)
    joined = percentile([page.joined for page in pages], 0.95)
    return [
        bounded(f"{name}: all of {len(pages)} are back", max(took), WITHIN, [max(took)], "s"),
        bounded(f"{name}: joining, p95", joined, 2_000.0, [joined]),
        bounded(f"{name}: the processor is quiet again", after, 40.0, [after], "s"),
        worst(f"{name}: visits ended by it", [float(UNDER_WAY - open_)], 0.0, ""),
        shown(f"{name}: tries a page", [float(page.tries) for page in pages], ""),
        shown(f"{name}: its share of a core then", [idle], "%"),
    ]


async def _idle(here: Town) -> float:
    """Returns when the server has used less than a fifth of a core for two seconds: how much it uses then, in per cent."""
    while True:
        before = _used(here)
        await asyncio.sleep(2)
        share = 100 * (_used(here) - before) / 2
        if share < 20:
            return share


def _used(here: Town) -> float:
    """Seconds of a processor so far (`utime` and `stime` of proc_pid_stat(5))."""
    fields = Path(f"/proc/{here.server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
