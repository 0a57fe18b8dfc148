"""The client's end of a WebSocket (RFC 6455) with as little work a frame as can be: what is measured is the server."""

import asyncio
import base64
import os
from collections.abc import Callable, Mapping
from typing import cast

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """A whole frame of a client. Its masking key is 0, which leaves the payload as it is."""
    length = len(payload)
    if length < 126:
        head = bytes((0x80 | opcode, 0x80 | length))
    else:
        head = bytes((0x80 | opcode, 0xFE)) + length.to_bytes(2)
    return head + b"\0\0\0\0" + payload


class Line(asyncio.Protocol):
    """`told` is called with each text; pings are answered. `closed` is set at the end of the line."""

    def __init__(self, told: Callable[[bytes], None]) -> None:
        self._told = told
        self._rest = b""
        self._upgraded: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()
        self._transport: asyncio.Transport

    @classmethod
    async def open(
        cls, port: int, path: str, headers: Mapping[str, str], told: Callable[[bytes], None]
    ) -> "Line":
        """Returns when the upgrade is done. Raises `ConnectionError` with what the server said instead."""
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(lambda: cls(told), "127.0.0.1", port)
        asked = {
            "Host": f"localhost:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **headers,
        }
        said = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
        line.write(f"GET {path} HTTP/1.1\r\n{said}\r\n".encode())
        await line._upgraded
        return line

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def hang_up(self) -> None:
        """Without a word."""
        self._transport.abort()

    async def close(self) -> None:
        """Says goodbye and waits until the server has hung up."""
        if not self.closed.is_set():
            self.write(frame((1000).to_bytes(2), CLOSE))
        await self.closed.wait()

    # --- asyncio.Protocol -------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.closed.set()
        if not self._upgraded.done():
            self._upgraded.set_exception(ConnectionError("hung up"))

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        if not self._upgraded.done():
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._upgraded.set_exception(ConnectionError(head.decode()))
                self._transport.abort()
                return
            self._upgraded.set_result(None)
        self._rest = self._frames(data)

    def _frames(self, data: bytes) -> bytes:
        """Tells of every whole frame and returns what is left. The server masks nothing and cuts no message in two."""
        at, there = 0, len(data)
        while there - at >= 2:
            length, begin = data[at + 1], at + 2
            if length > 125:
                wide = 2 if length == 126 else 8
                length, begin = int.from_bytes(data[begin : begin + wide]), begin + wide
            end = begin + length
            if end > there or begin > there:
                break
            opcode = data[at] & 0xF
            if opcode == TEXT:
                self._told(data[begin:end])
            elif opcode == PING:
                self.write(frame(data[begin:end], PONG))
            elif opcode == CLOSE:
                self._transport.close()
            at = end
        return data[at:]
