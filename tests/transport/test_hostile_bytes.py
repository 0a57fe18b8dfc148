"""Bytes that no page sends: the connection is cut in time and with a code, and another page does not notice."""

import asyncio
import json
import re
import resource
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from signaling.protocol import limits
from signaling.transport import doorway, websocket
from tests.transport.live import Town, settings_for, town
from tests.transport.page import Page, hello
from tests.transport.raw import BINARY, MORE, PING, PONG, TEXT, Raw, frame, raw, raw_socket, upgrade


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody here answers a closing frame."""
    monkeypatch.setattr(websocket, "CLOSE_WITHIN", 0.3)


@pytest.fixture
async def bystander(demo: Town) -> AsyncIterator[Page]:
    """A page that goes on as if nothing were."""
    page = await demo.page("terminal", "reposaari")
    yield page
    began = time.monotonic()
    assert await page.alive()
    assert time.monotonic() - began < 0.5


_SAYS_NO = re.compile(rb'\{"type":"(?:refused|closing)"[^}]*?"code":"(\w+)"|\x88\x02(..)\Z', re.DOTALL)


def codes(bytes_: bytes) -> list[str | int]:
    """Of a server's refusals, in order, and of its close."""
    return [int.from_bytes(close) if close else code.decode() for code, close in _SAYS_NO.findall(bytes_)]


@pytest.fixture
async def line(demo: Town) -> AsyncIterator[Raw]:
    """The socket of a page that was welcomed."""
    async with raw_socket(demo) as socket:
        socket.say(frame(json.dumps(hello("terminal", claim="lavia")).encode()))
        await socket.reader.readuntil(b'"catalogue"')
        yield socket


# --- before there is a socket ---------------------------------------------------------------------------------------


async def test_headers_that_come_to_no_end_are_cut_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEADERS_WITHIN", 1)
    async with town(settings_for(folder)) as running, raw(running) as silent, raw(running) as dripping:
        dripping.say(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        began = time.monotonic()

        async def drip() -> None:
            while True:
                dripping.say(b"a")
                await asyncio.sleep(0.1)

        async with asyncio.TaskGroup() as group:
            dripper = group.create_task(drip(), name="drip")
            await silent.to_the_end(3)
            await dripping.to_the_end(3)
            dripper.cancel()
        assert time.monotonic() - began < 2.5


async def test_a_body_that_comes_to_no_end_is_answered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signaling.transport.sign_in.BODY_WITHIN", 0.3)
    settings = settings_for(folder, origins=("http://127.0.0.1",))
    async with town(settings, demo=False) as running, raw(running) as line:
        line.say(
            b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: http://127.0.0.1\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nusername="
        )
        said = await line.to_the_end(5)
    assert said.startswith(b"HTTP/1.1 408")
    assert b'"too_slow"' in said


async def test_headers_without_measure_are_cut_off(demo: Town, bystander: Page) -> None:
    async with raw(demo) as line:
        line.say(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        for number in range(40):
            line.say(f"X-{number}: {'x' * 1_000}\r\n".encode())
        assert b" 200 " not in await line.to_the_end(2)


@pytest.mark.parametrize(
    "bytes_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,  # somebody who speaks TLS
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\0" * 100 + b"\r\n\r\n",
    ],
)
async def test_what_is_no_request_has_a_code_and_is_not_said_back(
    demo: Town, bystander: Page, bytes_: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with raw(demo) as line:
        line.say(bytes_)
        said = await line.to_the_end(2)
    assert b" 400 " in said.partition(b"\r\n")[0]
    assert b'"invalid_message"' in said
    assert b"Content-Security-Policy" in said
    assert "Traceback" not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_a_compressed_form_stays_as_small_as_it_came(folder: Path) -> None:
    bomb = zlib.compress(b"username=" + b"0" * 100_000_000, 9)[:60_000]
    settings = settings_for(folder, origins=("http://127.0.0.1",))
    async with town(settings, demo=False) as running:
        tracemalloc.start()
        try:
            answer = await running.client.post(
                running.url("/sign-in"),
                data=bomb,
                headers={
                    "Origin": "http://127.0.0.1",
                    "Content-Encoding": "deflate",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            assert answer.status in {400, 403, 413}
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
        finally:
            tracemalloc.stop()


async def test_compression_of_messages_is_not_agreed_to(demo: Town, bystander: Page) -> None:
    async with raw(demo) as line:
        line.say(upgrade(demo, "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
        assert b"xtensions" not in await line.reader.readuntil(b"\r\n\r\n")
        line.say(frame(zlib.compress(b"0" * 100_000), bits=0x40))
        assert codes(await line.to_the_end(5)) == ["bad_frame", 1002]


async def test_more_connections_than_the_system_allows_are_told_to_come_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorway, "KEPT_FILES", resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 3)
    async with town(settings_for(folder)) as running:
        async with raw(running), raw(running), raw(running), raw(running) as one_more:
            assert b"503 Service Unavailable\r\nRetry-After: 5" in await one_more.to_the_end(2)
        async with asyncio.timeout(2):
            while True:
                try:
                    assert await (await running.page("terminal", "lavia")).alive()
                except aiohttp.WSServerHandshakeError:  # those before have not quite gone
                    await asyncio.sleep(0.02)
                else:
                    break


# --- frames ---------------------------------------------------------------------------------------------------------


async def test_a_million_tiny_fragments_are_cut_off(line: Raw, bystander: Page) -> None:
    began = time.monotonic()
    line.say(frame(b"{", TEXT, last=False))
    line.say(frame(b"", MORE, last=False) * 1_000_000)
    assert codes(await line.to_the_end(5))[-2:] == ["too_many_bytes", 1008]
    assert time.monotonic() - began < 5


async def test_a_message_in_more_fragments_than_it_may_have_bytes_is_too_large(
    line: Raw, bystander: Page
) -> None:
    line.say(frame(b"{", TEXT, last=False) + frame(b" ", MORE, last=False) * 70_000)
    assert codes(await line.to_the_end(5)) == ["too_large", 1009]


async def test_a_message_in_fragments_is_read(line: Raw, bystander: Page) -> None:
    text = b'{"type":"ping","n":77}'
    for at, byte in enumerate(text):
        line.say(frame(bytes((byte,)), MORE if at else TEXT, last=at == len(text) - 1))
    await line.reader.readuntil(b'{"type":"pong","n":77}')


@pytest.mark.parametrize("opcode", [PING, PONG])
async def test_pings_and_pongs_are_counted_like_messages(line: Raw, bystander: Page, opcode: int) -> None:
    line.say(frame(b"x", opcode) * 500)
    assert codes(await line.to_the_end(5)) == ["too_many_messages", 1008]


async def test_a_ping_is_answered(line: Raw) -> None:
    line.say(frame(b"anybody?", PING))
    await line.reader.readuntil(b"\x8a\x08anybody?")


async def test_pings_do_not_put_off_the_hello(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "HELLO_WITHIN", 0.5)
    async with town(settings_for(folder)) as running, raw_socket(running) as line:

        async def ping() -> None:
            while True:
                line.say(frame(b"", PING))
                await asyncio.sleep(0.1)

        async with asyncio.TaskGroup() as group:
            pinger = group.create_task(ping(), name="ping")
            assert codes(await line.to_the_end(4)) == ["hello_first", 1008]
            pinger.cancel()


@pytest.mark.parametrize(
    "bytes_",
    [
        frame(b"x", 0x3),
        frame(b"x", TEXT, bits=0x40),
        frame(b"x", PING, last=False),
        frame(b"x" * 126, PING),
        frame(b"x", MORE),
        frame(b"x", TEXT, last=False) + frame(b"x", TEXT),
        frame((999).to_bytes(2), 8),
    ],
)
async def test_a_frame_that_breaks_the_rules_is_told_so(line: Raw, bystander: Page, bytes_: bytes) -> None:
    began = time.monotonic()
    line.say(bytes_)
    await line.reader.readuntil(b'"bad_frame"')
    await line.reader.readuntil(b"\x88\x02" + (1002).to_bytes(2))
    assert time.monotonic() - began < 0.5


async def test_bytes_without_end_are_no_message(line: Raw, bystander: Page) -> None:
    line.say(frame(b"\0" * 60_000, BINARY) * 40)
    assert codes(await line.to_the_end(5))[-2:] == ["too_many_bytes", 1008]


# --- those who do not read ------------------------------------------------------------------------------------------


async def test_a_page_that_neither_reads_nor_answers_is_gone_soon(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its line is full, so that closing it politely would take for ever."""
    monkeypatch.setattr(websocket, "HEARTBEAT", 0.5)
    monkeypatch.setattr(websocket, "WRITTEN_WITHIN", 0.5)
    async with town(settings_for(folder)) as running, raw_socket(running) as line:
        line.say(frame(json.dumps(hello("terminal", claim="lavia")).encode()))
        await line.reader.readuntil(b'"catalogue"')
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]
        number = 0
        async with asyncio.timeout(10):
            while "socket 1: write" in {task.get_name() for task in asyncio.all_tasks()}:
                number += 1
                with_card = {"type": "set_language", "language": ("fi", "sv")[number % 2]}
                if number < 55:
                    line.say(frame(json.dumps(with_card).encode()))
                await asyncio.sleep(0.02)


async def test_a_page_that_speaks_and_reads_nothing_is_gone_soon(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is heard, so no ping is missed; and what is to be written is always replaced by something newer."""
    monkeypatch.setattr(websocket, "UNREAD_WITHIN", 0.5)
    async with town(settings_for(folder)) as running, raw_socket(running) as line:
        line.say(frame(json.dumps(hello("terminal", claim="lavia")).encode()))
        await line.reader.readuntil(b'"catalogue"')
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]
        number = 0
        async with asyncio.timeout(20):
            while "socket 1: write" in {task.get_name() for task in asyncio.all_tasks()}:
                number += 1
                line.say(
                    frame(json.dumps({"type": "set_language", "language": ("fi", "sv")[number % 2]}).encode())
                )
                await asyncio.sleep(0.06)


async def test_a_line_that_takes_nothing_is_cut_by_the_system(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signaling.doors.UNREAD_WITHIN", 1)
    async with town(settings_for(folder)) as running, raw(running) as line:
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]
        async with asyncio.timeout(15):
            while not line.writer.transport.is_closing():
                line.say(b"GET /sign-in.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
                await asyncio.sleep(0.05)
