"""All sockets of the server: who may open one, and how they end when the server does."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import Hello, IceServer
from signaling.service.ports import Front, Identity
from signaling.transport.counters import Counters
from signaling.transport.crowd import Crowd
from signaling.transport.gate import Gate
from signaling.transport.identities import Credentials, identity_by_claim, identity_by_session
from signaling.transport.problem import problem
from signaling.transport.websocket import Connection, WebSocket

PATH = "/ws"

BACK_A_SECOND = 250
"""How many pages are asked to come back in each second after a planned restart. Those in a visit come first."""

AT_ONCE = 100
"""How many pages are told something before others have their turn."""


async def no_credentials(_request: web.Request) -> Credentials:
    """In the demo there are no cookies."""
    return Credentials()


class Sockets:
    """`credentials` finds what the cookies of a request prove."""

    def __init__(
        self,
        *,
        front: Front,
        gate: Gate,
        counters: Counters,
        credentials: Callable[[web.Request], Awaitable[Credentials]] = no_credentials,
    ) -> None:
        self._front = front
        self._gate = gate
        self._counters = counters
        self._credentials = credentials
        self._open: set[Connection] = set()
        self._crowd: Crowd[Connection] = Crowd()
        self._nobody = asyncio.Event()
        self._draining = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """GET with an upgrade: the page's conversation, from here to its end."""
        now = asyncio.get_running_loop().time()
        if not self._gate.lets_socket(request):
            self._counters.refuse(ErrorCode.BAD_ORIGIN, now)
            return problem(403, ErrorCode.BAD_ORIGIN)
        if self._draining:
            return _not_now(503, ErrorCode.SHUTTING_DOWN, 2)
        ws = WebSocket(self._counters)
        if not ws.can_prepare(request) or "Sec-WebSocket-Protocol" in request.headers:
            refusal = problem(426, ErrorCode.INVALID_MESSAGE)
            refusal.headers["Upgrade"] = "websocket"
            return refusal
        proved = await self._credentials(request)
        owner = proved.account or proved.place
        if not self._gate.demo and not self._crowd.admits(owner, now):
            self._counters.refuse(ErrorCode.TOO_MANY_SOCKETS, now)
            return _not_now(429, ErrorCode.TOO_MANY_SOCKETS, 5)
        identify: Callable[[Hello], Identity] = (
            identity_by_claim if self._gate.demo else partial(identity_by_session, proved=proved)
        )
        await ws.prepare(request)
        self._counters.sockets_opened += 1
        connection = Connection(
            number=self._counters.sockets_opened,
            request=request,
            ws=ws,
            front=self._front,
            identify=identify,
            counters=self._counters,
            session_key=proved.staff_session,
        )
        self._open.add(connection)
        oldest = None if self._gate.demo else self._crowd.enter(owner, connection)
        if oldest is not None:
            self._crowd.leave(owner, oldest)
            oldest.go_away(ErrorCode.TOO_MANY_SOCKETS, retry=None)
        self._nobody.clear()
        self._counters.sockets = len(self._open)
        try:
            await connection.run()
        finally:
            self._open.discard(connection)
            self._crowd.leave(owner, connection)
            self._counters.sockets = len(self._open)
            if not self._open:
                self._nobody.set()
        return ws

    def end_session(self, key: str) -> None:
        """Somebody signed out: their pages with this session are told and closed at once."""
        for connection in tuple(self._open):
            if connection.session_key == key:
                connection.go_away(ErrorCode.NOT_SIGNED_IN, retry=None)

    async def end_expired(self, valid: Callable[[str], Awaitable[bool]]) -> None:
        """Pages of staff whose session is over are told and closed, but never in a visit: they are when it is over."""
        for connection in tuple(self._open):
            key = connection.session_key
            if key is None or connection.in_visit or await valid(key):
                continue
            if not connection.in_visit:
                connection.go_away(ErrorCode.SESSION_EXPIRED, retry=None)

    async def renew_ice(self, servers: Callable[[], tuple[IceServer, ...]]) -> None:
        """New ICE servers for every page, made for each anew."""
        for number, connection in enumerate(tuple(self._open), 1):
            connection.renew_ice(servers())
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    async def drain(self, within: float) -> None:
        """Take no new sockets, tell every page when to come back, and be rid of all in `within` seconds."""
        self._draining = True
        # So that a whole city's pages do not come back in one instant, and those that are needed most come first.
        waiting = sorted(self._open, key=lambda connection: (not connection.in_visit, connection.number))
        spread = max(2.0, len(waiting) / BACK_A_SECOND)
        for place, connection in enumerate(waiting):
            connection.go_away(ErrorCode.SHUTTING_DOWN, retry=round(1.0 + spread * place / len(waiting), 2))
            if place % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
        try:
            async with asyncio.timeout(within):
                while self._open:
                    await self._nobody.wait()
        except TimeoutError:
            for connection in tuple(self._open):
                connection.abort()


def _not_now(status: int, code: ErrorCode, seconds: int) -> web.Response:
    refusal = problem(status, code)
    refusal.headers["Retry-After"] = str(seconds)
    return refusal
