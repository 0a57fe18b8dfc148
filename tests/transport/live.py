"""The whole server in this process, on a free port, with a store of its own: what `etaluukku` runs."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from yarl import URL

from signaling.app import Running, running
from signaling.demo import PORI
from signaling.settings import Settings
from signaling.store.database import Database
from signaling.store.directory import StoreDirectory
from tests.transport.page import Page, hello


class Asset(msgspec.Struct, frozen=True):
    body: bytes
    content_type: str
    headers: dict[str, str]


IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
PAGE = Asset(
    b'<!doctype html><link rel="stylesheet" href="/assets/staff-1.css">', "text/html; charset=utf-8", {}
)
ASSETS = {
    "/terminal.html": PAGE,
    "/expert.html": PAGE,
    "/desk.html": PAGE,
    "/customer.html": PAGE,
    "/build.json": Asset(b'{"build": "test"}', "application/json", {"Cache-Control": "no-store"}),
    "/assets/staff-1.css": Asset(b"b{}", "text/css; charset=utf-8", IMMUTABLE),
}


class Town:
    """A server that runs, and clients of it."""

    def __init__(
        self, server: Running, settings: Settings, client: aiohttp.ClientSession, stop: Callable[[], None]
    ) -> None:
        self.server = server
        self.settings = settings
        self.client = client
        self.stop = stop
        self.address = f"http://127.0.0.1:{server.port}"

    def url(self, path: str) -> URL:
        """Sent as it is written, dots and escapes too."""
        return URL(self.address + path, encoded=True)

    async def socket(
        self, *, origin: str | None = "", headers: dict[str, str] | None = None
    ) -> aiohttp.ClientWebSocketResponse:
        """An upgrade with this Origin: by default the right one, None for none."""
        sent = dict(headers or {})
        if origin is not None:
            sent["Origin"] = origin or (self.settings.origins[0] if self.settings.origins else self.address)
        return await self.client.ws_connect(self.url("/ws"), headers=sent, max_msg_size=0)

    async def page(self, kind: str, claim: str | None = None, **fields: Any) -> Page:
        """A page that has said hello and was welcomed."""
        page = await self.stranger()
        message = hello(kind, **({"claim": claim} if claim else {}), **fields)
        page.page = message["page"]
        await page.say(**message)
        await page.of_type("welcome")
        return page

    async def stranger(self, **options: Any) -> Page:
        """A page that has said nothing yet."""
        return Page(await self.socket(**options), "")

    def log(self) -> dict[str, tuple[str, ...]]:
        """As `events_in`, of this server's store."""
        return events_in(self.settings.store)


def events_in(store: str) -> dict[str, tuple[str, ...]]:
    """The types of the events of every visit that the log of this store has, in order, by visit."""
    path = store.removeprefix("sqlite:///")
    found: dict[str, tuple[str, ...]] = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as log:
        events = log.execute(
            "SELECT stream, type FROM event WHERE stream LIKE 'visit:%' ORDER BY stream, number"
        )
        for stream, kind in events:
            found[stream] = (*found.get(stream, ()), kind)
    return found


def filled(path: Path) -> Path:
    """A store with Pori in it."""
    database = Database(f"sqlite:///{path}")
    StoreDirectory(database).fill(PORI)
    database.close()
    return path


def settings_for(folder: Path, **changes: Any) -> Settings:
    """Of a server on a free port, with the store `store.db` in this folder."""
    return Settings(
        **{
            "port": 0,
            "store": f"sqlite:///{folder / 'store.db'}",
            "start_quiet_seconds": 0.0,
            "drain_seconds": 2.0,
            **changes,
        }
    )


@asynccontextmanager
async def town(settings: Settings, *, demo: bool = True, everything_open: bool = True) -> AsyncIterator[Town]:
    """A server of this store, until the block ends, in a task of its own as `etaluukku` has it."""
    loop = asyncio.get_running_loop()
    started: asyncio.Future[Running] = loop.create_future()
    stop = asyncio.Event()

    async def serve() -> None:
        async with running(
            settings, assets=ASSETS, build="test", demo=demo, everything_open=everything_open
        ) as server:
            started.set_result(server)
            await stop.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(serve(), name="server")
        server = await started
        try:
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
                yield Town(server, settings, client, stop.set)
        finally:
            stop.set()
