"""The server is killed in the middle of visits and stays down for 90 seconds; half of the pages never come back.

Who is back goes on in the same visit; what nobody returns to ends by itself and is not left open.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.bench.result import Figure, bounded, told, worst
from tests.bench.town import town
from tests.faults.keeping import events, is_whole, judge, keeping, none_of

VISITS = 4
STAYING = 2
HELD = 120.0
"""Seconds that a lost seat is held."""

LOST_AFTER = 10.0
AFTER_START = 15.0
"""Seconds after which a seat is found lost, and after a start before anything falls due."""


async def run(folder: Path, down: float = 90.0, held: float = HELD) -> Sequence[Figure]:
    async with (
        town(folder, visits=VISITS, seat_held_seconds=held) as here,
        keeping(here, lambda: 0.0) as pairs,
    ):
        for pair in pairs:
            await pair.begin()
        await here.server.kill()
        for pair in pairs[STAYING:]:
            pair.terminal.leave()
            pair.expert.leave()
        told(f"down for {down:g} s")
        await asyncio.sleep(down)
        staying = [page for pair in pairs[:STAYING] for page in (pair.terminal, pair.expert)]
        for page in staying:
            page.shown = None
        await here.server.start()
        started, clock = time.monotonic(), time.time()
        back = []
        for page in staying:
            await page.sees(lambda view: view is not None and view["audience"] in {"customer", "staff"})
            back.append(time.monotonic() - started)
        told(f"visits are under way again after {max(back):.1f} s")
        gone = [pair.visit for pair in pairs[STAYING:]]
        due = max(held, AFTER_START)  # a seat that nobody returns to counts as lost since the start
        await asyncio.sleep(due + LOST_AFTER + 10 - (time.monotonic() - started))
        ended = [
            (msgspec.json.decode(data)["reason"], msgspec.json.decode(data)["at"] - clock)
            for stream, kind, data in events(here.server.url)
            if kind == "visit_ended" and stream.removeprefix("visit:") in gone
        ]
        told(f"those without their people ended: {ended}")
        for pair in pairs[:STAYING]:
            await pair.end()
    judged = judge(pairs[:STAYING], here.server.url)
    off = [abs(at - due) for _, at in ended] or [99.0]
    return [
        worst("shown as under way again, after the start", back, 5.0, "s"),
        bounded(
            "visits without their people that ended",
            float(len(ended)),
            float(len(gone)),
            [0.0],
            "",
            more_is_better=True,
        ),
        bounded(
            "of those, ended as lost",
            float(sum(reason == "terminal_lost" for reason, _ in ended)),
            float(len(gone)),
            [0.0],
            "",
            more_is_better=True,
        ),
        worst("off the time at which they had to", off, 10.0, "s"),
        *none_of(judged),
        bounded("log verify clean", float(is_whole(here.server.url)), 1.0, [1.0], "", more_is_better=True),
    ]
