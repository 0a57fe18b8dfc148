"""A listening socket whose every connection is passed on to another, both ways, octet by octet."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

PIECE = 65_536


def listening(address: str, port: int) -> socket.socket:
    """To be made in the network where it listens."""
    found = _tcp()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((address, port))
    found.setblocking(False)
    return found


def outgoing() -> socket.socket:
    """To be made in the network from which it goes out."""
    found = _tcp()
    found.setblocking(False)
    return found


def _tcp() -> socket.socket:
    """Named TCP, or asyncio leaves Nagle's algorithm on: a short message would wait a round trip for what was said before it."""
    return socket.socket(proto=socket.IPPROTO_TCP)


@asynccontextmanager
async def forward(
    listener: socket.socket, dial: Callable[[], socket.socket], address: str, port: int
) -> AsyncIterator[None]:
    """Until the block ends; then every connection is closed. `dial` makes the socket that goes to `address`."""
    open_now: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        onwards = dial()
        try:
            await asyncio.get_running_loop().sock_connect(onwards, (address, port))
            far_reader, far_writer = await asyncio.open_connection(sock=onwards)
            try:
                await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))
            finally:
                far_writer.transport.abort()
        except (OSError, asyncio.CancelledError):
            onwards.close()
        finally:
            writer.transport.abort()
            open_now.discard(task)

    server = await asyncio.start_server(serve, sock=listener)
    try:
        yield
    finally:
        server.close()
        for task in open_now:
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(PIECE):
        writer.write(piece)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
