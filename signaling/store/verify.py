"""`etaluukku log verify`: does the log hold together, and do the projections say what it says?"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice

import msgspec
from sqlalchemy import Connection, select

from signaling.store import projections, streams, tables
from signaling.store.comparing import different, missing, rows_of, too_many
from signaling.store.database import Database
from signaling.store.replaying import StoredEvent, stored_streams
from signaling.visit.apply import apply
from signaling.visit.events import Event, VisitOpened
from signaling.visit.model import EMPTY

BATCH = 200
"""Streams whose rows are fetched together."""


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
    found = stored_streams(connection)
    while batch := list(islice(found, BATCH)):
        judged = [_judge(stream, stored) for stream, stored in batch]
        seen |= {one.visit for one in judged if one.visit is not None}
        yield from _beside_their_rows(connection, judged)
    for table in (*tables.PROJECTIONS, tables.engagement, tables.deadline):
        for visit in connection.scalars(select(table.c.visit).distinct().order_by(table.c.visit)):
            if visit not in seen:
                yield Finding(Code.NO_EVENTS, streams.visit_stream(visit), table=table.name)
    yield from _notes(connection)


class _Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A stream's faults, and the rows that it comes to: None when it cannot be replayed or is no visit."""

    stream: str
    visit: str | None = None
    faults: Sequence[Finding]
    rows: dict[str, list[projections.Row]] | None = None


def _judge(stream: str, stored: Sequence[StoredEvent]) -> _Judged:
    if stream.startswith(streams.SHIFT):
        return _Judged(stream=stream, faults=tuple(_of_shift(stream.removeprefix(streams.SHIFT), stored)))
    if not stream.startswith(streams.VISIT):
        return _Judged(stream=stream, faults=(Finding(Code.UNKNOWN_STREAM, stream, 1),))
    visit = stream.removeprefix(streams.VISIT)
    events: list[Event] = []
    faults = [*_numbering(stored), *_of_visit(visit, stored, events)]
    if any(fault.code is not Code.COLUMNS_DIFFER for fault in faults):
        return _Judged(stream=stream, visit=visit, faults=sorted(faults, key=lambda fault: fault.number))
    state = EMPTY
    try:
        for event in events:
            state = apply(state, event)
        rows = projections.rows(state, events)
    except Exception as failure:  # noqa: BLE001 (whatever a wrong event leads to)
        faults.append(Finding(Code.NO_REPLAY, stream, state.version + 1, detail=type(failure).__name__))
        return _Judged(stream=stream, visit=visit, faults=faults)
    return _Judged(stream=stream, visit=visit, faults=faults, rows=rows)


def _of_visit(visit: str, stored: Sequence[StoredEvent], events: list[Event]) -> Iterator[Finding]:
    """The faults of single events; those that can be read are added to `events`."""
    for row in stored:
        try:
            event = streams.decode_event(row.data)
        except msgspec.DecodeError:
            yield Finding(Code.UNDECODABLE, row.stream, row.number)
            continue
        events.append(event)
        if (streams.type_of(event), event.at) != (row.type, row.at):
            yield Finding(Code.COLUMNS_DIFFER, row.stream, row.number)
        if isinstance(event, VisitOpened) != (row.number == 1) or getattr(event, "visit", visit) != visit:
            yield Finding(Code.NOT_ITS_STREAM, row.stream, row.number)


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


def _beside_their_rows(connection: Connection, judged: Sequence[_Judged]) -> Iterator[Finding]:
    visits = [one.visit for one in judged if one.visit is not None and one.rows is not None]
    kept = {table.name: rows_of(connection, table, visits) for table in tables.PROJECTIONS}
    for one in judged:
        yield from one.faults
        if one.visit is None or one.rows is None:
            continue
        for table in tables.PROJECTIONS:
            right, stored = one.rows[table.name], kept[table.name][one.visit]
            for code, compare in _COMPARISONS.items():
                for detail in compare(table, right, stored):
                    yield Finding(code, one.stream, table=table.name, detail=detail)


_COMPARISONS = {Code.ROW_MISSING: missing, Code.ROW_TOO_MANY: too_many, Code.ROW_DIFFERS: different}


def _notes(connection: Connection) -> Iterator[Finding]:
    """Notes are to be gone when their visit has ended."""
    note, visit = tables.handover.c, tables.visit.c
    still_open = select(visit.visit).where(visit.ended_at.is_(None))
    query = select(note.visit).where(note.visit.not_in(still_open)).distinct().order_by(note.visit)
    for found in connection.scalars(query):
        yield Finding(Code.NOTE_KEPT, streams.visit_stream(found), table=tables.handover.name)
