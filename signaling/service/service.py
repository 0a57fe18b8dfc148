"""The service as a whole: its life from start to stop, and the `Front` that the transport calls."""

import asyncio
import logging
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, assert_never

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.limits import PROTOCOL
from signaling.routing.model import Account, Place
from signaling.service import texts
from signaling.service.answering import Answering
from signaling.service.metrics import Metrics
from signaling.service.parts import Parts, Ports, ServiceSettings, assemble
from signaling.service.ports import (
    AccountIdentity,
    CustomerScreenIdentity,
    Identity,
    NotAdmitted,
    Outbox,
    PlaceIdentity,
    Session,
    Unavailable,
)
from signaling.service.presence import Page
from signaling.service.rights import may_open
from signaling.service.selves import self_of
from signaling.service.steward import Steward
from signaling.service.visits import Visits
from signaling.visit.refusal import Gone, Refused

__all__ = ["Ports", "Service", "ServiceSettings"]

logger = logging.getLogger(__name__)

READ_ON_AFTER = 0.5
"""Seconds after which a page's next message is read though its command still waits for the store: it pings meanwhile."""

WAITING_AT_MOST = 32
"""Commands of one page that wait for the store."""


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
        self._tasks = asyncio.TaskGroup()
        self._timers: asyncio.Task[None] | None = None
        self._closing = False
        self._parts: Parts
        self._steward: Steward
        self._answering: Answering

    async def __aenter__(self) -> Self:
        self._parts = await assemble(self._ports, self._settings, self.metrics)
        self._steward = Steward(self._ports, self._parts, self.metrics)
        self._answering = Answering(
            parts=self._parts, clock=self._clock, metrics=self.metrics, take_seat=self._take_seat
        )
        await self._tasks.__aenter__()
        if self._own_timers:
            self._timers = self._tasks.create_task(self._steward.run(), name="service timers")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        if self._timers is not None:
            self._timers.cancel()
        await self._tasks.__aexit__(kind, error, trace)

    @property
    def visits(self) -> Visits:
        return self._parts.visits

    def next_due(self) -> float:
        """When `tick` has something to do next."""
        return self._steward.next_due()

    async def tick(self) -> None:
        """Do whatever has fallen due."""
        await self._steward.tick()

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
                was_lost=self._parts.visits.seat_is_lost(page.owner),
                ice_servers=self._ports.greeting.ice_servers(identity),
                you=self_of(page, self._parts.facts, demo=self._ports.greeting.demo),
            )
        )
        before = self._parts.presence.connect(page)
        self.metrics.sessions = self._parts.presence.count()
        await self._finish(self._seat(page, before), "page connected")
        return page

    async def receive(self, session: Session, message: m.ClientMessage) -> None:
        """A decoded message of that page. Answers go to its outbox."""
        page = _page(session)
        now = self._clock.now()
        was_live, page.last_seen = page.live(now), now
        if not was_live and page.connected and page.holds_seat:
            await self._finish(self._seat(page, None), "page heard again")
        match message:
            case m.Hello():
                self._answering.refuse(page, None, ErrorCode.WRONG_MOMENT)
            case m.Ping(n=n):
                page.outbox.send(m.Pong(n=n))
            case m.SetLanguage(language=language):
                page.language = language
                if page.holds_seat:
                    self._parts.hub.show(page)
                    self._parts.hub.send_boards(page)
            case m.Command():
                if self._closing:
                    self._answering.refuse(page, message.id, ErrorCode.SHUTTING_DOWN)
                    return
                if page.waiting >= WAITING_AT_MOST:
                    self._answering.refuse(page, message.id, ErrorCode.BUSY)
                    return
                await self._finish(self._command(page, message), "command", READ_ON_AFTER)
            case m.Signal():
                try:
                    self._parts.relay.pass_on(page, message)
                except Refused as refusal:
                    self._answering.refuse(page, None, refusal.code)
            case m.Applied(visit=visit, version=version):
                if self._parts.watch.view_applied(page, visit, version):
                    await self._finish(self._customer_shut_out(visit), "view applied")
            case m.Quality():
                if page.holds_seat:
                    self._parts.watch.media_reported(page, message)
            case _:
                assert_never(message)

    async def disconnect(self, session: Session) -> None:
        """The socket is closed."""
        self._parts.presence.disconnect(_page(session), self._clock.now())
        self.metrics.sessions = self._parts.presence.count()
        self._parts.hub.mark()
        self._steward.nudge()

    # --- coming -----------------------------------------------------------------------------------------------------

    async def _admit(self, hello: m.Hello, identity: Identity) -> None:
        if self._whose(identity) is None:
            await self._steward.attempt("the directory", self._steward.renew_directory())
        whose = self._whose(identity)
        if whose is None:
            person = isinstance(identity, AccountIdentity)
            raise NotAdmitted(ErrorCode.PERSON_UNKNOWN if person else ErrorCode.PLACE_UNKNOWN)
        if not may_open(hello.kind, whose):
            raise NotAdmitted(ErrorCode.NOT_ALLOWED)

    def _whose(self, identity: Identity) -> Account | Place | None:
        book = self._parts.facts.book
        match identity:
            case AccountIdentity(account=account):
                return book.accounts.get(account)
            case PlaceIdentity(place=place) | CustomerScreenIdentity(desk=place):
                return book.places.get(place)

    async def _take_seat(self, page: Page) -> None:
        """**Jatka tässä ikkunassa**."""
        await self._seat(page, self._parts.presence.take(page))

    async def _seat(self, page: Page, before: Page | None) -> None:
        """The page has its seat, which was `before`'s: in its visit, on its screen, among those who may be rung."""
        if before is not None:
            _displace(before, by=page)
        try:
            await self._parts.seating.take_seat(page)
        except (Refused, Gone, Unavailable) as reason:
            logger.info("a page could not take its seat yet: %s", reason)
        if page.holds_seat:
            self._parts.hub.show(page, always=True)
            self._parts.relay.welcome_back(page)
            self._parts.hub.send_boards(page)
        self._parts.hub.mark()
        await self._steward.settle()

    # --- asking -----------------------------------------------------------------------------------------------------

    async def _command(self, page: Page, command: m.Command) -> None:
        page.waiting += 1
        try:
            with self._parts.visits.hurry(), self._parts.hub.answer_first():
                await self._answering.answer(page, command)
                await _written()
        finally:
            page.waiting -= 1
        await self._steward.settle()

    async def _customer_shut_out(self, visit: str) -> None:
        """Every page of the customer has reported the private talk: staff see so at once."""
        await self._steward.settle()
        record = self._parts.visits.get(visit)
        if record is not None:
            self._parts.hub.show_all(record.owners())

    async def _finish(self, work: Coroutine[Any, Any, None], name: str, within: float | None = None) -> None:
        """Carry it out to its end, even when whoever waits for it is cancelled meanwhile, or waits no longer than `within`."""
        if self._closing:
            work.close()
            return
        task = self._tasks.create_task(self._carry_out(name, work), name=name)
        await asyncio.wait((task,), timeout=within)

    async def _carry_out(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        await self._steward.attempt(name, work)


async def _written() -> None:
    """What was sent goes out before the caller goes on: its writer has the next turn, the loop writes at the end of that."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def _displace(older: Page, *, by: Page) -> None:
    """The page that had the seat is told; the same page on an older socket is only hung up on."""
    older.shown = None
    older.sent.clear()
    if older.page == by.page:
        older.outbox.close()
    else:
        older.outbox.send(m.TakenOver(sentence=texts.say(texts.TAKEN_OVER, older.language)))


def _page(session: Session) -> Page:
    assert isinstance(session, Page)  # noqa: S101 (`connect` made it)
    return session
