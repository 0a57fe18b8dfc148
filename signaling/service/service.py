"""The service: everything wired together, and the `Front` that the transport calls."""

import asyncio
import logging
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, assert_never

from msgspec import Struct

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.limits import PROTOCOL
from signaling.routing.model import Account, Place
from signaling.service import texts
from signaling.service.actions import Actions
from signaling.service.alarm import Alarm
from signaling.service.answers import Answer, Answers
from signaling.service.boards import Boards
from signaling.service.book import Book
from signaling.service.facts import Facts, local_time
from signaling.service.hub import Hub
from signaling.service.matching import Matching
from signaling.service.metrics import Metrics
from signaling.service.ports import (
    AccountIdentity,
    Clock,
    CustomerScreenIdentity,
    Directory,
    Greeting,
    Identity,
    Ids,
    Log,
    NotAdmitted,
    Outbox,
    PlaceIdentity,
    Pseudonyms,
    Session,
    Unavailable,
)
from signaling.service.presence import Page, Presence
from signaling.service.record import Record
from signaling.service.relay import Relay
from signaling.service.rights import may, may_open
from signaling.service.shifts import Shifts
from signaling.service.timers import AFTER_FAILURE, Timers
from signaling.service.visits import Change, Visits
from signaling.service.watch import Watch
from signaling.visit.commands import SealAside
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from signaling.visit.refusal import Gone, GoneWhy, Refused

logger = logging.getLogger(__name__)

SWEEP = 1.0
REFRESH_DIRECTORY = 5.0
REFRESH_WAITS = 60.0
WAITS_LOOKED_BACK = 28 * 86_400.0


class ServiceSettings(Struct, frozen=True, kw_only=True):
    """`routing_quiet` seconds after a start with visits or shifts nobody new is rung. `everything_open`: no hours are kept."""

    limits: VisitLimits = DEFAULT_LIMITS
    routing_quiet: float = 5.0
    everything_open: bool = False


class Ports(Struct, frozen=True, kw_only=True):
    """What the service needs from the world."""

    log: Log
    directory: Directory
    pseudonyms: Pseudonyms
    ids: Ids
    clock: Clock
    greeting: Greeting


class Service:
    """`async with Service(ports, settings) as service:` takes the open visits from the log and serves until the block ends.

    What a page has asked is carried out to its end even when the page has gone. `tick` and `next_due` are what the
    service's own task runs; a test with a clock of its own calls them itself (`own_timers=False`).
    """

    def __init__(self, ports: Ports, settings: ServiceSettings, *, own_timers: bool = True) -> None:
        self.metrics = Metrics()
        self._ports = ports
        self._settings = settings
        self._own_timers = own_timers
        self._clock = ports.clock
        self._alarm = Alarm(ports.clock)
        self._answers = Answers()
        self._tasks = asyncio.TaskGroup()
        self._timer_task: asyncio.Task[None] | None = None
        self._closing = False

    async def __aenter__(self) -> Self:
        await self._start()
        await self._tasks.__aenter__()
        if self._own_timers:
            self._timer_task = self._tasks.create_task(self._run_timers(), name="service timers")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        if self._timer_task is not None:
            self._timer_task.cancel()
        await self._tasks.__aexit__(kind, error, trace)

    async def _start(self) -> None:
        ports, limits = self._ports, self._settings.limits
        now = self._clock.now()
        book = Book(await ports.directory.city(), local_time(now).date())
        self._presence = Presence(now)
        self._shifts = Shifts(
            log=ports.log, clock=ports.clock, pseudonyms=ports.pseudonyms, presence=self._presence
        )
        self.visits = Visits(
            log=ports.log,
            clock=ports.clock,
            pseudonyms=ports.pseudonyms,
            limits=limits,
            metrics=self.metrics,
            book=lambda: self._facts.book,
        )
        self._facts = Facts(
            book=book,
            clock=ports.clock,
            limits=limits,
            visits=self.visits,
            shifts=self._shifts,
            everything_open=self._settings.everything_open,
        )
        self._boards = Boards(facts=self._facts, presence=self._presence, demo=ports.greeting.demo)
        self._hub = Hub(facts=self._facts, presence=self._presence, boards=self._boards)
        self._actions = Actions(
            visits=self.visits,
            presence=self._presence,
            shifts=self._shifts,
            facts=self._facts,
            pseudonyms=ports.pseudonyms,
            ids=ports.ids,
        )
        self._matching = Matching(
            visits=self.visits,
            presence=self._presence,
            shifts=self._shifts,
            facts=self._facts,
            pseudonyms=ports.pseudonyms,
            ids=ports.ids,
        )
        self._relay = Relay(visits=self.visits, presence=self._presence, metrics=self.metrics)
        self._watch = Watch(
            visits=self.visits, presence=self._presence, facts=self._facts, actions=self._actions
        )
        self._timers = Timers(limits, now)
        self._next_sweep = now + SWEEP
        self._directory_at = self._waits_at = now
        self.visits.listen(self._hub.changed)
        self.visits.listen(self._note_idle)
        found = await self.visits.load() + await self._shifts.load()
        if found:
            self._matching.quiet_until = now + self._settings.routing_quiet
        self._facts.learn_waits(await ports.log.recent_waits(now - WAITS_LOOKED_BACK))

    # --- the front --------------------------------------------------------------------------------------------------

    async def connect(self, hello: m.Hello, identity: Identity, outbox: Outbox) -> Session:
        """A page has said hello. Raises `NotAdmitted`."""
        await self._admit(hello, identity)
        page = Page(hello, identity, outbox, self._clock.now())
        outbox.send(
            m.Welcome(
                protocol=PROTOCOL,
                build=self._ports.greeting.build,
                reload_when_idle=hello.build != self._ports.greeting.build,
                ice_servers=self._ports.greeting.ice_servers(identity),
                you=self._boards.self_of(page),
            )
        )
        self._displace(page, self._presence.connect(page))
        self.metrics.sessions = self._presence.count()
        await self._finish(self._seated(page), "page connected")
        return page

    async def receive(self, session: Session, message: m.ClientMessage) -> None:
        """A decoded message of that page. Answers go to its outbox."""
        page = _page(session)
        now = self._clock.now()
        was_live, page.last_seen = page.live(now), now
        if not was_live and page.connected and page.holds_seat:
            await self._finish(self._seated(page), "page heard again")
        match message:
            case m.Hello():
                self._refuse(page, None, ErrorCode.WRONG_MOMENT)
            case m.Ping(n=n):
                page.outbox.send(m.Pong(n=n))
            case m.SetLanguage(language=language):
                page.language = language
                self._hub.show(page)
                if page.holds_seat:
                    self._hub.send_boards(page)
            case m.Command():
                await self._finish(self._command(page, message), "command")
            case m.Signal():
                try:
                    self._relay.pass_on(page, message)
                except Refused as refusal:
                    self._refuse(page, None, refusal.code)
            case m.Applied(visit=visit, version=version):
                if self._reported(page, visit, version):
                    await self._finish(self._settle(), "view applied")
            case m.Quality():
                if page.holds_seat:
                    self._watch.media_reported(page, message)
            case _:
                assert_never(message)

    async def disconnect(self, session: Session) -> None:
        """The socket is closed."""
        self._presence.disconnect(_page(session), self._clock.now())
        self.metrics.sessions = self._presence.count()
        self._hub.mark()
        self._alarm.nudge()

    async def _admit(self, hello: m.Hello, identity: Identity) -> None:
        if not self._knows(identity):
            await self._renew_directory()
        book = self._facts.book
        whose: Account | Place | None
        match identity:
            case AccountIdentity(account=account):
                whose = book.accounts.get(account)
            case PlaceIdentity(place=place) | CustomerScreenIdentity(desk=place):
                whose = book.places.get(place)
        if whose is None:
            raise NotAdmitted(ErrorCode.SESSION_EXPIRED)
        if not may_open(hello.kind, whose):
            raise NotAdmitted(ErrorCode.NOT_ALLOWED)

    def _knows(self, identity: Identity) -> bool:
        match identity:
            case AccountIdentity(account=account):
                return account in self._facts.book.accounts
            case PlaceIdentity(place=place) | CustomerScreenIdentity(desk=place):
                return place in self._facts.book.places

    def _displace(self, page: Page, before: Page | None) -> None:
        """The page that had the seat is told; the same page on an older socket is only hung up on."""
        if before is None:
            return
        before.shown = None
        before.sent.clear()
        if before.page == page.page:
            before.outbox.close()
        else:
            before.outbox.send(m.TakenOver(sentence=texts.say(texts.TAKEN_OVER, before.language)))

    async def _seated(self, page: Page) -> None:
        """The page has its seat: in its visit, on its screen, among those who may be rung."""
        try:
            await self._actions.take_seat(page)
        except (Refused, Gone, Unavailable) as reason:
            logger.info("a page could not take its seat yet", extra={"reason": str(reason)})
        self._hub.show(page, always=True)
        self._hub.send_boards(page)
        self._hub.mark()
        await self._settle()

    def _reported(self, page: Page, visit: str, version: int) -> bool:
        record = self.visits.get(visit)
        seat = self._actions.own_seat(record, page) if record is not None else None
        if record is None or seat is None or not page.holds_seat:
            return False
        before = record.customer_is_shut_out()
        record.report_applied(seat.id, page.page, version)
        if not before and record.customer_is_shut_out():
            self._hub.changed(
                Change(record=record, before=record.visit, events=(), owners=frozenset(record.owners()))
            )
        return True

    # --- commands ---------------------------------------------------------------------------------------------------

    async def _command(self, page: Page, command: m.Command) -> None:
        now = self._clock.now()
        earlier = self._answers.earlier(page.owner, command.id, now)
        if earlier is not None:
            page.outbox.send(await asyncio.shield(earlier))
            return
        promise = self._answers.begin(page.owner, command.id, now)
        answer: Answer = _refused(page, command.id, ErrorCode.INTERNAL)
        try:
            answer = await self._answer(page, command)
        finally:
            promise.set_result(answer)
            if isinstance(answer, m.Refused) and answer.code in {ErrorCode.BUSY, ErrorCode.INTERNAL}:
                self._answers.forget(page.owner, command.id)
            page.outbox.send(answer)
        await self._settle()

    async def _answer(self, page: Page, command: m.Command) -> Answer:
        self.metrics.commands += 1
        try:
            visit = await self._do(page, command)
        except Gone as gone:
            self.metrics.gone += 1
            return m.Gone(id=command.id, sentence=_gone_sentence(page, gone.why))
        except Refused as refusal:
            self.metrics.refused[refusal.code] += 1
            return _refused(page, command.id, refusal.code)
        except Unavailable:
            self.metrics.refused[ErrorCode.BUSY] += 1
            return _refused(page, command.id, ErrorCode.BUSY)
        return m.Done(id=command.id, visit=visit)

    async def _do(self, page: Page, command: m.Command) -> str | None:
        action = command.action
        if isinstance(action, m.TakeSeat):
            self._displace(page, self._presence.take(page))
            await self._seated(page)
            return page.shown.visit if page.shown is not None else None
        if not page.holds_seat or not may(page.kind, action):
            raise Refused(ErrorCode.NOT_ALLOWED)
        visit = await self._actions.do(page, action, command.ago)
        self._hub.mark()
        return visit

    def _refuse(self, page: Page, command: str | None, code: ErrorCode) -> None:
        self.metrics.refused[code] += 1
        page.outbox.send(_refused(page, command, code))

    # --- what follows from a change ---------------------------------------------------------------------------------

    async def _settle(self) -> None:
        """Everything that can be done at once after a change: seal asides, ring experts."""
        for record in self.visits.open():
            aside = record.visit.aside
            if aside is not None and not aside.sealed and record.customer_is_shut_out():
                try:
                    await self.visits.command(record, SealAside())
                except (Refused, Gone, Unavailable):
                    continue
        await self._matching.run()
        self.metrics.open_visits = sum(record.visit.ended_at is None for record in self.visits.open())
        self.metrics.on_shift = len(self._shifts)
        self._alarm.nudge()

    def _note_idle(self, change: Change) -> None:
        """Whoever of staff has left the visit is idle from now on."""
        record = change.record
        staying = () if record.visit.ended_at is not None else {person.id for person in record.visit.people}
        for person in change.before.people:
            account = record.account(person.id)
            if account is not None and person.id not in staying:
                self._shifts.left_visit(account, self._clock.now())

    # --- time -------------------------------------------------------------------------------------------------------

    def next_due(self) -> float:
        """When `tick` has something to do next."""
        dues = [self._next_sweep]
        boards = self._hub.due()
        if boards is not None:
            dues.append(boards)
        dues += [due.at for record in self.visits.open() if (due := self._timers.next_of(record)) is not None]
        return min(dues)

    async def tick(self) -> None:
        """Do whatever has fallen due. Never raises: what cannot be done now is tried again in a second."""
        for record in self.visits.open():
            await self._fire(record)
        now = self._clock.now()
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP
            await self._try("the sweep", self._sweep())
        await self._try("settling", self._settle())
        boards = self._hub.due()
        if boards is not None and boards <= self._clock.now():
            await self._try("the boards", self._flush())

    async def _flush(self) -> None:
        self._hub.flush()

    async def _try(self, what: str, work: Coroutine[Any, Any, None]) -> None:
        """One visit's or one page's fault must not stop the others' time."""
        try:
            await work
        except Unavailable:
            logger.warning("the store is away: %s is tried again", what)
        except Exception as fault:  # noqa: BLE001
            self._fault(what, fault)

    async def _fire(self, record: Record) -> None:
        due = self._timers.next_of(record)
        while due is not None and due.at <= self._clock.now():
            events: tuple[object, ...] = ()
            try:
                events = await self.visits.command(record, due.command)
            except (Refused, Gone, Unavailable) as reason:
                logger.info("a deadline had no effect", extra={"reason": str(reason)})
            except Exception as fault:  # noqa: BLE001 (as in `tick`)
                self._fault("a deadline", fault)
            if not events:
                record.stuck_until = self._clock.now() + AFTER_FAILURE
            due = self._timers.next_of(record)

    async def _sweep(self) -> None:
        now = self._clock.now()
        came_or_went = await self._watch.sweep()
        if await self._shifts.watch(self._facts.book) or came_or_went:
            self._hub.mark()
        self._hub.refresh()
        self.visits.forget_settled()
        if now >= self._directory_at + REFRESH_DIRECTORY:
            await self._renew_directory()
        if now >= self._waits_at + REFRESH_WAITS:
            self._waits_at = now
            self._facts.learn_waits(await self._ports.log.recent_waits(now - WAITS_LOOKED_BACK))
            self._hub.mark()

    async def _renew_directory(self) -> None:
        now = self._clock.now()
        self._directory_at = now
        city, today = await self._ports.directory.city(), local_time(now).date()
        if not self._facts.book.same(city, today):
            self._facts.book = Book(city, today)
            self._hub.mark()

    async def _run_timers(self) -> None:
        while True:
            await self._alarm.wait(self.next_due())
            await self.tick()

    async def _finish(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Carry it out to its end, even when whoever waits for it is cancelled meanwhile."""
        if self._closing:
            work.close()
            return
        await asyncio.shield(self._tasks.create_task(self._try(name, work), name=name))

    def _fault(self, what: str, fault: Exception) -> None:
        self.metrics.faults += 1
        logger.error("a fault of ours in %s", what, exc_info=fault)


def _page(session: Session) -> Page:
    assert isinstance(session, Page)  # noqa: S101 (`connect` made it)
    return session


def _refused(page: Page, command: str | None, code: ErrorCode) -> m.Refused:
    return m.Refused(id=command, code=code, sentence=texts.refusal(code, page.language))


def _gone_sentence(page: Page, why: GoneWhy) -> str:
    return texts.say(texts.GONE[why], page.language)
