"""The wiring: store, service and transport made into one running server, and how it starts and stops."""

import asyncio
import contextlib
import gc
import logging
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

from aiohttp import web
from msgspec import Struct

from signaling.clock import SteadyClock
from signaling.doors import bind
from signaling.protocol.messages import IceServer
from signaling.service.ports import Identity, Unavailable
from signaling.service.service import Ports, Service, ServiceSettings
from signaling.settings import Settings, secret
from signaling.store.access import StoreAccess
from signaling.store.database import Database
from signaling.store.directory import StoreDirectory
from signaling.store.lock import served
from signaling.store.log import SqlLog
from signaling.store.passwords import Passwords
from signaling.store.pseudonyms import StorePseudonyms
from signaling.store.sessions import DAY, HOUR, Sessions
from signaling.transport.access import Cookies
from signaling.transport.gate import Gate
from signaling.transport.health import Health, Status
from signaling.transport.http import Server
from signaling.transport.ice import IceServers
from signaling.transport.site import Asset

logger = logging.getLogger(__name__)

CONSTANT_GC = (50_000, 20, 50)
"""Thresholds of the garbage collector once the start-up heap is frozen: full passes over it would stall every page."""

COLLECTED_EVERY = 300.0
QUIET_LOOKED_FOR = 0.5
"""Seconds between two full passes of the collector, at the least, and between two looks at whether nobody is in a visit, whom it could stall."""

TURN = 0.0005
"""Seconds after which the thread of the sockets lets that of the store have a turn, which needs little and is waited for."""

RESERVE_LOOKED_AT = 5.0
SESSIONS_LOOKED_AT = 15.0
KEYS_PREPARED = HOUR
"""Seconds between two looks at whether there is room for the reserve, whose sign-in has expired, and at whether the next month has its key."""


class Running(Struct, frozen=True, kw_only=True):
    """A server that serves. `address` is of loopback and has the port that was really taken."""

    address: str
    port: int
    directory: StoreDirectory


class Greeting:
    """`service.ports.Greeting`."""

    def __init__(self, *, build: str, demo: bool, ice: IceServers, now: Callable[[], float]) -> None:
        self.build = build
        self.demo = demo
        self._ice = ice
        self._now = now

    def ice_servers(self, _identity: Identity | None = None) -> tuple[IceServer, ...]:
        """The TURN server learns a random name alone, another each time."""
        return self._ice.servers(secrets.token_hex(8), self._now())


class RandomIds:
    """`service.ports.Ids`."""

    def new(self) -> str:
        """128 random bits as 32 hexadecimal digits."""
        return secrets.token_hex(16)


class Store:
    """Everything that lies in one database. Opening and closing wait for the disk."""

    def __init__(self, settings: Settings, *, serving: bool = False) -> None:
        """`serving`: a reserve is kept beside it. Raises `ValueError` for a URL of another kind, `Unavailable` when the store cannot be opened."""
        self.database = Database(
            settings.store,
            patience=settings.store_patience_seconds,
            reserve=int(settings.store_reserve_mib * 1024 * 1024) if serving else 0,
        )
        self.log = SqlLog(self.database)
        self.directory = StoreDirectory(self.database)
        self.pseudonyms = StorePseudonyms(self.database)
        self.sessions = Sessions(
            self.database,
            person_lifetime=settings.staff_session_hours * HOUR,
            place_lifetime=settings.place_session_days * DAY,
            code_lifetime=settings.link_hours * HOUR,
        )
        self.passwords = Passwords(self.database)

    def close(self) -> None:
        """May be called again."""
        self.passwords.close()
        self.database.close()


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    assets: Mapping[str, Asset],
    build: str,
    demo: bool = False,
    everything_open: bool = False,
) -> AsyncIterator[Running]:
    """Serves while the block runs; when it ends, drains for at most `settings.drain_seconds` and closes everything.

    In the demo a page is whom it says it is, so it is bound to loopback whatever the settings say.
    Raises `PortTaken`, `StoreInUse`, `ValueError`, `Unavailable`, `SettingsError`.
    """
    ice = _ice_servers(settings)
    with contextlib.ExitStack() as doors:
        bound = [
            doors.enter_context(door) for door in bind("127.0.0.1" if demo else settings.host, settings.port)
        ]
        doors.enter_context(served(settings.store))
        store = await asyncio.to_thread(partial(Store, settings, serving=True))
        try:
            clock = SteadyClock()
            await asyncio.to_thread(store.pseudonyms.prepare, clock.now())
            greeting = Greeting(build=build, demo=demo, ice=ice, now=clock.now)
            ports = Ports(
                log=store.log,
                directory=store.directory,
                pseudonyms=store.pseudonyms,
                ids=RandomIds(),
                clock=clock,
                greeting=greeting,
            )
            kept = ServiceSettings(
                limits=settings.visit_limits,
                routing_quiet=settings.start_quiet_seconds,
                everything_open=everything_open,
                patience=settings.store_patience_seconds,
            )
            health = HealthCheck(store=store, clock=clock, build=build)
            async with Service(ports, kept) as service, asyncio.TaskGroup() as tasks:
                server = _server(settings, store, service, health, assets=assets, demo=demo)
                upkeep = (
                    tasks.create_task(_renew_ice(server, greeting, ice.renew_every), name="ICE renewal"),
                    tasks.create_task(_prepare_pseudonyms(store, clock), name="pseudonym keys"),
                    tasks.create_task(_keep_reserve(store), name="reserve"),
                    tasks.create_task(_end_expired_sessions(server), name="expired sessions"),
                    tasks.create_task(_collect_when_quiet(service, clock), name="collector"),
                )
                try:
                    async with _open(server, bound, health, settings.drain_seconds):
                        port: int = bound[0].getsockname()[1]
                        yield Running(
                            address=f"http://localhost:{port}", port=port, directory=store.directory
                        )
                finally:
                    for task in upkeep:
                        task.cancel()
                    store.database.stop_waiting()
        finally:
            await asyncio.to_thread(store.close)


def _server(
    settings: Settings,
    store: Store,
    service: Service,
    health: "HealthCheck",
    *,
    assets: Mapping[str, Asset],
    demo: bool,
) -> Server:
    return Server(
        front=service,
        directory=store.directory,
        access=StoreAccess(store.sessions, store.passwords, health.clock.now),
        assets=assets,
        gate=Gate(origins=frozenset(settings.origins), demo=demo),
        cookies=Cookies(
            secure=settings.secure,
            staff_seconds=settings.staff_session_hours * HOUR,
            place_seconds=settings.place_session_days * DAY,
        ),
        health=health.check,
        metrics=service.metrics,
        behind_proxy=settings.behind_proxy,
    )


@asynccontextmanager
async def _open(
    server: Server, doors: Sequence[socket.socket], health: "HealthCheck", drain_seconds: float
) -> AsyncIterator[None]:
    """Listens while the block runs and until it has drained: whoever comes meanwhile is told when to come back."""
    runner = web.AppRunner(server.app, handle_signals=False, shutdown_timeout=0.5)
    await runner.setup()
    assert runner.server is not None  # noqa: S101  it is set up
    listening = []
    try:
        for door in doors:
            listening.append(await server.doors.open(runner.server, door, backlog=1024))  # noqa: PERF401
        yield
    finally:
        health.draining = True
        await server.drain(drain_seconds)
        for each in listening:
            each.close()
        await runner.cleanup()


class HealthCheck:
    """Asks the store for something small and says how long it took."""

    def __init__(self, *, store: Store, clock: SteadyClock, build: str) -> None:
        self.draining = False
        self._store = store
        self.clock = clock
        self._build = build
        self._version = version("etaluukku")

    async def check(self) -> Health:
        began = self.clock.now()
        took: float | None = None
        with contextlib.suppress(Unavailable, TimeoutError):
            async with asyncio.timeout(2.0):
                await self._store.log.on_shift()
            took = round((self.clock.now() - began) * 1000, 3)
        return Health(
            status=self._status(took is not None),
            version=self._version,
            build=self._build,
            store_ms=took,
            clock_ahead_s=round(self.clock.ahead(), 6),
        )

    def _status(self, store_answers: bool) -> Status:
        if self.draining:
            return "draining"
        if not store_answers:
            return "store_unavailable"
        return "disk_full" if self._store.database.full else "ok"


async def serve_until_stopped(
    settings: Settings,
    *,
    assets: Mapping[str, Asset],
    build: str,
    demo: bool = False,
    everything_open: bool = False,
    started: Callable[[Running], None],
) -> None:
    """Serves until SIGTERM or SIGINT. `started` is called once it does."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with running(
        settings, assets=assets, build=build, demo=demo, everything_open=everything_open
    ) as server:
        started(server)
        gc.collect()
        gc.freeze()
        gc.set_threshold(*CONSTANT_GC)
        sys.setswitchinterval(TURN)
        await stopped.wait()
        logger.info("stopping")
    logger.info("stopped")


def event_loop() -> asyncio.AbstractEventLoop:
    """The loop of uvloop where it exists: two and a half times the messages a second."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


async def _renew_ice(server: Server, greeting: Greeting, every: float | None) -> None:
    """A page that is open for weeks has credentials that are valid whenever a visit begins."""
    while every is not None:
        await asyncio.sleep(every)
        await server.renew_ice(greeting.ice_servers)


async def _collect_when_quiet(service: Service, clock: SteadyClock) -> None:
    """Beside what is in rings, a full pass gives back the thousands of small objects that Python keeps to use again."""
    collected_at = clock.now()
    while True:
        await asyncio.sleep(QUIET_LOOKED_FOR)
        somebody = service.metrics.open_visits or service.metrics.open_inquiries
        if not somebody and clock.now() - collected_at >= COLLECTED_EVERY:
            gc.collect()
            collected_at = clock.now()


async def _end_expired_sessions(server: Server) -> None:
    while True:
        await asyncio.sleep(SESSIONS_LOOKED_AT)
        with contextlib.suppress(Unavailable):
            await server.end_expired_sessions()


async def _keep_reserve(store: Store) -> None:
    """When the disk has room again, the reserve is made again, and visits may begin."""
    while True:
        await asyncio.sleep(RESERVE_LOOKED_AT)
        await asyncio.to_thread(store.database.keep_reserve)


async def _prepare_pseudonyms(store: Store, clock: SteadyClock) -> None:
    """The next month's key is at hand before the month begins."""
    while True:
        await asyncio.sleep(KEYS_PREPARED)
        with contextlib.suppress(Unavailable):
            await asyncio.to_thread(store.pseudonyms.prepare, clock.now())


def _ice_servers(settings: Settings) -> IceServers:
    if not settings.turn_urls:
        return IceServers()
    return IceServers(settings.turn_urls, secret(settings.turn_secret_file), settings.turn_minutes * 60)
