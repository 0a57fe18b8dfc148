"""Another process has the store's lock for ten seconds (`BEGIN EXCLUSIVE`), while three visits start and two end.

What was pressed waits and is done; nobody's socket is cut and pings are answered meanwhile.
"""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.result import Figure, bounded, told, worst
from tests.bench.town import town
from tests.faults.keeping import is_whole, judge, keeping, none_of, timed

STARTING = 3
ENDING = 2
LOCKED = 10.0


async def run(folder: Path, runs: int = 3) -> Sequence[Figure]:
    starts: list[float] = []
    ends: list[float] = []
    control: list[float] = []
    async with (
        town(folder, visits=STARTING + ENDING, start_quiet_seconds=0.0) as here,
        keeping(here, lambda: 0.0) as pairs,
    ):
        for number in range(runs):
            starting, ending = pairs[:STARTING], pairs[STARTING:]
            control += [await timed(pair.begin()) for pair in ending]
            with closing(sqlite3.connect(here.server.store, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                locked = time.monotonic()
                async with asyncio.TaskGroup() as group:
                    begun = [group.create_task(timed(pair.begin()), name="begin") for pair in starting]
                    ended = [group.create_task(timed(pair.end()), name="end") for pair in ending]
                    await asyncio.sleep(LOCKED - (time.monotonic() - locked))
                    other.execute("ROLLBACK")
            starts += [task.result() for task in begun]
            ends += [task.result() - LOCKED for task in ended]
            for pair in starting:
                await pair.end()
            told(
                f"{number + 1}/{runs}: started after {max(starts):.1f} s, ended {max(ends):.1f} s after the lock"
            )
        pongs = [pong for page in pairs.pages for pong in page.pongs]
        cut = sum(len(page.welcomes) - 1 for page in pairs.pages)
    judged = judge(pairs, here.server.url)
    return [
        worst("a visit starts: Soita to answered", starts, 12.0, "s", beside=control),
        worst("everything pressed in the log, after the lock", ends, 10.0, "s"),
        worst("a ping answered", pongs, 5.0, "s"),
        bounded("sockets cut", float(cut), 0.0, [float(cut)], ""),
        *none_of(judged),
        bounded("log verify clean", float(is_whole(here.server.url)), 1.0, [1.0], "", more_is_better=True),
    ]
