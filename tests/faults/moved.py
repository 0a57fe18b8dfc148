"""The terminal gets another address and another way out in the middle of a visit, as when its modem falls back to the mobile network.

What is under way to or from the old address is lost without a word.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.faults.outage import back_after, visits_ended
from tests.faults.talk import talk

RUNS = 5
UNDER_WAY = 1.0
"""Seconds for which what was on its way may yet be heard."""


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    back: list[float] = []
    async with talk(folder) as made:

        async def move() -> float:
            await made.lines.move("lavia")
            moved = time.time()
            await asyncio.sleep(UNDER_WAY)
            return moved

        for number in range(runs):
            back += await back_after(made, move)
            told(f"{number + 1}/{runs}: sound back after {back[-2:]} s")
        ended = visits_ended(made)
    return [worst("sound back after the move", back, 5.0, "s"), ended]
