"""The resident's line is gone for one second in every twenty, five minutes long.

Both ways, by a tool that drops everything for that second. What is said in it is lost; nothing else may be.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.faults.talk import talk

OUTAGES = 15
EVERY = 20.0
LASTS = 1.0


async def run(folder: Path, outages: int = OUTAGES) -> Sequence[Figure]:
    async with talk(folder) as made:
        before = [len(await one.connections()) for one in (made.resident, made.expert)]
        for number in range(outages):
            await asyncio.sleep(EVERY - LASTS)
            await made.lines.down("lavia")
            await asyncio.sleep(LASTS)
            await made.lines.up("lavia")
            told(f"outage {number + 1}/{outages}")
        await made.resident.wait_to_hear(made.expert)
        await made.expert.wait_to_hear(made.resident)
        after = [len(await one.connections()) for one in (made.resident, made.expert)]
    return [
        worst("connections replaced", [float(b - a) for a, b in zip(before, after, strict=True)], 0.0, "")
    ]
