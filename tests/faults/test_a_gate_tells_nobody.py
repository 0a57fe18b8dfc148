"""While a gate is shut nothing passes, and neither side can tell that from a line on which nobody speaks."""

import asyncio

import pytest

from tests.faults.gate import gate


class Echo:
    """Says what it is told, on every connection; `under_way` are those."""

    def __init__(self) -> None:
        self.under_way: set[asyncio.Task[None] | None] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.under_way.add(asyncio.current_task())
        try:
            while piece := await reader.read(1024):
                writer.write(piece)
        finally:
            writer.transport.abort()


async def _said(reader: asyncio.StreamReader, within: float) -> bytes:
    async with asyncio.timeout(within):
        return await reader.read(1024)


async def test_what_comes_while_it_is_shut_is_swallowed_and_nobody_is_hung_up_on() -> None:
    echo = Echo()
    server = await asyncio.start_server(echo.serve, "127.0.0.1", 0)
    async with server, gate(server.sockets[0].getsockname()[1]) as made:
        reader, writer = await asyncio.open_connection("127.0.0.1", made.port)
        writer.write(b"open")
        assert await _said(reader, 5) == b"open"
        made.shut = True
        writer.write(b"swallowed")
        with pytest.raises(TimeoutError):
            await _said(reader, 0.3)
        new_reader, new_writer = await asyncio.open_connection("127.0.0.1", made.port)
        new_writer.write(b"hello")
        with pytest.raises(TimeoutError):
            await _said(new_reader, 0.3)
        made.shut = False
        writer.write(b"after")
        assert await _said(reader, 5) == b"after"
        for one in (writer, new_writer):
            one.close()
            await one.wait_closed()
    await asyncio.gather(*filter(None, echo.under_way), return_exceptions=True)
