"""`service.ports.Log` in memory, with the same contract as the database's: for tests of the service."""

from signaling.protocol.words import Kind
from signaling.service.ports import (
    AlreadyEngaged,
    Append,
    Conflict,
    OpenVisit,
    RecentWait,
    ShiftEvent,
    Unavailable,
    Words,
)
from signaling.visit.events import Event
from signaling.visit.model import Visit


class MemoryLog:
    """`broken` makes every write raise `Unavailable`. `words` and `shifts` show what was written."""

    def __init__(self) -> None:
        self.broken = False
        self.words: dict[str, Words] = {}
        self.shifts: list[ShiftEvent] = []
        self._events: dict[str, tuple[Event, ...]] = {}
        self._states: dict[str, Visit] = {}
        self._engaged: dict[str, str] = {}
        self._deadlines: dict[str, float] = {}
        self._on_shift: dict[str, float] = {}
        self._notes: dict[tuple[str, str], str] = {}

    async def append(self, write: Append, within: float = 0.0) -> None:  # noqa: ARG002
        self._check()
        visit = write.after.id
        events = self._events.get(visit, ())
        if len(events) != write.before.version:
            raise Conflict
        for subject in sorted(write.engaged):
            if self._engaged.get(subject, visit) != visit:
                raise AlreadyEngaged(subject)
        self._events[visit] = events + write.events
        self._states[visit] = write.after
        self._engaged = {subject: of for subject, of in self._engaged.items() if of != visit}
        self._engaged |= dict.fromkeys(write.engaged, visit)
        self._deadlines.pop(visit, None)
        if write.deadline is not None:
            self._deadlines[visit] = write.deadline
        if write.words is not None:
            self.words[visit] = write.words
        if write.after.ended_at is not None:
            self._notes = {key: text for key, text in self._notes.items() if key[0] != visit}
        elif write.note is not None:
            self._notes[visit, write.note.search] = write.note.text

    async def load(self, visit: str) -> tuple[Event, ...]:
        return self._events.get(visit, ())

    async def open_visits(self) -> tuple[OpenVisit, ...]:
        busy = set(self._engaged.values()) | set(self._deadlines)
        return tuple(
            OpenVisit(
                events=events,
                engaged=frozenset(subject for subject, of in self._engaged.items() if of == visit),
            )
            for visit, events in sorted(self._events.items())
            if visit in busy or self._states[visit].ended_at is None
        )

    async def append_shift(self, event: ShiftEvent, within: float = 0.0) -> None:  # noqa: ARG002
        self._check()
        self.shifts.append(event)

    async def change_shift(self, event: ShiftEvent, account: str, since: float | None) -> None:
        await self.append_shift(event)
        self._on_shift.pop(account, None)
        if since is not None:
            self._on_shift[account] = since

    async def on_shift(self) -> tuple[tuple[str, float], ...]:
        return tuple(sorted(self._on_shift.items(), key=lambda item: (item[1], item[0])))

    async def note(self, visit: str, search: str) -> str | None:
        return self._notes.get((visit, search))

    async def recent_waits(self, since: float) -> tuple[RecentWait, ...]:
        found = [
            RecentWait(
                service=first.service,
                opened_at=visit.opened_at,
                seconds=first.first_answered_at - visit.opened_at,
            )
            for visit in sorted(self._states.values(), key=lambda visit: (visit.opened_at, visit.id))
            if visit.kind is Kind.TERMINAL and visit.opened_at >= since
            for first in visit.matters[:1]
            if first.service is not None and first.first_answered_at is not None
        ]
        return tuple(found)

    def _check(self) -> None:
        if self.broken:
            raise Unavailable("broken on purpose")
