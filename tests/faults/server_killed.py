"""The server is killed (`kill -9`) in the middle of a visit, and started again two seconds later; twenty visits.

Sound goes straight between the two pages, so nothing of it may be missing: the longest gap is beside that of as long a time in which
nothing happened. No connection may be made anew, and the log has one beginning and one end of each visit.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from media.measure.stretches import Stretch
from tests.bench.result import Figure, told, worst
from tests.browser.person import until
from tests.browser.score import scored
from tests.faults.near import begin, connections, end, listens, near, viewed_after

RUNS = 20
BEFORE = 4.0
DOWN = 2.0
AFTER = 2.0


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    gaps: list[float] = []
    control: list[float] = []
    replaced: list[float] = []
    back: list[float] = []
    async with near(folder) as made:
        for number in range(runs):
            if number:
                await begin(*made.both)
            before = await connections(made.both)
            async with scored(*made.both) as scores:
                await asyncio.sleep(BEFORE)
                killed = time.time()
                await made.server.kill()
                await asyncio.sleep(DOWN)
                listening = asyncio.create_task(listens(made.server.port), name="until it listens")
                await made.server.start()
                seen = [await viewed_after(person, killed) for person in made.both]
                await asyncio.sleep(AFTER)
            back += [max(0.0, at - await listening) for at in seen]
            after = await connections(made.both)
            replaced += [float(b - a) for a, b in zip(before, after, strict=True)]
            for one, other in (made.both, made.both[::-1]):
                fault = Stretch(killed, scores.end or killed)
                gaps.append(1000 * scores.of(one, other, fault).longest_gap)
                quiet = Stretch(scores.begin, killed)
                control.append(1000 * scores.of(one, other, quiet).longest_gap)
            await end(*made.both)
            told(f"{number + 1}/{runs}: gaps {gaps[-2:]} beside {control[-2:]} ms, back after {back[-2:]} s")
        ends = await _ends(made.server.events, runs)
    return [
        worst("longest gap in sound", gaps, 200.0, beside=control),
        worst("connections made anew", replaced, 0.0, ""),
        worst("pages back after the port listens", back, 5.0, "s"),
        worst("visits without exactly one beginning and one end", [float(ends)], 0.0, ""),
    ]


async def _ends(events: Callable[[], list[tuple[str, str]]], visits: int) -> int:
    """How many of the visits have not begun or ended exactly once."""

    async def all_over() -> bool:
        return sum(kind == "visit_ended" for _, kind in events()) >= visits

    await until(all_over)
    counts: dict[str, list[int]] = {}
    for stream, kind in events():
        if stream.startswith("visit:"):
            one = counts.setdefault(stream, [0, 0])
            one[0] += kind == "visit_opened"
            one[1] += kind == "visit_ended"
    return sum(one != [1, 1] for one in counts.values()) + abs(visits - len(counts))
