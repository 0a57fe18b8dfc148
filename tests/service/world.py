"""The service with pages made of memory and a clock that is moved by hand."""

import hashlib
import itertools
import time
from typing import Self, TypeVar

from signaling.protocol import messages as m
from signaling.protocol.limits import PROTOCOL
from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import Board, Catalogue, Directory, VisitView
from signaling.routing.model import City
from signaling.service.ports import (
    AccountIdentity,
    CustomerScreenIdentity,
    Identity,
    Log,
    PlaceIdentity,
    Session,
)
from signaling.service.service import Ports, Service, ServiceSettings
from signaling.visit.events import Event
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from tests.service.town import TOWN

V = TypeVar("V")
Answer = m.Done | m.Gone | m.Refused
BUILD = "build-1"
NOON = 1_795_514_400.0
"""Tuesday 24 November 2026, 12.00 in Pori."""


class RealClock:
    def __init__(self) -> None:
        self._started = time.monotonic()

    def now(self) -> float:
        return NOON + time.monotonic() - self._started


class HandClock:
    def __init__(self, at: float) -> None:
        self.time = at

    def now(self) -> float:
        return self.time


class Counted:
    """Ids in the order in which they are asked for."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def new(self) -> str:
        return f"{next(self._count):032x}"


class MonthlyHash:
    def of(self, account: str, at: float) -> str:
        return hashlib.sha256(f"{account} {self.month(at)}".encode()).hexdigest()[:32]

    def month(self, at: float) -> str:
        return str(int(at // (30 * 86_400)))


class ChangingCity:
    def __init__(self, city: City) -> None:
        self.value = city

    async def city(self) -> City:
        return self.value


class Welcoming:
    build = BUILD
    demo = False

    def ice_servers(self, identity: Identity) -> tuple[m.IceServer, ...]:  # noqa: ARG002
        return ()


class Post:
    """An outbox that keeps everything."""

    def __init__(self) -> None:
        self.messages: list[m.ServerMessage] = []
        self.closed = False
        self.queued_bytes = 0

    def send(self, message: m.ServerMessage) -> None:
        if not self.closed:
            self.messages.append(message)

    def put_newest(self, key: str, message: m.ServerMessage) -> None:  # noqa: ARG002
        self.send(message)

    def close(self) -> None:
        self.closed = True


class Person:
    """Somebody at a page. The page id stays the same through reconnecting; `reload` makes another."""

    def __init__(self, world: "World", kind: PageKind, identity: Identity) -> None:
        self.world = world
        self.kind = kind
        self.identity = identity
        self.page = world.page_id()
        self.post = Post()
        self.pinged_at = 0.0
        self.awake = True
        self._session: Session | None = None

    # --- the socket -------------------------------------------------------------------------------------------------

    async def connect(self, language: Language = Language.FI) -> Self:
        self.post = Post()
        hello = m.Hello(protocol=PROTOCOL, build=BUILD, page=self.page, kind=self.kind, language=language)
        self._session = await self.world.service.connect(hello, self.identity, self.post)
        self.pinged_at = self.world.clock.time
        return self

    async def disconnect(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            await self.world.service.disconnect(session)

    async def reload(self) -> Self:
        """The old socket closes a moment after the new page has said hello."""
        old = self._session
        self.page = self.world.page_id()
        await self.connect()
        if old is not None:
            await self.world.service.disconnect(old)
        return self

    def forget_socket(self) -> None:
        """The server has gone away."""
        self._session = None

    async def send(self, message: m.ClientMessage) -> None:
        assert self._session is not None, "not connected"
        await self.world.service.receive(self._session, message)

    async def ping_if_due(self) -> None:
        if self._session is None or not self.awake or self.world.clock.time - self.pinged_at < 5:
            return
        self.pinged_at = self.world.clock.time
        await self.send(m.Ping(n=1))

    # --- asking -----------------------------------------------------------------------------------------------------

    async def ask(self, action: m.Action, *, ago: float = 0.0, id: str | None = None) -> Answer:  # noqa: A002
        """The server's answer to the command."""
        command = id or self.world.command_id()
        before = len(self.post.messages)
        await self.send(m.Command(id=command, action=action, ago=ago))
        answers = [
            message
            for message in self.post.messages[before:]
            if isinstance(message, Answer) and message.id == command
        ]
        assert len(answers) == 1, answers
        return answers[0]

    async def do(self, action: m.Action, *, ago: float = 0.0) -> str:
        """As `ask`, for what has to be done; returns the visit."""
        answer = await self.ask(action, ago=ago)
        assert isinstance(answer, m.Done), answer
        return answer.visit or ""

    async def apply(self) -> None:
        """Report the newest view as applied, as a page does."""
        view = self.view
        assert view is not None
        await self.send(m.Applied(visit=view.visit, version=view.version))

    # --- seeing -----------------------------------------------------------------------------------------------------

    def last(self, kind: type[V]) -> V | None:
        return next((message for message in reversed(self.post.messages) if isinstance(message, kind)), None)

    @property
    def view(self) -> VisitView | None:
        message = self.last(m.View)
        return None if message is None else message.view

    def sees(self, kind: type[V]) -> V:
        """The view, which has to be of this kind."""
        view = self.view
        assert isinstance(view, kind), view
        return view

    @property
    def board(self) -> Board:
        message = self.last(m.BoardMessage)
        assert message is not None
        return message.board

    @property
    def directory(self) -> Directory:
        message = self.last(m.DirectoryMessage)
        assert message is not None
        return message.directory

    @property
    def catalogue(self) -> Catalogue:
        message = self.last(m.CatalogueMessage)
        assert message is not None
        return message.catalogue

    def views(self) -> list[VisitView]:
        """Every view that was sent to this page, in order."""
        return [
            message.view for message in self.post.messages if isinstance(message, m.View) and message.view
        ]


class World:
    """`async with World(log) as world:`; `restart` is a `kill -9` and a start."""

    own_timers = False

    def __init__(
        self,
        log: Log,
        *,
        limits: VisitLimits = DEFAULT_LIMITS,
        quiet: float = 0.0,
        city: City = TOWN,
        ids: Counted | None = None,
        at: float = NOON,
    ) -> None:
        self.log = log
        self.clock = HandClock(at)
        self.directory = ChangingCity(city)
        self.ids = ids or Counted()
        self.settings = ServiceSettings(limits=limits, routing_quiet=quiet)
        self.people: list[Person] = []
        self._pages = itertools.count(1)
        self.service = self._new_service()

    def _new_service(self) -> Service:
        ports = Ports(
            log=self.log,
            directory=self.directory,
            pseudonyms=MonthlyHash(),
            ids=self.ids,
            clock=RealClock() if self.own_timers else self.clock,
            greeting=Welcoming(),
        )
        return Service(ports, self.settings, own_timers=self.own_timers)

    async def __aenter__(self) -> Self:
        await self.service.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        faults = self.service.metrics.faults
        await self.service.__aexit__(None, None, None)
        assert faults == 0, "the service had faults of its own"

    async def restart(self, away: float = 2.0) -> None:
        """Nothing is told to anybody, nothing but the log is kept. Pages are not connected afterwards."""
        await self.__aexit__()
        for person in self.people:
            person.forget_socket()
        self.clock.time += away
        self.service = self._new_service()
        await self.__aenter__()

    async def advance(self, seconds: float) -> None:
        """Let time pass; connected pages that are awake ping."""
        end = self.clock.time + seconds
        while True:
            due = self.service.next_due()
            if due > end:
                break
            self.clock.time = max(self.clock.time, due)
            for person in self.people:
                await person.ping_if_due()
            await self.service.tick()
        self.clock.time = end

    # --- people -----------------------------------------------------------------------------------------------------

    async def terminal(self, place: str = "reposaari", language: Language = Language.FI) -> Person:
        return await self._join(PageKind.TERMINAL, PlaceIdentity(place=place), language)

    async def expert(self, account: str, *, on_shift: bool = True) -> Person:
        person = await self._join(PageKind.EXPERT, AccountIdentity(account=account))
        if on_shift:
            await person.do(m.StartShift(camera=True, microphone=True))
        return person

    async def clerk(self, account: str = "palvelu1", *, on_shift: bool = True) -> Person:
        person = await self._join(PageKind.DESK, AccountIdentity(account=account))
        if on_shift:
            await person.do(m.StartShift(camera=True, microphone=True))
        return person

    async def customer_screen(self, desk: str = "tiski1") -> Person:
        person = await self._join(PageKind.CUSTOMER_SCREEN, CustomerScreenIdentity(desk=desk))
        await person.do(m.SetDevices(sound=True, camera=True, sharing=False))
        return person

    async def _join(self, kind: PageKind, identity: Identity, language: Language = Language.FI) -> Person:
        person = Person(self, kind, identity)
        self.people.append(person)
        return await person.connect(language)

    # --- the log ----------------------------------------------------------------------------------------------------

    async def events(self, visit: str) -> tuple[Event, ...]:
        return await self.log.load(visit)

    def page_id(self) -> str:
        return f"{next(self._pages):032x}"

    def command_id(self) -> str:
        return f"command-{self.ids.new()}"


def call(service: str = "rakennusluvat", language: Language = Language.FI) -> m.Call:
    return m.Call(service=service, language=language)
