"""The server is killed (`kill -9`) in the middle of a visit, and started again two seconds later; twenty visits.

Sound goes straight between the two pages, so nothing of it may be missing: the longest gap is beside that of as long a time in which
nothing happened. No connection may be made anew, and the log has one beginning and one end of each visit.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.browser.person import until
from tests.faults.near import begin, end, near
from tests.faults.server_away import ServerAway

RUNS = 20
DOWN = 2.0


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    away = ServerAway()
    async with near(folder) as made:
        for number in range(runs):
            if number:
                await begin(*made.both)
            seen = await away.once(made, made.server.kill, DOWN)
            await end(*made.both)
            told(f"{number + 1}/{runs}: {seen}")
        ends = await _ends(made.server.events, runs)
    return [
        *away.figures(),
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
