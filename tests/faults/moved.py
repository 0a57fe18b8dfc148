"""The terminal gets another address and another way out in the middle of a visit, as when its modem falls back to the mobile network.

What is under way to or from the old address is lost without a word.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.browser.scenes import kinds
from tests.browser.score import scored
from tests.faults.talk import talk

RUNS = 5


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    back: list[float] = []
    async with talk(folder) as made:
        both = (made.resident, made.expert)
        for number in range(runs):
            async with scored(*both) as scores:
                await asyncio.sleep(2)
                await made.lines.move("lavia")
                moved = time.time()
                await asyncio.sleep(8)
                await made.resident.wait_to_hear(made.expert, within=40)
                await made.expert.wait_to_hear(made.resident, within=40)
                await asyncio.sleep(2)
            for one, other in (both, both[::-1]):
                # Sound that is on its way is heard for a moment yet: it is gone when the gap begins.
                score = scores.of(one, other)
                back.append(
                    max((gap.end - moved for gap in score.gaps if gap.end > moved + 0.5), default=0.0)
                )
            told(f"{number + 1}/{runs}: sound back after {back[-2:]} s")
        ended = list(kinds(made.server.events())).count("visit_ended")
    return [
        worst("sound back after the move", back, 5.0, "s"),
        worst("visits ended", [float(ended)], 0.0, ""),
    ]
