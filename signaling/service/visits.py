"""Running a command against the log: load, decide, append, then tell everybody. The log is the truth."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct

from signaling.protocol.errors import ErrorCode
from signaling.service.metrics import Metrics
from signaling.service.ports import (
    AlreadyEngaged,
    Append,
    Clock,
    Conflict,
    Log,
    Note,
    Pseudonyms,
    Unavailable,
    Unclear,
    Words,
)
from signaling.service.record import Record
from signaling.visit.apply import apply, replay
from signaling.visit.commands import Command, OpenVisit
from signaling.visit.deadlines import deadline
from signaling.visit.decide import decide
from signaling.visit.events import Event, Rated, VisitOpened
from signaling.visit.limits import VisitLimits
from signaling.visit.model import Visit
from signaling.visit.refusal import Refused

logger = logging.getLogger(__name__)

ATTEMPTS = 5

PATIENCE = 15.0
"""Seconds that what somebody asks for waits for a store that is locked or away; then it is refused."""

BY_ITSELF = 1.0
"""The same for what nobody asked for: it is tried again anyway, and must not keep others waiting."""

LET_PASS = 0.01
"""Seconds that what is in less of a hurry waits for changes under way."""


class Change(Struct, frozen=True, kw_only=True):
    """Visit V is now version N. `owners` are all who saw something of it before or do now."""

    record: Record
    before: Visit
    events: tuple[Event, ...]
    owners: frozenset[str]


Listener = Callable[[Change], None]


class Visits:
    """The open visits, and the only way in which one changes. Commands to one visit run one after the other."""

    def __init__(
        self,
        *,
        log: Log,
        clock: Clock,
        pseudonyms: Pseudonyms,
        limits: VisitLimits,
        metrics: Metrics,
        accounts: Callable[[], Iterable[str]],
        patience: float = PATIENCE,
    ) -> None:
        self._log = log
        self._clock = clock
        self._pseudonyms = pseudonyms
        self._limits = limits
        self._metrics = metrics
        self._accounts = accounts
        self._patience = patience
        self._unclear: set[str] = set()
        self._whose: Iterable[str] = ()
        self._months: dict[str, dict[str, str]] = {}
        self._records: dict[str, Record] = {}
        self._by_owner: dict[str, dict[str, Record]] = {}
        self._listeners: list[Listener] = []
        self._hurried = 0
        self._no_hurry = asyncio.Event()
        self._no_hurry.set()
        self.generation = 0

    # --- reading ----------------------------------------------------------------------------------------------------

    def open(self) -> Iterable[Record]:
        """Every visit that is in memory, the longest open first."""
        return tuple(self._records.values())

    def of_owner(self, owner: str) -> Iterable[Record]:
        """The visits that this owner is shown something of."""
        return tuple(self._by_owner.get(owner, {}).values())

    def seat_is_lost(self, owner: str) -> bool:
        """Whether a visit counts this owner's seat as lost."""
        return any(
            seat.lost_at is not None and record.owner_of_seat(seat) == owner
            for record in self.of_owner(owner)
            for seat in record.visit.seats
        )

    def get(self, visit: str) -> Record | None:
        """The visit, if it is in memory."""
        return self._records.get(visit)

    async def find(self, visit: str) -> Record | None:
        """The visit, also when it is over; None: there is no such visit. Raises `Unavailable`."""
        record = self._records.get(visit)
        if record is not None:
            return record
        events = await self._log.load(visit)
        return self._rebuilt(events) if events else None

    def person(self, record: Record, account: str) -> str:
        """Who this account is in that visit: its pseudonym in the month of the opening."""
        pseudonym = self._pseudonyms.of(account, record.visit.opened_at)
        record.accounts[pseudonym] = account
        return pseudonym

    def listen(self, listener: Listener) -> None:
        """Called, in order, right after a change is durable."""
        self._listeners.append(listener)

    @contextmanager
    def hurry(self) -> Iterator[None]:
        """Somebody waits for what is done in this block: see `let_pass`."""
        self._hurried += 1
        self._no_hurry.clear()
        try:
            yield
        finally:
            self._hurried -= 1
            if not self._hurried:
                self._no_hurry.set()

    async def let_pass(self) -> None:
        """Waits, but not for long, while somebody is in a hurry: for whatever is in none."""
        try:
            async with asyncio.timeout(LET_PASS):
                await self._no_hurry.wait()
        except TimeoutError:
            pass

    # --- start ------------------------------------------------------------------------------------------------------

    async def load(self) -> int:
        """Take the open visits from the log at start; returns how many. Raises `Unavailable`."""
        for found in await self._log.open_visits():
            record = self._rebuilt(found.events)
            if record.settled(self._clock.now()):
                continue
            record.restarted = True
            for search in record.searches_with_a_note():
                record.notes[search] = await self._log.note(record.visit.id, search) or ""
            self._keep(record)
        self.generation += 1
        return len(self._records)

    # --- changing ---------------------------------------------------------------------------------------------------

    async def begin(self, command: OpenVisit, at: float) -> Record:
        """A new visit, begun at that time; or the one of that id, if it has begun already. Raises `Refused`, `Unavailable`."""
        known = self.get(command.visit)
        if known is not None:
            return known
        record = Record(self._accounts_at(at))
        async with record.lock:
            await self._run(record, command, at, self._until(None))
        return record

    async def command(
        self,
        record: Record,
        command: Command,
        *,
        ago: float = 0.0,
        words: str = "",
        note: tuple[str, str] | None = None,
        patience: float | None = None,
    ) -> tuple[Event, ...]:
        """Decide and make durable, then tell everybody; returns what happened.

        `ago` seconds ago the person pressed; the event is never put before what has already happened. `note` is a search
        and the text that goes with it. `patience` seconds it waits for the store, None: as long as a person does. Raises
        `Refused`, `Gone`, `Unavailable`: then nothing has changed; `Unclear`: then it is looked into when the store is back.
        """
        at, until = self._clock.now() - max(ago, 0.0), self._until(patience)
        if record.lock.locked():
            await _have(record.lock, until)
        else:
            await record.lock.acquire()
        try:
            return await self._run(record, command, at, until, words, note)
        finally:
            record.lock.release()

    def _until(self, patience: float | None) -> float:
        """By the loop's clock: the service's may be a test's."""
        return asyncio.get_running_loop().time() + (self._patience if patience is None else patience)

    async def _run(
        self,
        record: Record,
        command: Command,
        at: float,
        until: float,
        words: str | None = None,
        note: tuple[str, str] | None = None,
    ) -> tuple[Event, ...]:
        for _ in range(ATTEMPTS):
            began = self._clock.now()
            before = record.visit
            now = max(at, record.last_at)
            events = decide(before, command, now, self._limits)
            if not events:
                return ()
            after = before
            for event in events:
                after = apply(after, event)
            due = deadline(after, self._limits)
            write = Append(
                before=before,
                after=after,
                events=events,
                engaged=record.subjects(after),
                deadline=None if due is None else due[0],
                words=Words(visit=after.id, text=words, at=now) if words and _rated(events) else None,
                note=Note(visit=after.id, search=note[0], text=note[1]) if note else None,
            )
            self._metrics.decide.add(self._clock.now() - began)
            try:
                await self._append(write, until)
            except (Conflict, AlreadyEngaged) as refusal:
                self._metrics.conflicts += 1
                newer = await self._reload(record, write.after.id)
                if newer and isinstance(command, OpenVisit):
                    return ()  # the same press has begun it already, and a crash kept the answer back
                if not newer and isinstance(refusal, AlreadyEngaged):
                    raise Refused(_engaged_code(refusal.subject)) from refusal
                continue
            if note:
                record.notes[note[0]] = note[1]
            self._changed(record, after, events)
            return events
        raise Refused(ErrorCode.BUSY)

    async def _append(self, write: Append, until: float) -> None:
        began = self._clock.now()
        within = until - asyncio.get_running_loop().time()
        try:
            with self.hurry():
                await self._log.append(write, within)
        except Unavailable as failure:
            self._metrics.store_failures += 1
            if isinstance(failure, Unclear):
                self._unclear.add(write.after.id)
            raise
        self._metrics.append.add(self._clock.now() - began)

    async def look_into_unclear(self) -> None:
        """What was refused because nobody knew whether it was written, and was: it has happened. Raises `Unavailable`."""
        for visit in tuple(self._unclear):
            known = self.get(visit)
            if known is not None:
                async with known.lock:
                    await self._reload(known, visit)
            elif events := await self._log.load(visit):
                record = self._rebuilt(events)
                self._changed(record, record.visit, ())
            self._unclear.discard(visit)

    def _changed(self, record: Record, after: Visit, events: tuple[Event, ...]) -> None:
        before, owners = record.visit, record.owners() if record.visit.id else set()
        record.follow(after, events)
        self.generation += 1
        self._keep(record, owners)
        change = Change(
            record=record, before=before, events=events, owners=frozenset(owners | record.owners())
        )
        began = self._clock.now()
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                # What is durable has happened, whoever fails to be told of it.
                self._metrics.faults += 1
                logger.exception("a listener failed", extra={"visit": after.id})
        self._metrics.render.add(self._clock.now() - began)

    # --- memory -----------------------------------------------------------------------------------------------------

    def forget_settled(self) -> None:
        now = self._clock.now()
        for record in self.open():
            if record.settled(now):
                self.generation += 1
                self._drop(record, record.owners())
                del self._records[record.visit.id]

    def _keep(self, record: Record, before: Iterable[str] = ()) -> None:
        self._drop(record, before)
        if record.settled(self._clock.now()):
            self._records.pop(record.visit.id, None)
            return
        self._records[record.visit.id] = record
        for owner in record.owners():
            self._by_owner.setdefault(owner, {})[record.visit.id] = record

    def _drop(self, record: Record, owners: Iterable[str]) -> None:
        for owner in owners:
            visits = self._by_owner.get(owner, {})
            visits.pop(record.visit.id, None)
            if not visits:
                self._by_owner.pop(owner, None)

    async def _reload(self, record: Record, visit: str) -> bool:
        """Take what the log has; returns whether that is newer."""
        events = await self._log.load(visit)
        newer = events[record.visit.version :]
        if not newer:
            return False
        self._changed(record, replay(events), newer)
        return True

    def _rebuilt(self, events: tuple[Event, ...]) -> Record:
        first = events[0]
        assert isinstance(first, VisitOpened)  # noqa: S101 (a stream of a visit begins with nothing else)
        record = Record(self._accounts_at(first.at))
        record.follow(replay(events), events)
        return record

    def _accounts_at(self, at: float) -> dict[str, str]:
        """Who is who in the month of `at`: one table for all visits of that month, made again when the directory changes."""
        accounts = self._accounts()
        if accounts is not self._whose:
            self._whose = accounts
            self._months.clear()
        month = self._pseudonyms.month(at)
        if month not in self._months:
            self._months[month] = {self._pseudonyms.of(account, at): account for account in accounts}
        return self._months[month]


async def _have(lock: asyncio.Lock, until: float) -> None:
    """Raises `Unavailable`: whoever has it waits for the store."""
    try:
        async with asyncio.timeout_at(until):
            await lock.acquire()
    except TimeoutError:
        raise Unavailable("another change of the visit waits for the store") from None


def _rated(events: tuple[Event, ...]) -> bool:
    """Words are kept only with the rating whose event tells of them."""
    return any(isinstance(event, Rated) for event in events)


def _engaged_code(subject: str) -> ErrorCode:
    return ErrorCode.PLACE_BUSY if subject.startswith("place:") else ErrorCode.PERSON_BUSY
