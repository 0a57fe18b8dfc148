"""Reading the log stream by stream, in order, without holding more than one stream in memory."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct
from sqlalchemy import Connection, func, select

from signaling.store import tables

CHUNK = 2_000


class StoredEvent(Struct, frozen=True):
    """An event as its row holds it, not yet decoded."""

    stream: str
    number: int
    type: str
    at: float
    data: str


def stored_streams(connection: Connection) -> Iterator[tuple[str, list[StoredEvent]]]:
    """Every stream's name and rows, by name and number."""
    event = tables.event.c
    query = select(event.stream, event.number, event.type, event.at, event.data).order_by(
        event.stream, event.number
    )
    # Of the statement alone: what else the connection executes meanwhile is not fetched by and by.
    found = connection.execute(query.execution_options(yield_per=CHUNK))
    for stream, group in groupby((StoredEvent(*row) for row in found), key=lambda stored: stored.stream):
        yield stream, list(group)


def count_events(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(tables.event)) or 0
