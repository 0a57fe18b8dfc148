"""A page's conversation with the server, written from docs/protocol.md."""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from typing import NoReturn

import aiohttp
import msgspec

from endpoint.link.backoff import waits
from endpoint.link.server import Server
from endpoint.trouble import Trouble
from signaling.protocol import limits
from signaling.protocol import messages as m
from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import VisitView

PING_EVERY = 5.0
SILENT_AFTER = 12.0
WELCOME_WITHIN = 10.0
AWAY_AT_MOST = 120.0
"""Seconds without the server after which this endpoint gives up: by then its seat is lost."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(m.ServerMessage).decode

Sent = m.Command | m.Signal | m.Applied | m.Quality | m.Ping


class Line:
    """`run` keeps the conversation up until it is cancelled, whatever happens to the socket; the page id stays the same.

    Everything else is for others in the same loop: `view` is what the page was last shown, `until` waits for something to
    become so, `command` asks and answers.
    """

    def __init__(
        self, server: Server, kind: PageKind, claim: str, language: Language, *, build: str = "endpoint"
    ) -> None:
        self._server = server
        self._hello = m.Hello(
            protocol=limits.PROTOCOL,
            build=build,
            page=secrets.token_hex(16),
            kind=kind,
            language=language,
            claim=claim,
        )
        self.view: VisitView | None = None
        self.views = 0
        """How many views have come."""
        self.welcome: m.Welcome | None = None
        self.ice_servers: tuple[m.IceServer, ...] = ()
        self.signals: asyncio.Queue[m.Relayed] = asyncio.Queue()
        self.connections = 0
        """How often the server has said welcome."""
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._heard_at = 0.0
        self._changed = asyncio.Condition()
        self._asked: dict[str, m.Command] = {}
        self._answers: dict[str, asyncio.Future[m.Done | m.Gone | m.Refused]] = {}

    @property
    def connected(self) -> bool:
        """Whether the server would hear a message now."""
        return self._socket is not None and self.welcome is not None

    # --- what the others use ----------------------------------------------------------------------------------------

    async def until(self, what: Callable[[], bool], within: float | None = None) -> bool:
        """Whether `what` became true within so many seconds; it is looked at whenever something came."""
        try:
            async with asyncio.timeout(within), self._changed:
                await self._changed.wait_for(what)
        except TimeoutError:
            return False
        return True

    async def command(self, action: m.Action) -> m.Done | m.Gone:
        """Ask, and wait for the answer, through reconnecting too. Raises `Trouble` with the server's code when refused."""
        command = m.Command(id=secrets.token_hex(16), action=action)
        answer: asyncio.Future[m.Done | m.Gone | m.Refused] = asyncio.get_running_loop().create_future()
        self._asked[command.id] = command
        self._answers[command.id] = answer
        try:
            await self.say(command)
            said = await answer
        finally:
            del self._asked[command.id], self._answers[command.id]
        if isinstance(said, m.Refused):
            raise Trouble(said.code, said.sentence)
        return said

    async def say(self, message: Sent) -> None:
        """Send it if there is a socket; what must not be lost is a command."""
        if self._socket is not None and self.welcome is not None:
            with contextlib.suppress(ConnectionError, aiohttp.ClientError):
                await self._socket.send_str(_encode(message).decode())

    # --- the conversation -------------------------------------------------------------------------------------------

    async def run(self) -> NoReturn:
        """Never returns. Raises `Trouble` when the server says not to come back, or is away for too long; when it was never
        there, at once.
        """
        loop = asyncio.get_running_loop()
        heard_at, tries = loop.time(), waits()
        while True:
            await asyncio.sleep(next(tries))
            before, retry = self.connections, None
            try:
                retry = await self._converse()
            except Trouble as trouble:
                if self.connections == 0 or trouble.code != "no_server":
                    raise
            if self.connections > before:
                heard_at, tries = loop.time(), waits()
            if retry is not None:
                await asyncio.sleep(retry)
            elif loop.time() - heard_at > AWAY_AT_MOST:
                raise Trouble(
                    "server_lost", f"The server at {self._server.origin} has been away for too long."
                )

    async def _converse(self) -> float | None:
        """From opening a socket to its end. Returns how many seconds the server asks to wait."""
        socket = await self._server.socket()
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(socket.close)
            self._socket = socket
            await socket.send_str(_encode(self._hello).decode())
            group = await stack.enter_async_context(asyncio.TaskGroup())
            pinging = group.create_task(self._ping(socket), name="line: ping")
            try:
                return await self._read(socket)
            finally:
                pinging.cancel()
                self._socket = None

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> float | None:
        welcomed = False
        self._heard_at = asyncio.get_running_loop().time()
        while True:
            try:
                frame = await socket.receive(timeout=None if welcomed else WELCOME_WITHIN)
            except TimeoutError:
                raise Trouble(
                    "not_a_server", f"{self._server.origin} took the socket and said nothing."
                ) from None
            self._heard_at = asyncio.get_running_loop().time()
            if frame.type is not aiohttp.WSMsgType.TEXT:
                if not welcomed and self.connections == 0:
                    raise Trouble("not_a_server", f"{self._server.origin} closed the socket without a word.")
                return None
            message = _decode(frame.data)
            if isinstance(message, m.Closing):
                if message.retry is None:
                    raise Trouble(message.code, message.sentence)
                return message.retry
            welcomed = welcomed or isinstance(message, m.Welcome)
            await self._take(message)

    async def _take(self, message: m.ServerMessage) -> None:
        match message:
            case m.Welcome():
                self.welcome, self.ice_servers = message, message.ice_servers
                self.connections += 1
                for command in self._asked.values():
                    await self.say(command)
            case m.IceServers(servers=servers):
                self.ice_servers = servers
            case m.View(view=view):
                self.view = view
                self.views += 1
            case m.Done(id=asked) | m.Gone(id=asked) | m.Refused(id=str(asked)):
                answer = self._answers.get(asked)
                if answer is not None and not answer.done():
                    answer.set_result(message)
            case m.Relayed():
                self.signals.put_nowait(message)
            case m.TakenOver(sentence=sentence):
                raise Trouble("taken_over", sentence)
            case _:
                pass
        async with self._changed:
            self._changed.notify_all()

    async def _ping(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        number = 0
        loop = asyncio.get_running_loop()
        while loop.time() - self._heard_at < SILENT_AFTER:
            await asyncio.sleep(PING_EVERY)
            number += 1
            await self.say(m.Ping(n=number))
        await socket.close()
