"""One socket of a page: its messages in, its outbox out, and what happens when either side misbehaves.

A message that is not understood is answered with `refused` and the conversation goes on; what floods or is too large
closes the socket with a code (`docs/protocol.md`, "Closing"). Every connection is read in the task that it came in and
written in one of its own, and ends when either side does, however little the other end reads.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable

import msgspec
from aiohttp import WSCloseCode, WSMessage, WSMsgType, web

from signaling.protocol import limits
from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.limits import HELLO_WITHIN, UNREAD_WITHIN
from signaling.protocol.messages import Closing, Command, Hello, IceServer, IceServers, Refused
from signaling.protocol.scalars import Language
from signaling.service.ports import Front, Identity, NotAdmitted, Session
from signaling.transport.bucket import Bucket
from signaling.transport.counters import Counters
from signaling.transport.decoding import BadMessage, decode, decode_hello
from signaling.transport.doorway import doorway
from signaling.transport.outbox import Outbox

logger = logging.getLogger(__name__)

HEARTBEAT = 10.0
CLOSE_WITHIN = 2.0
"""Seconds: between WebSocket pings (answered within half of that), for the other end's closing frame."""

WRITTEN_WITHIN = 2 * CLOSE_WITHIN
"""Seconds that what is queued may take to be written once nothing is read any more, and an answer to a ping at any time."""

UNSENT_BYTES = 16 * 1024
"""What may lie in the system's buffers for a slow line: little, so that the newest view overtakes older ones."""

_TCP_NOTSENT_LOWAT = 25  # linux/tcp.h; the socket module has the name from Python 3.12 on

_SAID_BY_THE_LIBRARY: dict[int, ErrorCode] = {
    WSCloseCode.MESSAGE_TOO_BIG: ErrorCode.TOO_LARGE,
    WSCloseCode.INVALID_TEXT: ErrorCode.BAD_JSON,
    WSCloseCode.PROTOCOL_ERROR: ErrorCode.BAD_FRAME,
}


class WebSocket(web.WebSocketResponse):
    """aiohttp's socket with our bounds, which says the stable code before it closes over a frame that it refused."""

    def __init__(self, counters: Counters) -> None:
        super().__init__(
            timeout=CLOSE_WITHIN,
            heartbeat=HEARTBEAT,
            compress=False,
            autoping=False,  # pings are counted among the messages
            max_msg_size=limits.MAX_MESSAGE_BYTES + 1,  # aiohttp refuses what is as long as its limit
            writer_limit=UNSENT_BYTES,
        )
        self._counters = counters

    async def close(self, *, code: int = WSCloseCode.OK, message: bytes = b"", drain: bool = True) -> bool:
        why = _SAID_BY_THE_LIBRARY.get(code) if not self.closed else None
        if why is not None:
            self._counters.refuse(why, asyncio.get_running_loop().time())
            said = Refused(id=None, code=why, sentence=SENTENCES[why].fi)
            with contextlib.suppress(ConnectionError):
                await self.send_frame(msgspec.json.encode(said), WSMsgType.TEXT)
        return await super().close(code=code, message=message, drain=drain)


class Connection:
    """A page's socket from its upgrade to its end. `number` names its tasks; `retry_after` is told when we go away."""

    def __init__(
        self,
        *,
        number: int,
        request: web.Request,
        ws: WebSocket,
        front: Front,
        identify: Callable[[Hello], Identity],
        counters: Counters,
        session_key: str | None,
    ) -> None:
        self.session_key = session_key
        self.number = number
        self._request = request
        self._ws = ws
        self._transport = request.transport
        self._front = front
        self._identify = identify
        self._counters = counters
        self._loop = asyncio.get_running_loop()
        self._bucket = self._full_bucket()
        self._outbox = Outbox(self._too_slow)
        self._close_code: int = WSCloseCode.OK
        self._language = Language.FI
        self._session: Session | None = None
        self._receiving = False
        self._writing_since: float | None = None
        self._leaving: Closing | None = None
        _keep_little_unsent(request)

    async def run(self) -> None:
        """Returns when the socket is closed and the service knows it."""
        entered = doorway(self._request)
        if entered is not None:
            entered.meter(self._flooded)
        async with asyncio.TaskGroup() as group:
            writing = group.create_task(self._write(), name=f"socket {self.number}: write")
            await self._read()
            await asyncio.wait((writing,), timeout=WRITTEN_WITHIN)
            if not writing.done():
                self._too_slow()

    @property
    def in_visit(self) -> bool:
        """Whether the page shows a visit now."""
        return self._session is not None and self._session.in_visit

    def go_away(self, code: ErrorCode, *, retry: float | None) -> None:
        """Say why and close, after the message that is being carried out now has its answer."""
        self._leaving = Closing(code=code, sentence=self._sentence(code), retry=retry)
        self._close_code = WSCloseCode.POLICY_VIOLATION if retry is None else WSCloseCode.GOING_AWAY
        if not self._receiving:
            self._leave()

    def renew_ice(self, servers: tuple[IceServer, ...]) -> None:
        """Tell the page, if it has been welcomed."""
        if self._session is not None:
            self._outbox.put_newest("ice_servers", IceServers(servers=servers))

    def abort(self) -> None:
        """Cut the line without a word."""
        self._outbox.close()
        if self._transport is not None:
            self._transport.abort()

    # --- reading ----------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            self._session = await self._greet()
            if self._session is not None:
                await self._converse(self._session)
        finally:
            self._outbox.close()
            if self._session is not None:
                session, self._session = self._session, None
                await self._front.disconnect(session)

    async def _greet(self) -> Session | None:
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                frame = await self._next()
        except TimeoutError:
            self._part(ErrorCode.HELLO_FIRST)
            return None
        if frame is None:
            return None
        if frame.type is WSMsgType.BINARY:
            self._part(ErrorCode.HELLO_FIRST)
            return None
        try:
            hello = decode_hello(frame.data)
        except BadMessage as bad:
            if bad.code is ErrorCode.PROTOCOL_UNKNOWN:
                self._turn_away(bad.code)
            else:
                self._part(bad.code)
            return None
        self._counters.messages += 1
        self._language = hello.language
        try:
            return await self._front.connect(hello, self._identify(hello), self._outbox)
        except NotAdmitted as refusal:
            self._turn_away(refusal.code)
            return None

    async def _converse(self, session: Session) -> None:
        self._bucket = self._full_bucket()
        while self._leaving is None:
            frame = await self._next()
            if frame is None:
                return
            if frame.type is WSMsgType.BINARY:
                self._refuse(ErrorCode.BAD_JSON)
            elif self._leaving is None:
                self._receiving = True
                await self._receive(session, frame.data)
                self._receiving = False
                self._language = session.language
        self._leave()

    async def _next(self) -> WSMessage | None:
        """The next frame of text or bytes; None when there will be no more. A ping is answered, and costs what they cost."""
        while True:
            frame: WSMessage = await self._ws.receive()
            if frame.type not in _COUNTED:
                return None
            now = self._loop.time()
            if not self._bucket.take(now):
                self._part(ErrorCode.TOO_MANY_MESSAGES)
                return None
            if self._writing_since is not None and now - self._writing_since > UNREAD_WITHIN:
                self._too_slow()  # it speaks, so that it answers every ping, and reads nothing
                return None
            if frame.type is WSMsgType.TEXT or frame.type is WSMsgType.BINARY:
                return frame
            if frame.type is WSMsgType.PING and not await self._pong(frame.data):
                return None

    def _full_bucket(self) -> Bucket:
        return Bucket(limits.MESSAGES_PER_SECOND, limits.MESSAGE_BURST, self._loop.time())

    async def _pong(self, said: bytes) -> bool:
        """False: it could not be written."""
        try:
            async with asyncio.timeout(WRITTEN_WITHIN):
                await self._ws.pong(said)
        except TimeoutError:
            self._too_slow()
        except ConnectionError:
            self.abort()
        else:
            return True
        return False

    def _flooded(self) -> None:
        """Bytes come so fast that nothing of them is read any more; the reader sees the end of the line."""
        self._part(ErrorCode.TOO_MANY_BYTES)
        self._outbox.close()
        self._loop.call_later(CLOSE_WITHIN, self.abort)

    async def _receive(self, session: Session, text: str) -> None:
        try:
            message = decode(text)
        except BadMessage as bad:
            self._refuse(bad.code)
            return
        self._counters.messages += 1
        try:
            await self._front.receive(session, message)
        except Exception:  # whatever it is, it is a fault of ours: this page is told, and others go on
            logger.exception("a message of type %s failed", type(message).__name__)
            self._refuse(ErrorCode.INTERNAL, message.id if isinstance(message, Command) else None)

    # --- writing ----------------------------------------------------------------------------------------------------

    async def _write(self) -> None:
        try:
            while (frame := await self._outbox.next()) is not None:
                self._writing_since = self._loop.time()
                await self._ws.send_frame(frame, WSMsgType.TEXT)
                self._writing_since = None
                del frame  # an idle page would keep the last one, cards and all
            await self._ws.close(code=self._close_code)
        except ConnectionError:
            self.abort()  # the reader sees the end of the line

    def _too_slow(self) -> None:
        self._counters.too_slow += 1
        self.abort()

    def _leave(self) -> None:
        if self._leaving is not None:
            self._outbox.send(self._leaving)
        self._outbox.close()

    def _refuse(self, code: ErrorCode, command: str | None = None) -> None:
        self._counters.refuse(code, self._loop.time())
        self._outbox.send(Refused(id=command, code=code, sentence=self._sentence(code)))

    def _part(self, code: ErrorCode) -> None:
        self._close_code = WSCloseCode.POLICY_VIOLATION
        self._refuse(code)

    def _turn_away(self, code: ErrorCode) -> None:
        self._close_code = WSCloseCode.POLICY_VIOLATION
        self._counters.refuse(code, self._loop.time())
        self._outbox.send(Closing(code=code, sentence=self._sentence(code), retry=None))

    def _sentence(self, code: ErrorCode) -> str:
        return SENTENCES[code].in_language(self._language)


_COUNTED = frozenset({WSMsgType.TEXT, WSMsgType.BINARY, WSMsgType.PING, WSMsgType.PONG})


def _keep_little_unsent(request: web.Request) -> None:
    transport = request.transport
    if transport is None:
        return
    transport.set_write_buffer_limits(high=UNSENT_BYTES)
    line = transport.get_extra_info("socket")
    if line is not None and line.family in (socket.AF_INET, socket.AF_INET6):
        # Another system than Linux may refuse: views come later on a slow line, nothing else.
        with contextlib.suppress(OSError):
            line.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, UNSENT_BYTES)
