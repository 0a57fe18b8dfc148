"""Nothing passes between both pages of a talk and the server for three minutes, and nobody hangs up; sound and picture are not touched.

Nothing may end, and nothing be made anew: not in these minutes, and not when the lines are back, whoever of the two is back first.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from media.measure.stretches import Stretch
from tests.bench.result import Figure, told, worst
from tests.browser.scenes import kinds
from tests.browser.score import scored
from tests.faults.near import connections, near, viewed_after

BLOCKED = 180.0
QUIET = 20.0


async def run(folder: Path, blocked: float = BLOCKED) -> Sequence[Figure]:
    async with near(folder) as made:
        before = await connections(made.both)
        async with scored(*made.both) as scores:
            await asyncio.sleep(QUIET)
            made.resident_gate.shut = made.expert_gate.shut = True
            shut = time.time()
            await asyncio.sleep(blocked)
            made.expert_gate.shut = False
            opened = time.time()
            expert_back = await viewed_after(made.expert, opened) - opened
            await asyncio.sleep(QUIET)
            made.resident_gate.shut = False
            opened = time.time()
            resident_back = await viewed_after(made.resident, opened) - opened
            await asyncio.sleep(QUIET)
        told(f"back after {expert_back:.1f} and {resident_back:.1f} s")
        after = await connections(made.both)
        seen = list(kinds(made.server.events()))
        pairs = (made.both, made.both[::-1])
        gaps = [1000 * scores.of(a, b, Stretch(shut, scores.end or shut)).longest_gap for a, b in pairs]
        control = [1000 * scores.of(a, b, Stretch(scores.begin, shut)).longest_gap for a, b in pairs]
    return [
        worst("visits, matters or people's stays ended", [float(_ends(seen))], 0.0, ""),
        worst("connections made anew", [float(b - a) for a, b in zip(before, after, strict=True)], 0.0, ""),
        worst("longest gap in sound", gaps, 200.0, beside=control),
        worst("pages back after the line", [expert_back, resident_back], 5.0, "s"),
    ]


def _ends(seen: Sequence[str]) -> int:
    return sum(seen.count(kind) for kind in ("visit_ended", "matter_closed", "left"))
