"""A client that writes what it likes, byte by byte: no library keeps it to the rules."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.transport.live import Town

TEXT, BINARY, CLOSE, PING, PONG, MORE = 0x1, 0x2, 0x8, 0x9, 0xA, 0x0


def frame(payload: bytes, opcode: int = TEXT, *, last: bool = True, bits: int = 0) -> bytes:
    """One frame of a client (RFC 6455, 5.2), masked with 0. `bits`: the reserved ones."""
    head = bytes(((0x80 if last else 0) | bits | opcode,))
    length = len(payload)
    if length < 126:
        size = bytes((0x80 | length,))
    elif length < 1 << 16:
        size = b"\xfe" + length.to_bytes(2)
    else:
        size = b"\xff" + length.to_bytes(8)
    return head + size + b"\0\0\0\0" + payload


class Raw:
    """One TCP connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def say(self, data: bytes) -> None:
        self.writer.write(data)

    async def to_the_end(self, within: float) -> bytes:
        """Everything that still comes; the line's end has to come in so many seconds. A reset is an end too."""
        said = b""
        async with asyncio.timeout(within):
            while True:
                try:
                    some = await self.reader.read(65_536)
                except ConnectionError:
                    return said
                if not some:
                    return said
                said += some


@asynccontextmanager
async def raw(running: Town, *, buffer: int | None = None) -> AsyncIterator[Raw]:
    """A connection that has said nothing. `buffer`: how little of what comes the system keeps for it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.server.port, limit=buffer or 2**16)
    try:
        yield Raw(reader, writer)
    finally:
        writer.transport.abort()


def upgrade(running: Town, headers: str = "") -> bytes:
    """A request for a socket."""
    origin = running.settings.origins[0] if running.settings.origins else running.address
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{running.server.port}\r\nOrigin: {origin}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
        f"{headers}\r\n"
    ).encode()


@asynccontextmanager
async def raw_socket(running: Town) -> AsyncIterator[Raw]:
    """A socket that was upgraded and has said nothing."""
    async with raw(running) as line:
        line.say(upgrade(running))
        assert b" 101 " in await line.reader.readuntil(b"\r\n\r\n")
        yield line
