"""What is common to those who mean harm: the lines that they write to as they like, and others who have nothing to do with it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.bench.page import arrive, keep_alive
from tests.bench.town import Person, Town, town
from tests.bench.visits import Pair, begin_all
from tests.bench.wire import frame
from tests.load.witness import Witness, witness

ALONE = 10.0


class Others(NamedTuple):
    """`pair` talks on; `alone` is what they met before anybody meant harm."""

    here: Town
    pair: Pair
    alone: Witness


@asynccontextmanager
async def others(folder: Path, screens: int) -> AsyncIterator[Others]:
    """A town with two visits and so many customer screens, of which the last one's sign-in is the witness's."""
    async with town(folder, visits=2, screens=screens) as here, asyncio.TaskGroup() as group:
        experts, terminals = await arrive(here, here.experts), await arrive(here, here.terminals)
        alive = group.create_task(keep_alive([*experts, *terminals]), name="pings")
        pairs, _ = await begin_all(terminals, experts)
        async with witness(here, pairs[0]) as alone:
            await asyncio.sleep(ALONE)
        yield Others(here, pairs[0], alone)
        alive.cancel()


@asynccontextmanager
async def bare_line(
    here: Town, person: Person
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Of a page that has signed in and said hello; no library keeps it to the rules."""
    reader, writer = await asyncio.open_connection("127.0.0.1", here.server.port, limit=2**22)
    try:
        writer.write(
            (
                f"GET /ws HTTP/1.1\r\nHost: localhost\r\nOrigin: {here.server.address}\r\nCookie: {person.cookie}\r\n"
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
            ).encode()
        )
        await reader.readuntil(b"\r\n\r\n")
        page = secrets.token_hex(16)
        writer.write(said(type="hello", protocol=1, build="b", page=page, kind=person.kind, language="fi"))
        yield reader, writer
    finally:
        writer.transport.abort()


def said(**message: object) -> bytes:
    """That message, as a client writes it."""
    return frame(msgspec.json.encode(message))
