"""The expert's camera is pulled out in the middle of a visit and plugged in again five seconds later, ten times; then the microphone, once.

Chromium's pretended devices cannot be pulled out, so the page is told as it would be: the track ends, the camera is in no list and cannot be
opened, and the list changes when it is back. Sound must not notice the camera.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from media.measure.stretches import Stretch
from tests.bench.result import Figure, told, worst
from tests.browser.score import scored
from tests.faults.near import CUSTOMER, EXPERT, connections, near

RUNS = 10
OUT = 5.0
UNPLUG = Path(__file__).with_name("unplug.js")


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    said: list[float] = []
    back: list[float] = []
    gaps: list[float] = []
    control: list[float] = []
    async with near(folder, scripts=[UNPLUG]) as made:
        resident, expert = made.both
        before = await connections(made.both)
        await resident.wait_to_see(EXPERT, expert)
        for number in range(runs):
            async with scored(*made.both) as scores:
                await asyncio.sleep(3)
                await expert.page.evaluate("window.unplug('video')")
                out = time.time()
                await resident.figure(EXPERT).get_by_text("Ei kuvaa").first.wait_for(timeout=20_000)
                said.append(time.time() - out)
                await asyncio.sleep(max(0.0, out + OUT - time.time()))
                await expert.page.evaluate("window.plugIn('video')")
                plugged = time.time()
                await resident.wait_to_see(EXPERT, expert, within=30)
                back.append(time.time() - plugged)
            for one, other in (made.both, made.both[::-1]):
                gaps.append(1000 * scores.of(one, other, Stretch(out, scores.end or out)).longest_gap)
                control.append(1000 * scores.of(one, other, Stretch(scores.begin, out)).longest_gap)
            told(f"{number + 1}/{runs}: said after {said[-1]:.1f} s, seen again after {back[-1]:.1f} s")
        made_anew = [float(b - a) for a, b in zip(before, await connections(made.both), strict=True)]
        await expert.page.evaluate("window.unplug('audio')")
        await asyncio.sleep(OUT)
        await expert.page.evaluate("window.plugIn('audio')")
        plugged = time.time()
        await resident.wait_to_hear(expert, within=30)
        heard = time.time() - plugged
        await expert.wait_to_see(CUSTOMER, resident)
    return [
        worst("the other end is told after", said, 2.0, "s"),
        worst("the picture is seen again after", back, 5.0, "s"),
        worst("longest gap in sound", gaps, 200.0, beside=control),
        worst("connections made anew", made_anew, 0.0, ""),
        worst("a microphone is heard again after", [heard], 5.0, "s"),
    ]
