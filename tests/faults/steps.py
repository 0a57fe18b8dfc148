"""The resident's line narrows from 1 Mbit/s to 100 kbit/s for a minute, and widens again.

A minute each, both ways alike, with a queue of 0.2 s. At the steps the sound goes on, and half a minute after the line has widened the picture is
what it was.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from media.measure.stretches import Stretch
from tests.bench.result import Figure, bounded, shown, told, worst
from tests.browser.score import Score, scored
from tests.faults.talk import talk
from tests.wan.way import Way

WIDE, NARROW = Way(rate=1_000_000), Way(rate=100_000)
SECONDS = 60.0
AROUND = 5.0
"""Seconds after a step that belong to it."""
BACK_BY = 30.0


async def run(folder: Path, seconds: float = SECONDS) -> Sequence[Figure]:
    async with talk(folder) as made:
        await made.lines.change("lavia", out=WIDE, home=WIDE)
        async with scored(made.resident, made.expert) as scores:
            begun = time.time()
            for way in (NARROW, WIDE):
                await asyncio.sleep(seconds)
                await made.lines.change("lavia", out=way, home=way)
                told(f"from now on {way.rate} bit/s")
            await asyncio.sleep(seconds)
        pairs = [(made.resident, made.expert), (made.expert, made.resident)]

        def of(begin: float, end: float) -> list[Score]:
            return [scores.of(*pair, within=Stretch(begun + begin, begun + end)) for pair in pairs]

        steady = of(seconds / 2, seconds)
        at_steps = [*of(seconds, seconds + AROUND), *of(2 * seconds, 2 * seconds + AROUND)]
        narrow = of(seconds + AROUND, 2 * seconds)
        again = of(2 * seconds + min(BACK_BY, seconds / 2), 3 * seconds)
    shares = [100 * then.frames / before.frames for then, before in zip(again, steady, strict=True)]
    return [
        worst(
            "longest gap in sound at a step",
            [1000 * one.longest_gap for one in at_steps],
            500.0,
            beside=[1000 * one.longest_gap for one in steady],
        ),
        bounded(
            "pictures a second half a minute later",
            min(shares),
            80.0,
            shares,
            "% of before",
            more_is_better=True,
        ),
        shown("tones heard while it is narrow", [100 * one.tones for one in narrow], "%"),
        shown("pictures while it is narrow", [one.frames for one in narrow], "/s"),
    ]
