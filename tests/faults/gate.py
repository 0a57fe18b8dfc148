"""The way of a page to the server, which can be shut without a word: what comes then, from either side, is swallowed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.browser.server import free_port

PIECE = 65_536


class Gate:
    """Made by `gate`. While it is `shut`, sockets stay as they are, nothing passes, and new ones get no answer."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self._open = asyncio.Event()
        self._open.set()
        self._target = target
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def shut(self) -> bool:
        return not self._open.is_set()

    @shut.setter
    def shut(self, shut: bool) -> None:
        if shut:
            self._open.clear()
        else:
            self._open.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        far_writer = None
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(reader, far_writer), name="to the server")
                both.create_task(self._pump(far_reader, writer), name="to the page")
        except* (OSError, asyncio.CancelledError):
            pass
        finally:
            self._under_way.discard(task)
            for one in (writer, far_writer):
                if one is not None:
                    one.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            piece = await reader.read(PIECE)
            if not piece:
                await self._open.wait()  # nobody is told of an end either
                raise ConnectionError("hung up")
            if self._open.is_set():
                writer.write(piece)
                await writer.drain()

    async def close(self) -> None:
        under_way = tuple(self._under_way)
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


@asynccontextmanager
async def gate(target: int) -> AsyncIterator[Gate]:
    """Before that port of loopback."""
    made = Gate(target)
    server = await asyncio.start_server(made.serve, "127.0.0.1", made.port)
    try:
        yield made
    finally:
        server.close()
        await made.close()
