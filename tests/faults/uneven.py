"""A line that jitters by 60 ms around 100, and brings packets out of order and twice, for two minutes.

The resident's line, each way: 100 ± 60 ms, five packets in a hundred come 30 ms after their turn, two in a hundred come twice. Beside it the
same two pages in the same visit on a good line, a minute long, before.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, shown, told, worst
from tests.browser.score import Score, scored
from tests.faults.talk import Talk, talk
from tests.wan.way import Way

UNEVEN = Way(delay=0.1, jitter=0.06, reorder=0.05, duplicate=0.02)
SECONDS = 120.0
CONTROL = 60.0
SETTLES = 10.0


async def run(folder: Path, seconds: float = SECONDS, control: float = CONTROL) -> Sequence[Figure]:
    async with talk(folder, beating=True) as made:
        beside = await _scores(made, control)
        await made.lines.change("lavia", out=UNEVEN, home=UNEVEN)
        await asyncio.sleep(SETTLES)
        runs = await _scores(made, seconds)
    return [
        worst(
            "tones heard",
            [100 * one.tones for one in runs],
            98.0,
            "%",
            beside=[100 * one.tones for one in beside],
            more_is_better=True,
        ),
        worst("picture beside the sound", _apart(runs), 100.0, beside=_apart(beside)),
        shown("mouth to ear, p95", [1000 * one.mouth_to_ear.p95 for one in runs if one.mouth_to_ear]),
        shown("concealed", [100 * one.concealed for one in runs], "%"),
    ]


async def _scores(made: Talk, seconds: float) -> list[Score]:
    """What each heard and saw of the other."""
    async with scored(made.resident, made.expert) as scores:
        await asyncio.sleep(seconds)
    found = [scores.of(made.resident, made.expert), scores.of(made.expert, made.resident)]
    for one in found:
        told(
            f"tones {one.tones:.2%}, mouth to ear {one.mouth_to_ear}, lip-sync {one.lip_sync}, {one.frames:.1f}/s"
        )
    return found


def _apart(scores: Sequence[Score]) -> list[float]:
    """Milliseconds, whichever is later; infinite where one of them was not there."""
    return [float("inf") if one.lip_sync is None else abs(1000 * one.lip_sync) for one in scores]
