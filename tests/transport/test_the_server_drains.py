"""When the server is told to stop: pages are told when to come back, commands under way get their answers."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from signaling.protocol.messages import Pong
from signaling.service import service
from signaling.transport import websocket
from signaling.transport.counters import Counters
from signaling.transport.gate import Gate
from signaling.transport.sockets import Sockets
from tests.transport.front import EchoFront, site
from tests.transport.live import Town, settings_for, town
from tests.transport.page import Page, hello


async def test_every_page_is_told_when_to_come_back(folder: Path) -> None:
    async with town(settings_for(folder)) as running:
        pages = [await running.page("terminal", place) for place in ("lavia", "ahlainen", "reposaari")]
        began = time.monotonic()
        running.stop()
        told = [await page.of_type("closing") for page in pages]
        assert [closing["code"] for closing in told] == ["shutting_down"] * 3
        assert all(1.0 <= closing["retry"] <= 3.0 for closing in told)
        assert len({closing["retry"] for closing in told}) == 3
        assert [await page.closed() for page in pages] == [1001] * 3
    assert time.monotonic() - began < running.settings.drain_seconds


async def health(running: Town) -> dict[str, object]:
    async with running.client.get(running.url("/health")) as answer:
        said: dict[str, object] = await answer.json()
        return said


async def metrics(running: Town) -> str:
    async with running.client.get(running.url("/metrics")) as answer:
        return await answer.text()


async def deaf(running: Town) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A socket whose other end answers nothing, not even a ping or a close."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.server.port)
    writer.write(
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{running.server.port}\r\nOrigin: {running.address}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    assert b"101" in await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def test_a_line_that_answers_no_ping_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "HEARTBEAT", 0.2)
    async with town(settings_for(folder)) as running:
        reader, writer = await deaf(running)
        async with asyncio.timeout(3):
            assert (await reader.read())[:2] == b"\x89\x00"  # a ping, and then the end of the line
        writer.close()


async def test_who_comes_while_it_drains_is_told_when_to_come_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "READ_ON_AFTER", 5.0)
    async with town(settings_for(folder)) as running:
        page = await running.page("terminal", "lavia")
        with closing(sqlite3.connect(folder / "store.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # so that a command is under way for as long as it takes
            await page.say(
                type="command", id="12345678", action={"do": "call", "service": "verotus", "language": "fi"}
            )
            while "etaluukku_commands_total 1\n" not in await metrics(running):
                pass
            running.stop()
            while (await health(running))["status"] != "draining":
                pass
            with pytest.raises(aiohttp.WSServerHandshakeError) as turned_away:
                await running.socket()
            assert turned_away.value.status == 503
            assert turned_away.value.headers is not None
            assert turned_away.value.headers["Retry-After"] == "2"
            other.execute("ROLLBACK")
        assert (await page.of_type("done"))["id"] == "12345678"
        assert (await page.of_type("closing"))["code"] == "shutting_down"
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", running.server.port)


async def test_a_page_that_does_not_close_is_cut_off_in_time(folder: Path) -> None:
    settings = settings_for(folder, drain_seconds=0.3)
    async with town(settings) as running:
        _, writer = await deaf(running)
        began = time.monotonic()
    assert time.monotonic() - began < 3.0
    writer.close()


async def test_a_command_under_way_gets_its_answer_before_the_goodbye() -> None:
    front = EchoFront()
    sockets = Sockets(front=front, gate=Gate(origins=frozenset(), demo=True), counters=Counters())
    async with site(sockets) as (client, address):
        page = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), "")
        await page.say(**hello("terminal", claim="lavia"))
        await front.connected.wait()
        front.hold = asyncio.Event()
        await page.say(type="ping", n=7)
        await front.received.wait()
        async with asyncio.TaskGroup() as group:
            group.create_task(sockets.drain(within=5.0), name="drain")
            await asyncio.sleep(0)
            front.hold.set()
            assert (await page.next()) == {"type": "pong", "n": 7}
            assert (await page.of_type("closing"))["code"] == "shutting_down"
            assert await page.closed() == 1001
        assert front.disconnected == 1


async def test_nobody_new_comes_in_while_it_drains() -> None:
    sockets = Sockets(front=EchoFront(), gate=Gate(origins=frozenset(), demo=True), counters=Counters())
    async with site(sockets) as (client, address):
        await sockets.drain(within=1.0)
        answer = await client.get(f"{address}/ws", headers={"Origin": address})
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
        assert (await answer.json())["code"] == "shutting_down"


async def test_a_page_that_reads_nothing_is_disconnected_and_others_are_not_made_to_wait() -> None:
    front, counters = EchoFront(), Counters()
    sockets = Sockets(front=front, gate=Gate(origins=frozenset(), demo=True), counters=counters)
    async with site(sockets) as (client, address):
        slow = await client.ws_connect(f"{address}/ws", headers={"Origin": address})
        await slow.send_json(hello("terminal", claim="lavia"))
        await front.connected.wait()
        outbox = front.outboxes[0]
        sent = 0
        while counters.too_slow == 0:
            assert sent < 1_000_000_000, "the slow page was never disconnected"
            for _ in range(100):
                outbox.send(Pong(n=1_000_000_000))
                sent += 30
            await asyncio.sleep(0)  # the writer's turn
        async with asyncio.timeout(5):
            await front.everybody_left.wait()
        quick = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), "")
        await quick.say(**hello("terminal", claim="lavia"))
        assert await quick.alive()
        assert counters.too_slow == 1


async def test_a_fault_of_ours_is_told_and_the_conversation_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    front = EchoFront()
    sockets = Sockets(front=front, gate=Gate(origins=frozenset(), demo=True), counters=Counters())
    async with site(sockets) as (client, address):
        page = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), "")
        await page.say(**hello("terminal", claim="lavia"))
        front.fails = True
        await page.say(type="command", id="12345678", action={"do": "take_seat"})
        refusal = await page.of_type("refused", id="12345678")
        assert refusal["code"] == "internal"
        front.fails = False
        assert await page.alive()
    assert "a message of type Command failed" in caplog.text
    assert "12345678" not in caplog.text
