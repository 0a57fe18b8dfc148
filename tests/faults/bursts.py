"""The resident's line is gone for one second in every twenty, five minutes long.

Both ways, without a word to anybody. What is said in that second is lost; nothing else may be, and no connection is given up. Beside it, the longest gap
in the seconds between two such outages.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from media.measure.stretches import Stretch
from tests.bench.result import Figure, told, worst
from tests.browser.score import scored
from tests.faults.talk import talk

OUTAGES = 15
EVERY = 20.0
LASTS = 1.0
SETTLES = 3.0
"""Seconds that belong to the outage before them."""
LONGEST = 1.3


async def run(folder: Path, outages: int = OUTAGES, every: float = EVERY) -> Sequence[Figure]:
    async with talk(folder) as made, scored(made.resident, made.expert) as scores:
        before = [len(await one.connections()) for one in (made.resident, made.expert)]
        ends = []
        for number in range(outages):
            await asyncio.sleep(every - LASTS)
            await made.lines.down("lavia")
            await asyncio.sleep(LASTS)
            await made.lines.up("lavia")
            ends.append(time.time())
            told(f"outage {number + 1}/{outages}")
        await asyncio.sleep(2 * SETTLES)
        after = [len(await one.connections()) for one in (made.resident, made.expert)]
    pairs = [(made.resident, made.expert), (made.expert, made.resident)]
    outage = [Stretch(end - LASTS, end + SETTLES) for end in ends]
    between = [Stretch(end + SETTLES, end + every - LASTS) for end in ends[:-1]]
    cut, whole = (
        [scores.of(one, other, within=part).longest_gap for part in parts for one, other in pairs]
        for parts in (outage, between)
    )
    replaced = [float(then - was) for was, then in zip(before, after, strict=True)]
    return [
        worst("longest gap in sound around an outage", cut, LONGEST, "s", beside=whole),
        worst("connections replaced", replaced, 0.0, ""),
    ]
