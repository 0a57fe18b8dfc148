"""The server is killed 200 times at random moments (`kill -9`), under 20 commands a second.

Ten visits at once; their pages come back and send again what they saw no answer to, with the same ids. After each start the log is
verified; at the end everything that was acknowledged is looked for in it.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, bounded, told, worst
from tests.bench.town import Town, town
from tests.faults.keeping import Pair, is_whole, judge, keeping, none_of

VISITS = 10
A_SECOND = 20.0


async def run(folder: Path, kills: int = 200) -> Sequence[Figure]:
    chance = random.Random(8)
    async with town(folder, visits=VISITS, start_quiet_seconds=0.0) as here:
        starts, clean, pairs = await _under_load(here, chance, kills)
        await here.server.stop()
        judged = judge(pairs, here.server.url)
        whole = is_whole(here.server.url)
    if judged.refused:
        told(f"answered otherwise: {judged.refused[:5]}")
    return [
        *none_of(judged),
        bounded("log verify clean", clean + whole, kills + 1, [clean + whole], "", more_is_better=True),
        worst("port listens again", starts, 30.0, "s"),
    ]


async def _under_load(
    here: Town, chance: random.Random, kills: int
) -> tuple[list[float], int, Sequence[Pair]]:
    async with (
        keeping(here, lambda: chance.expovariate(A_SECOND / VISITS)) as pairs,
        asyncio.TaskGroup() as group,
    ):
        lives = [group.create_task(pair.live(), name="visits") for pair in pairs]
        starts, clean = await _kill(here, pairs, chance, kills)
        await asyncio.sleep(2)
        for life in lives:
            life.cancel()
    return starts, clean, pairs


async def _kill(
    here: Town, pairs: Sequence[Pair], chance: random.Random, kills: int
) -> tuple[list[float], int]:
    """Seconds that each start took, and after how many kills the log was whole."""
    starts, clean = [], 0
    for number in range(kills):
        await asyncio.sleep(chance.uniform(0.05, 0.8))
        await here.server.kill()
        clean += await asyncio.to_thread(is_whole, here.server.url)
        began = time.monotonic()
        await here.server.start()
        starts.append(time.monotonic() - began)
        if (number + 1) % 20 == 0:
            done = sum(len(pair.done) for pair in pairs)
            told(f"{number + 1} kills, {done} commands answered, {clean} logs clean")
    return starts, clean
