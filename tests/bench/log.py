"""`log`: appends to the event log with all that goes with them, beside sqlite3 writing the same rows; and a rebuild."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from signaling.service.ports import Append
from signaling.store import streams, tables
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.statements import add
from signaling.visit.deadlines import deadline
from signaling.visit.engaged import engaged
from signaling.visit.model import EMPTY
from tests.bench.bare_store import BareStore, Watched
from tests.bench.result import Figure, bounded, compared, shown, told
from tests.store import postgres, stories

RUNS = 5
VISITS = 60
EVENTS = 100_000


async def run(
    folder: Path, *, runs: int = RUNS, visits: int = VISITS, events: int = EVENTS
) -> Sequence[Figure]:
    """Every append is followed by the bare transaction of its rows."""
    url = f"sqlite:///{folder / 'log.sqlite'}"
    ours, bare = await _beside_sqlite3(folder, url, runs, visits)
    rebuilt = _rebuild(url, events)
    with postgres.running() as server:
        there = server.fresh()
        on_postgres = await _alone(there, runs, visits)
        told(f"PostgreSQL: {on_postgres[-1]:,.0f} appends a second")
        rebuilt_there = _rebuild(there, events)
    return [
        compared("log: appends", ours, bare, 0.3, unit="/s", more_is_better=True),
        bounded("log: rebuild of 100,000 events", rebuilt, 20.0, [rebuilt], unit="s"),
        shown("log: appends, PostgreSQL", on_postgres, unit="/s"),
        shown("log: rebuild, PostgreSQL", [rebuilt_there], unit="s"),
    ]


async def _beside_sqlite3(folder: Path, url: str, runs: int, visits: int) -> tuple[list[float], list[float]]:
    """Appends a second of each run: ours, and the bare ones."""
    database = Database(url)
    log, bare, watched = SqlLog(database), BareStore(folder / "bare.sqlite"), Watched(folder / "log.sqlite")
    figures: tuple[list[float], list[float]] = ([], [])
    try:
        for number in range(-1, runs):  # the first warms up
            taken: tuple[list[float], list[float]] = ([], [])
            for write in _writes(f"visit-{number}", visits):
                began = time.perf_counter()
                await log.append(write)
                taken[0].append(time.perf_counter() - began)
                taken[1].append(bare.write(watched.changed(write.after.id)))
            for figure, seconds in zip(figures, taken, strict=True):
                figure.append(len(seconds) / sum(seconds))
            told(
                f"run {number + 1}/{runs}: {figures[0][-1]:,.0f} appends a second beside {figures[1][-1]:,.0f}"
            )
    finally:
        watched.close()
        bare.close()
        database.close()
    return figures[0][1:], figures[1][1:]


async def _alone(url: str, runs: int, visits: int) -> list[float]:
    database = Database(url)
    log = SqlLog(database)
    figures = []
    try:
        for number in range(-1, runs):
            writes = list(_writes(f"visit-{number}", visits))
            began = time.perf_counter()
            for write in writes:
                await log.append(write)
            figures.append(len(writes) / (time.perf_counter() - began))
    finally:
        database.close()
    return figures[1:]


def _writes(name: str, visits: int) -> Iterator[Append]:
    """Whole lives of visits, one after the other: seven appends of one to five events each."""
    for number in range(visits):
        before = EMPTY
        for events in stories.served(f"{name}-{number}"):
            after = stories.after(before, events)
            due = deadline(after)
            yield stories.append(
                before, events, engaged=engaged(after), deadline=None if due is None else due[0]
            )
            before = after


def _rebuild(url: str, events: int) -> float:
    """Seconds of `etaluukku log rebuild` of a log of at least so many events, from start to end of the program."""
    database = Database(url)
    there = 0
    while there < events:
        visit = f"old-{there}"
        rows = streams.visit_rows(visit, 0, [event for part in stories.served(visit) for event in part])
        database.write_now(partial(add, table=tables.event, rows=rows))
        there += len(rows)
    database.close()
    told(f"rebuilding {there:,} events")
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "signaling", "log", "rebuild", "--store", url], check=True, capture_output=True
    )
    return time.perf_counter() - began
