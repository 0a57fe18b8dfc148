"""`etaluukku log rebuild`: throws the projections away and makes them again from the log."""

from collections.abc import Callable

import msgspec
from sqlalchemy import Connection, delete

from signaling.store import projections, streams, tables
from signaling.store.database import Database
from signaling.store.replaying import CHUNK, StoredEvent, count_events, stored_streams
from signaling.store.statements import add
from signaling.visit.apply import replay

Progress = Callable[[int, int], None]


class BadLog(Exception):
    """An event cannot be read or replayed: `etaluukku log verify` tells more. Nothing was changed."""


class Rebuilt(msgspec.Struct, frozen=True):
    visits: int
    events: int


def rebuild(database: Database, progress: Progress | None = None) -> Rebuilt:
    """Make every projection again, in one transaction; `progress` is told events done and events in all.

    Meanwhile nobody else can write: `store.lock.alone` keeps servers away. Raises `BadLog`, `Unavailable`.
    """
    return database.write_now(lambda connection: _rebuild(connection, progress or (lambda _done, _all: None)))


def _rebuild(connection: Connection, progress: Progress) -> Rebuilt:
    total = count_events(connection)
    done = visits = 0
    waiting: dict[str, list[projections.Row]] = {table.name: [] for table in tables.PROJECTIONS}
    for table in tables.PROJECTIONS:
        connection.execute(delete(table))
    progress(0, total)
    for stream, stored in stored_streams(connection):
        if stream.startswith(streams.VISIT):
            visits += 1
            for name, rows in _rows(stored).items():
                waiting[name] += rows
        if (done + len(stored)) // CHUNK > done // CHUNK:
            _flush(connection, waiting)
            progress(done + len(stored), total)
        done += len(stored)
    _flush(connection, waiting)
    progress(done, total)
    return Rebuilt(visits, done)


def _rows(stored: list[StoredEvent]) -> dict[str, list[projections.Row]]:
    try:
        events = [streams.decode_event(row.data) for row in stored]
        return projections.rows(replay(events), events)
    except Exception as failure:
        raise BadLog(f"{stored[0].stream}: {failure}") from failure


def _flush(connection: Connection, waiting: dict[str, list[projections.Row]]) -> None:
    for table in tables.PROJECTIONS:
        add(connection, table, waiting[table.name])
        waiting[table.name] = []
