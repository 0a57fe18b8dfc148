"""`command`: from a press to its answer, over a real socket of a real server, beside a bare transaction of the same rows.

20 commands a second over 200 visits, one of every kind that a visit has, interleaved with the bare ones on the same disk.
"""

import asyncio
import random
import re
import statistics
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from tests.bench.bare_store import BareStore, Watched, split
from tests.bench.page import arrive, keep_alive
from tests.bench.result import Figure, compared, percentile, shown, told
from tests.bench.town import Town, town
from tests.bench.visits import Pair, Ringing, begin_all

VISITS = 200
RUNS = 5
COMMANDS = 400
A_SECOND = 20.0
STEPS = 10
"""Of a visit's life."""

PARTS = ("command", "decide", "append", "render")


async def spent(here: Town) -> dict[str, tuple[float, float]]:
    """Of each part of its commands, the server's seconds so far and how often."""
    async with aiohttp.ClientSession() as client, client.get(f"{here.server.address}/metrics") as answer:
        text = await answer.text()
    found = {}
    for part in PARTS:
        sums = re.search(
            rf"^etaluukku_{part}_seconds_sum (\S+)\netaluukku_{part}_seconds_count (\S+)$", text, re.MULTILINE
        )
        if sums is None:
            raise RuntimeError(f"/metrics has no etaluukku_{part}_seconds")
        found[part] = (float(sums[1]), float(sums[2]))
    return found


async def run(
    folder: Path, *, visits: int = VISITS, runs: int = RUNS, commands: int = COMMANDS
) -> Sequence[Figure]:
    """`runs` of so many commands."""
    async with town(folder, visits=visits) as here, asyncio.TaskGroup() as group:
        experts, terminals = await arrive(here, here.experts), await arrive(here, here.terminals)
        alive = group.create_task(keep_alive([*experts, *terminals]), name="pings")
        pairs, ringing = await begin_all(terminals, experts)
        bare, watched = BareStore(folder / "bare.sqlite"), Watched(here.server.store)
        beside = Beside(pairs, ringing, bare, watched)
        await beside.spread()
        try:
            return await _measure(here, beside, runs, commands)
        finally:
            bare.close()
            watched.close()
            alive.cancel()


class Beside:
    """Every command is followed by the bare transaction of the rows that it wrote."""

    def __init__(self, pairs: list[Pair], ringing: Ringing, bare: BareStore, watched: Watched) -> None:
        self.pairs = pairs
        self._ringing = ringing
        self._bare = bare
        self._watched = watched
        self.random = random.Random(22)

    async def spread(self) -> None:
        """Visits are at all stages of their lives, and the bare store has what the server's has."""
        for pair in self.pairs:
            self._bare.write(self._watched.changed(pair.visit))
            for _ in range(self.random.randrange(STEPS)):
                await pair.step(self._ringing)
                self._bare.write(self._watched.changed(pair.visit))

    async def one(self) -> tuple[float, float]:
        """Milliseconds from press to answer, and of the bare transaction. Each comes after as long a rest as the other."""
        pair = self.random.choice(self.pairs)
        await self._rest()
        ours = await pair.step(self._ringing)
        # Whom a call rings is written in a transaction of its own, which the server makes after it has answered.
        asked, then = split(self._watched.changed(pair.visit), "offer_made")
        await self._rest()
        took = self._bare.write(asked) * 1000
        if then:
            self._bare.write(then)
        return ours, took

    async def _rest(self) -> None:
        await asyncio.sleep(self.random.expovariate(2 * A_SECOND))


async def _measure(here: Town, beside: Beside, runs: int, commands: int) -> Sequence[Figure]:
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    before = await spent(here)
    for number in range(runs):
        taken = [await beside.one() for _ in range(commands)]
        ours.append([one for one, _ in taken])
        bare.append([other for _, other in taken])
        told(
            f"run {number + 1}/{runs}: median {statistics.median(ours[-1]):.2f} ms beside "
            f"{statistics.median(bare[-1]):.2f}, p95 {percentile(ours[-1], 0.95):.2f} beside {percentile(bare[-1], 0.95):.2f}"
        )
    after = await spent(here)
    share = {
        part: (after[part][0] - before[part][0]) * 1000 / (after[part][1] - before[part][1]) for part in PARTS
    }
    socket = statistics.fmean(one for each in ours for one in each) - share["command"]
    return [
        compared("command: median", [*map(statistics.median, ours)], [*map(statistics.median, bare)], 3.0),
        compared(
            "command: p95",
            [percentile(each, 0.95) for each in ours],
            [percentile(each, 0.95) for each in bare],
            2.0,
        ),
        shown("command: socket, mean", [socket]),
        *(shown(f"command: {part}, mean", [share[part]]) for part in PARTS),
    ]
