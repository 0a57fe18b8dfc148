"""A sign-in lasts a working day; a page that is open when it ends is told so, but never in the middle of a visit."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import web

from signaling import app
from signaling.service.ports import SubjectKind
from signaling.store.database import Database
from signaling.store.sessions import Sessions
from signaling.transport.counters import Counters
from signaling.transport.gate import Gate
from signaling.transport.identities import Credentials
from signaling.transport.sockets import Sockets
from tests.transport.front import EchoFront, site
from tests.transport.live import settings_for, town
from tests.transport.page import Page, hello

ORIGIN = "https://luukku.example"


async def signed_in(_request: web.Request) -> Credentials:
    return Credentials(account="kela1", staff_session="token")


async def over(_token: str) -> bool:
    return False


async def test_an_open_page_is_told_when_its_sign_in_is_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "SESSIONS_LOOKED_AT", 0.05)
    async with town(settings_for(folder, origins=(ORIGIN,)), demo=False) as real:
        database = Database(real.settings.store)
        token = await Sessions(database).create(SubjectKind.PERSON, "kela1", 4e9)
        database.close()
        page = await real.stranger(headers={"Cookie": f"__Host-etaluukku={token}"})
        await page.say(**hello("expert"))
        await page.of_type("welcome")
        assert await page.alive()
        with closing(sqlite3.connect(real.settings.store.removeprefix("sqlite:///"))) as store, store:
            store.execute("UPDATE session SET expires_at = 1")
        closed = await page.of_type("closing")
        assert (closed["code"], closed["retry"]) == ("session_expired", None)
        assert await page.closed() == 1008


async def test_nobody_is_taken_out_of_a_visit() -> None:
    front = EchoFront()
    gate = Gate(origins=frozenset(), demo=True)
    sockets = Sockets(front=front, gate=gate, counters=Counters(), credentials=signed_in)
    async with site(sockets) as (client, address):
        page = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), "")
        await page.say(**hello("expert", claim="kela1"))
        await front.connected.wait()
        assert await page.alive()
        (session,) = front.sessions
        session.in_visit = True
        await sockets.end_expired(over)
        assert await page.alive()
        session.in_visit = False
        await sockets.end_expired(over)
        assert (await page.of_type("closing"))["code"] == "session_expired"


async def test_who_gets_a_visit_at_that_moment_keeps_it() -> None:
    front = EchoFront()
    gate = Gate(origins=frozenset(), demo=True)
    sockets = Sockets(front=front, gate=gate, counters=Counters(), credentials=signed_in)

    async def rung_meanwhile(_token: str) -> bool:
        front.sessions[0].in_visit = True
        return False

    async with site(sockets) as (client, address):
        page = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), "")
        await page.say(**hello("expert", claim="kela1"))
        assert await page.alive()
        await sockets.end_expired(rung_meanwhile)
        assert await page.alive()
