"""PostgreSQL is stopped for ten minutes (`pg_ctl stop -m immediate`) while visits are under way.

Residents press **Soita** and are refused with a sentence; whoever talks goes on, and what staff and residents press is kept by their
pages and asked for again every second. When it is back everything is in the log within ten seconds, once, in order.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, bounded, told, worst
from tests.bench.town import town
from tests.faults.keeping import Pair, is_whole, judge, keeping, none_of, timed
from tests.store.postgres import running

VISITS = 6
TALKING = 4
"""Visits under way when it goes away; the others are begun, or tried, meanwhile."""


async def run(folder: Path, away: float = 600.0) -> Sequence[Figure]:
    with running() as postgres:
        async with (
            town(folder, visits=VISITS, url=postgres.fresh(), start_quiet_seconds=0.0) as here,
            keeping(here, lambda: 0.0) as pairs,
        ):
            control = [await timed(pair.begin()) for pair in pairs[:TALKING]]
            sockets = sum(len(page.welcomes) for page in pairs.pages)
            await asyncio.to_thread(postgres.crash)
            told(f"away for {away:g} s")
            async with asyncio.TaskGroup() as group:
                facts = [group.create_task(pair.end(), name="end") for pair in pairs[:TALKING]]
                refused = [group.create_task(_refused(pair, away), name="call") for pair in pairs[TALKING:]]
                await asyncio.sleep(away)
                lasted = not any(fact.done() for fact in facts)
                await asyncio.to_thread(postgres.start)
                back = time.monotonic()
                await asyncio.wait(facts)
                took = time.monotonic() - back
                again = await timed(pairs[-1].begin()) if all(task.done() for task in refused) else 99.0
            after = [refusal for pair in pairs for refusal in pair.terminal.refusals if refusal.do == "call"]
            pongs = [pong for page in pairs.pages for pong in page.pongs]
            cut = sum(len(page.welcomes) for page in pairs.pages) - sockets
            judged = judge(pairs, here.server.url)
            clean = await asyncio.to_thread(is_whole, here.server.url)
    return [
        worst("calls refused", [refusal.after for refusal in after] or [99.0], 16.0, "s"),
        bounded(
            "refusals with a sentence",
            float(sum(refusal.code == "not_saved" and bool(refusal.sentence) for refusal in after)),
            float(len(after)),
            [float(len(after))],
            "",
            more_is_better=True,
        ),
        bounded("every press of visits under way in the log", took, 10.0, [took], "s"),
        bounded(
            "nothing was acknowledged while it was away", float(lasted), 1.0, [1.0], "", more_is_better=True
        ),
        worst("a ping answered", pongs, 5.0, "s"),
        bounded("sockets cut", float(cut), 0.0, [float(cut)], ""),
        bounded("a visit begins when it is back", again, 12.0, [again], "s", beside=control),
        *none_of(judged),
        bounded("log verify clean", float(clean), 1.0, [float(clean)], "", more_is_better=True),
    ]


async def _refused(pair: Pair, away: float) -> None:
    """Somebody presses **Soita** again and again, until shortly before it is back."""
    until = time.monotonic() + away - 20
    while True:
        await pair.call()
        if time.monotonic() > until:
            return
        await asyncio.sleep(5)
