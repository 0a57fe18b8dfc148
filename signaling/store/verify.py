"""`etaluukku log verify`: does the log hold together, and do the projections say what it says?"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, Table, select

from signaling.store import projections, streams, tables
from signaling.store.database import Database
from signaling.store.replaying import StoredEvent, stored_streams
from signaling.visit.apply import apply
from signaling.visit.events import Event, VisitOpened
from signaling.visit.model import EMPTY


class Code(StrEnum):
    """What may be wrong; a code is never renamed."""

    HOLE = "hole"
    UNDECODABLE = "undecodable"
    COLUMNS_DIFFER = "columns_differ"
    UNKNOWN_STREAM = "unknown_stream"
    NOT_ITS_STREAM = "not_its_stream"
    NO_REPLAY = "no_replay"
    ROW_MISSING = "row_missing"
    ROW_DIFFERS = "row_differs"
    ROW_TOO_MANY = "row_too_many"
    NO_EVENTS = "no_events"
    NOTE_KEPT = "note_kept"


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong. `number` is the event's, or 0 where no event but a row of `table` is meant."""

    code: Code
    stream: str
    number: int = 0
    table: str = tables.event.name
    detail: str = ""

    def __str__(self) -> str:
        where = f"{self.stream} event {self.number}" if self.number else f"{self.stream} table {self.table}"
        return f"{self.code}: {where}" + (f": {self.detail}" if self.detail else "")


def verify(database: Database) -> tuple[Finding, ...]:
    """Everything that is wrong in one snapshot of the store, by stream, in each the first bad event first.

    Of a stream that cannot be read to its end, the projections are not judged. No value of an event or a row is told,
    only where it is. Raises `Unavailable`.
    """
    return database.read_now(lambda connection: tuple(_verify(connection)))


def _verify(connection: Connection) -> Iterator[Finding]:
    seen: set[str] = set()
    for stream, stored in stored_streams(connection):
        if stream.startswith(streams.VISIT):
            visit = stream.removeprefix(streams.VISIT)
            seen.add(visit)
            yield from _of_visit(connection, visit, stored)
        elif stream.startswith(streams.SHIFT):
            yield from _of_shift(stream.removeprefix(streams.SHIFT), stored)
        else:
            yield Finding(Code.UNKNOWN_STREAM, stream, 1)
    for table in (*tables.PROJECTIONS, tables.engagement, tables.deadline):
        for visit in connection.scalars(select(table.c.visit).distinct().order_by(table.c.visit)):
            if visit not in seen:
                yield Finding(Code.NO_EVENTS, streams.visit_stream(visit), table=table.name)
    yield from _notes(connection)


def _of_visit(connection: Connection, visit: str, stored: Sequence[StoredEvent]) -> Iterator[Finding]:
    found = list(_numbering(stored))
    events: list[Event] = []
    for row in stored:
        try:
            event = streams.decode_event(row.data)
        except msgspec.DecodeError:
            found.append(Finding(Code.UNDECODABLE, row.stream, row.number))
            continue
        events.append(event)
        if (streams.type_of(event), event.at) != (row.type, row.at):
            found.append(Finding(Code.COLUMNS_DIFFER, row.stream, row.number))
        if isinstance(event, VisitOpened) != (row.number == 1) or getattr(event, "visit", visit) != visit:
            found.append(Finding(Code.NOT_ITS_STREAM, row.stream, row.number))
    yield from sorted(found, key=lambda finding: finding.number)
    if not any(finding.code in (Code.HOLE, Code.UNDECODABLE, Code.NOT_ITS_STREAM) for finding in found):
        yield from _replayed(connection, visit, events)


def _of_shift(person: str, stored: Sequence[StoredEvent]) -> Iterator[Finding]:
    yield from _numbering(stored)
    for row in stored:
        try:
            event = streams.decode_shift(row.data)
        except msgspec.DecodeError:
            yield Finding(Code.UNDECODABLE, row.stream, row.number)
            continue
        if (streams.shift_type(event), event.at) != (row.type, row.at):
            yield Finding(Code.COLUMNS_DIFFER, row.stream, row.number)
        if event.person != person:
            yield Finding(Code.NOT_ITS_STREAM, row.stream, row.number)


def _numbering(stored: Sequence[StoredEvent]) -> Iterator[Finding]:
    expected = 1
    for row in stored:
        if row.number != expected:
            missing = f"{expected} to {row.number - 1}" if row.number - 1 > expected else f"{expected}"
            yield Finding(Code.HOLE, row.stream, expected, detail=f"missing: {missing}")
        expected = row.number + 1


def _replayed(connection: Connection, visit: str, events: list[Event]) -> Iterator[Finding]:
    stream = streams.visit_stream(visit)
    state = EMPTY
    try:
        for event in events:
            state = apply(state, event)
        rows = projections.rows(state, events)
    except Exception as failure:  # noqa: BLE001 (whatever a wrong event leads to)
        yield Finding(Code.NO_REPLAY, stream, state.version + 1, detail=type(failure).__name__)
        return
    for table in tables.PROJECTIONS:
        yield from _compared(stream, table, rows[table.name], _stored_rows(connection, table, visit))


def _stored_rows(connection: Connection, table: Table, visit: str) -> list[projections.Row]:
    found = connection.execute(select(table).where(table.c.visit == visit))
    return [dict(row._mapping) for row in found]  # noqa: SLF001 (SQLAlchemy's documented name)


def _compared(
    stream: str, table: Table, right: list[projections.Row], stored: list[projections.Row]
) -> Iterator[Finding]:
    names = [column.name for column in table.primary_key]

    def keyed(rows: list[projections.Row]) -> dict[tuple[object, ...], projections.Row]:
        return {tuple(row[name] for name in names): row for row in rows}

    ours, theirs = keyed(right), keyed(stored)
    for key in sorted(ours.keys() | theirs.keys(), key=str):
        where = ", ".join(
            f"{name} {value}" for name, value in zip(names, key, strict=True) if name != "visit"
        )
        if key not in theirs:
            yield Finding(Code.ROW_MISSING, stream, table=table.name, detail=where)
        elif key not in ours:
            yield Finding(Code.ROW_TOO_MANY, stream, table=table.name, detail=where)
        elif ours[key] != theirs[key]:
            columns = ", ".join(name for name in ours[key] if ours[key][name] != theirs[key][name])
            yield Finding(
                Code.ROW_DIFFERS, stream, table=table.name, detail=" ".join(filter(None, (where, columns)))
            )


def _notes(connection: Connection) -> Iterator[Finding]:
    """Notes are to be gone when their visit has ended."""
    note, visit = tables.handover.c, tables.visit.c
    still_open = select(visit.visit).where(visit.ended_at.is_(None))
    query = select(note.visit).where(note.visit.not_in(still_open)).distinct().order_by(note.visit)
    for found in connection.scalars(query):
        yield Finding(Code.NOTE_KEPT, streams.visit_stream(found), table=tables.handover.name)
