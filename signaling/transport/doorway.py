"""The server's end of a TCP connection: what is cut off before anything of it is understood."""

import asyncio
import logging
import resource
import socket
from collections.abc import Callable

from aiohttp import web

from signaling.protocol import limits
from signaling.protocol.errors import ErrorCode
from signaling.transport.bucket import Bucket
from signaling.transport.counters import Counters
from signaling.transport.headers import add_headers
from signaling.transport.problem import problem

logger = logging.getLogger(__name__)

KEPT_FILES = 200
"""Of the files and sockets that this process may have open, how many are never a connection's: the store needs them."""

MAX_HEADERS = 64
MAX_HEADER_LINE = 8 * 1024

_READ_OF_BODY = 2 * limits.MAX_BODY_BYTES
"""So that one that is a little too large still has an answer."""

_END_OF_HEADERS = b"\r\n\r\n"
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
)


class Doors:
    """All connections of a server. `at_most`: what the system allows this process, less `KEPT_FILES`."""

    def __init__(self, counters: Counters, *, secure: bool = False, at_most: int | None = None) -> None:
        self.counters = counters
        self.secure = secure
        self.at_most = at_most or resource.getrlimit(resource.RLIMIT_NOFILE)[0] - KEPT_FILES

    async def open(self, server: web.Server, door: socket.socket, backlog: int) -> asyncio.Server:
        """Listens at this socket until the answer is closed; connections go on."""
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: Doorway(server, self, loop), sock=door, backlog=backlog)


class Doorway(web.RequestHandler):
    """aiohttp's protocol with our bounds.

    A request's headers come whole within `HEADERS_WITHIN` seconds, an idle connection is kept as long. Until its headers
    are whole `MAX_HEADER_BYTES` are read, then a body more. Once it is a socket of a page, bytes are counted by the
    second, whatever they are: fragments and pings that never become a message too.
    """

    def __init__(self, server: web.Server, doors: Doors, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            server,
            loop=loop,
            access_log=None,  # type: ignore[arg-type]  # as in web.AppRunner: none is kept
            keepalive_timeout=limits.HEADERS_WITHIN,
            auto_decompress=False,
            max_line_size=MAX_HEADER_LINE,
            max_field_size=MAX_HEADER_LINE,
            max_headers=MAX_HEADERS,
            lingering_time=2.0,
        )
        self._doors = doors
        self._clock = loop.time
        self._left = limits.MAX_HEADER_BYTES
        self._bytes: Bucket | None = None
        self._flooded: Callable[[], None] = self._cut
        self._turned_away = False

    def request_began(self) -> None:
        """A request is understood: its body and the next one's headers may come."""
        self._left = _READ_OF_BODY + limits.MAX_HEADER_BYTES

    def meter(self, flooded: Callable[[], None]) -> None:
        """It is a page's socket from now on. `flooded` is called once, and nothing is read any more."""
        self._bytes = Bucket(limits.BYTES_PER_SECOND, limits.BYTE_BURST, self._clock())
        self._flooded = flooded

    # --- asyncio.Protocol -------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        counters = self._doors.counters
        if counters.connections >= self._doors.at_most:
            self._turned_away = True
            counters.refuse(ErrorCode.BUSY, self._clock())
            assert isinstance(transport, asyncio.WriteTransport)  # noqa: S101  a connection's is
            transport.write(_FULL)
            transport.close()
            return
        counters.connections += 1
        super().connection_made(transport)

    def connection_lost(self, exc: BaseException | None) -> None:
        if not self._turned_away:
            self._doors.counters.connections -= 1
            super().connection_lost(exc)
        # Else what belonged to the page, and this, would know each other in a ring until the collector comes.
        self._flooded = _nothing
        self._data_received_cb = None

    def data_received(self, data: bytes) -> None:
        if self._bytes is None:
            if _END_OF_HEADERS in data:
                self.request_began()
            self._left -= len(data)
            if self._left >= 0:
                super().data_received(data)
                return
        elif self._bytes.take(self._clock(), len(data)):
            super().data_received(data)
            return
        flooded, self._flooded = self._flooded, _nothing
        flooded()

    def _cut(self) -> None:
        self._doors.counters.refuse(ErrorCode.TOO_LARGE, self._clock())
        self.force_close()

    # --- what aiohttp answers by itself -----------------------------------------------------------------------------

    def handle_error(
        self,
        request: web.BaseRequest,  # noqa: ARG002
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002
    ) -> web.StreamResponse:
        """To bytes that are no request: counted, not logged one by one, and nothing of them is said back."""
        if status >= 500:
            logger.error("a request failed", exc_info=exc)
        code = ErrorCode.INTERNAL if status >= 500 else ErrorCode.INVALID_MESSAGE
        self._doors.counters.refuse(code, self._clock())
        answer = problem(status, code)
        add_headers(answer, (), secure=self._doors.secure)
        answer.force_close()
        return answer


def doorway(request: web.Request) -> Doorway | None:
    """That the request came through; None where somebody else listens."""
    return request.protocol if isinstance(request.protocol, Doorway) else None


def _nothing() -> None:
    pass
