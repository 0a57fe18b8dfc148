"""The event log in a database: `service.ports.Log`, one transaction a command."""

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, func, select, union
from sqlalchemy.exc import IntegrityError

from signaling.protocol.words import Kind
from signaling.service.ports import AlreadyEngaged, Append, Conflict, OpenVisit, RecentWait, ShiftEvent
from signaling.store import projections, streams, tables
from signaling.store.database import Database
from signaling.store.statements import Prepared, add, apply_change, put, remove
from signaling.visit.events import Event


class Counted:
    """Work that knows how often it has been tried."""

    def __init__(self, work: Callable[[Connection], None]) -> None:
        self._work = work
        self.runs = 0

    def __call__(self, connection: Connection) -> None:
        self.runs += 1
        self._work(connection)


class SqlLog:
    """Appends go through the database's one writer, so they are in the order in which they were asked for."""

    def __init__(self, database: Database, *, words_kept: float = 90 * 24 * 3600.0) -> None:
        """`words_kept`: seconds for which a resident's own words are kept."""
        self._database = database
        self._words_kept = words_kept

    async def append(self, write: Append, within: float | None = None) -> None:
        """Durable when it returns; `within` seconds instead of the store's own patience.

        Raises `Conflict`, `AlreadyEngaged`, `Unavailable`: then nothing was written; `Unclear`. A caller that is cancelled does
        not know whether it was written: load again.
        """
        work = Counted(_append(write, self._words_kept))
        try:
            # A new visit may not take the room that those under way need to end.
            await self._database.write(
                work, within=within, repeatable=True, essential=write.before.version > 0
            )
        except IntegrityError as refusal:
            if work.runs > 1 and await self._database.read(lambda connection: _has(connection, write)):
                return  # the commit that nobody knew of had been made
            raise await self._database.read(lambda connection: _why_refused(connection, write)) from refusal

    async def load(self, visit: str) -> tuple[Event, ...]:
        """The visit's events in order; empty when there is no such visit."""
        return await self._database.read(lambda connection: _load(connection, visit))

    async def open_visits(self) -> tuple[OpenVisit, ...]:
        """Every visit that has not ended, or that still engages somebody or has a deadline."""
        return await self._database.read(_open_visits)

    async def append_shift(self, event: ShiftEvent, within: float | None = None) -> None:
        """Durable when it returns, and once however often it is given. Raises `Unavailable`."""
        await self._database.write(_append_shift(event), within=within, repeatable=True, essential=True)

    async def change_shift(self, event: ShiftEvent, account: str, since: float | None) -> None:
        """As `append_shift`, and in the same transaction: who is on shift now; None ends it."""
        work = _append_shift(event, (account, since))
        await self._database.write(work, repeatable=True, essential=since is None)

    async def on_shift(self) -> tuple[tuple[str, float], ...]:
        """Account ids of everybody on shift, with its start, the earliest first."""
        shift = tables.shift_now.c
        query = select(shift.account, shift.since).order_by(shift.since, shift.account)
        return await self._database.read(
            lambda connection: tuple((row.account, row.since) for row in connection.execute(query))
        )

    async def note(self, visit: str, search: str) -> str | None:
        """The transfer note that goes with this search, while the visit lasts."""
        note = tables.handover.c
        query = select(note.text).where(note.visit == visit, note.search == search)
        return await self._database.read(lambda connection: connection.scalar(query))

    async def recent_waits(self, since: float) -> tuple[RecentWait, ...]:
        """Waits of residents at terminals who were answered, of visits opened since then, the oldest first.

        Only of a visit's first matter: a second or a transferred one goes to the head of its line.
        """
        matter, visit = tables.matter.c, tables.visit.c
        query = (
            select(
                matter.service, visit.opened_at, (matter.first_answered_at - visit.opened_at).label("seconds")
            )
            .join_from(tables.visit, tables.matter, matter.visit == visit.visit)
            .where(
                visit.opened_at >= since,
                visit.kind == Kind.TERMINAL.value,
                matter.number == 1,
                matter.service.is_not(None),
                matter.first_answered_at.is_not(None),
            )
            .order_by(visit.opened_at, visit.visit)
        )
        return await self._database.read(
            lambda connection: tuple(
                RecentWait(service=row.service, opened_at=row.opened_at, seconds=row.seconds)
                for row in connection.execute(query)
            )
        )


_version_of = Prepared(
    select(func.max(tables.event.c.number)).where(tables.event.c.stream == bindparam("stream"))
)
_engaged_by = Prepared(
    select(tables.engagement.c.subject).where(tables.engagement.c.visit == bindparam("visit"))
)
_not_engaged = Prepared(delete(tables.engagement).where(tables.engagement.c.subject == bindparam("subject")))

_old_words = Prepared(delete(tables.feedback).where(tables.feedback.c.at < bindparam("before")))


def _append(write: Append, words_kept: float) -> Callable[[Connection], None]:
    """The transaction of one command. What needs no database is done here, outside the writer's thread."""
    visit = write.after.id
    events = streams.visit_rows(visit, write.before.version, write.events)
    changes = projections.changes(write.before, write.after, write.events)

    def work(connection: Connection) -> None:
        if not events and _version(connection, visit) != write.before.version:
            raise Conflict
        add(connection, tables.event, events)
        for change in changes:
            apply_change(connection, change)
        _engage(connection, visit, write.engaged)
        put(connection, tables.deadline, ("visit", visit), "at", write.deadline)
        if words := write.words:
            add(connection, tables.feedback, [{"visit": words.visit, "text": words.text, "at": words.at}])
        if write.after.ended_at is not None:
            remove(connection, tables.handover, ("visit", visit))
            _old_words.run(connection, {"before": write.after.ended_at - words_kept})
        elif note := write.note:
            add(
                connection, tables.handover, [{"visit": note.visit, "search": note.search, "text": note.text}]
            )

    return work


def _engage(connection: Connection, visit: str, engaged: frozenset[str]) -> None:
    had = {subject for (subject,) in _engaged_by.run(connection, {"visit": visit}).fetchall()}
    if gone := had - engaged:
        _not_engaged.run(connection, *({"subject": subject} for subject in sorted(gone)))
    add(
        connection,
        tables.engagement,
        [{"subject": subject, "visit": visit} for subject in sorted(engaged - had)],
    )


def _version(connection: Connection, visit: str) -> int:
    return _number(connection, streams.visit_stream(visit))


def _why_refused(connection: Connection, write: Append) -> Conflict | AlreadyEngaged:
    """Which of its rows the database did not take. When the cause is gone already, it is worth trying again: `Conflict`."""
    if _version(connection, write.after.id) != write.before.version:
        return Conflict()
    engagement = tables.engagement.c
    taken = connection.scalar(
        select(engagement.subject)
        .where(engagement.subject.in_(sorted(write.engaged)), engagement.visit != write.after.id)
        .order_by(engagement.subject)
    )
    return Conflict() if taken is None else AlreadyEngaged(taken)


def _has(connection: Connection, write: Append) -> bool:
    """Whether the log has just these events, times and ids of searches and all, where they belong."""
    stored = _load(connection, write.after.id)[write.before.version : write.after.version]
    return stored == write.events


def _load(connection: Connection, visit: str) -> tuple[Event, ...]:
    event = tables.event.c
    data = connection.scalars(
        select(event.data).where(event.stream == streams.visit_stream(visit)).order_by(event.number)
    )
    return tuple(map(streams.decode_event, data))


def _open_visits(connection: Connection) -> tuple[OpenVisit, ...]:
    engagement, deadline, visit = tables.engagement.c, tables.deadline.c, tables.visit.c
    engaged: dict[str, set[str]] = {}
    for row in connection.execute(select(engagement.visit, engagement.subject)):
        engaged.setdefault(row.visit, set()).add(row.subject)
    ids = connection.scalars(
        union(
            select(visit.visit).where(visit.ended_at.is_(None)),
            select(deadline.visit),
            select(engagement.visit),
        ).order_by("visit")
    ).all()
    return tuple(
        OpenVisit(events=_load(connection, found), engaged=frozenset(engaged.get(found, ()))) for found in ids
    )


def _append_shift(
    event: ShiftEvent, on_shift: tuple[str, float | None] | None = None
) -> Callable[[Connection], None]:
    stream = streams.SHIFT + event.person
    tried = False

    def work(connection: Connection) -> None:
        nonlocal tried
        number = _number(connection, stream)
        row = streams.shift_row(event, number + 1)
        at_the_end = {"stream": stream, "number": number}
        if tried and connection.scalar(_shift_data, at_the_end) == row["data"]:
            return  # the commit that nobody knew of had been made
        tried = True
        add(connection, tables.event, [row])
        if on_shift is not None:
            account, since = on_shift
            put(connection, tables.shift_now, ("account", account), "since", since)

    return work


_shift_data = select(tables.event.c.data).where(
    tables.event.c.stream == bindparam("stream"), tables.event.c.number == bindparam("number")
)


def _number(connection: Connection, stream: str) -> int:
    """Of the last event in the stream, 0 where there is none."""
    (found,) = _version_of.run(connection, {"stream": stream}).fetchall()
    return int(found[0] or 0)
