"""Another page, a server that goes or breaks its word, the end of the hours, Ctrl-C: one code, no hanging, nothing left open."""

import asyncio
import contextlib
import json
import signal
import sys
from asyncio.subprocess import PIPE
from dataclasses import replace
from pathlib import Path

import pytest

from endpoint import answerer, caller
from endpoint.capture.synthetic import Synthetic
from endpoint.link import line as lines
from endpoint.link.line import Line
from endpoint.link.server import Server as Address
from endpoint.page import Page, open_page
from endpoint.trouble import Trouble
from signaling.protocol.scalars import Language, PageKind
from tests.browser.server import Server
from tests.endpoint.middleman import Message, Spoil, middleman
from tests.endpoint.program import run
from tests.endpoint.talk import until

ERRAND = caller.Errand(service="rakennusluvat", language=Language.FI, talk=2, patience=30)
CALL = ("--place", "lavia", "--service", "rakennusluvat")


async def resident(address: str, errand: caller.Errand = ERRAND) -> str | None:
    """The code with which a whole visit of a resident ends."""
    try:
        async with Address(address) as server:
            line = Line(server, PageKind.TERMINAL, "lavia", Language.FI)
            async with open_page(line, Synthetic(128)) as page:
                await caller.one_visit(page, "lavia", errand)
    except Trouble as trouble:
        return trouble.code
    return None


async def expert_on_shift(address: str) -> str | None:
    """The code with which a shift of an expert ends."""
    duty = answerer.Duty(talk=60, patience=60)
    try:
        async with Address(address) as server:
            line = Line(server, PageKind.EXPERT, "rakennusvalvonta1", Language.FI)
            async with open_page(line, Synthetic(129)) as page:
                await _one_shift(page, duty)
    except Trouble as trouble:
        return trouble.code
    return None


async def _one_shift(page: Page, duty: answerer.Duty) -> None:
    await answerer.begin_shift(page)
    try:
        await answerer.one_visit(page, "rakennusvalvonta1", duty)
    finally:
        await answerer.end_shift(page)


def has(server: Server, kind: str) -> bool:
    return any(found == kind for _, found in server.events())


def joined(server: Server) -> int:
    """Who is or was in a visit: two in each that was answered."""
    return [kind for _, kind in server.events()].count("joined")


async def test_a_newer_page_takes_the_seat_and_leaves_the_visit_to_it(live_server: Server) -> None:
    async with asyncio.TaskGroup() as group:
        older = group.create_task(run("call", "--server", live_server.address, *CALL))
        await until(lambda: has(live_server, "visit_opened"))
        async with Address(live_server.address) as server:
            newer = Line(server, PageKind.TERMINAL, "lavia", Language.FI)
            async with open_page(newer, Synthetic(128)):
                await until(older.done)
                assert older.result().status == 2
                assert older.result().err.endswith("(taken_over)\n")
                assert not has(live_server, "visit_ended"), "it is the newer page's visit now"


async def test_a_server_that_stays_away_is_lost_to_both(
    live_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "AWAY_AT_MOST", 1.0)
    async with asyncio.TaskGroup() as group:
        expert = group.create_task(expert_on_shift(live_server.address))
        await until(lambda: has(live_server, "shift_started"))
        errand = group.create_task(resident(live_server.address, replace(ERRAND, talk=60)))
        await until(lambda: joined(live_server) == 2)
        await live_server.kill()
    assert (expert.result(), errand.result()) == ("server_lost", "server_lost")


async def spoilt(server: Server, spoil: Spoil) -> str | None:
    async with middleman(server, spoil) as address:
        return await resident(address)


async def test_a_server_that_begins_no_visit(live_server: Server) -> None:
    def no_visit(message: Message, _said: list[Message]) -> Message:
        return message | {"visit": None} if message["type"] == "done" else message

    assert await spoilt(live_server, no_visit) == "no_visit"


async def test_a_server_that_ends_no_visit(live_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "AFTER_WITHIN", 0.5)

    def no_end(message: Message, said: list[Message]) -> Message | None:
        asked = any(one["type"] == "command" and one["action"]["do"] == "end_visit" for one in said)
        return None if asked and message["type"] == "view" else message

    async with asyncio.TaskGroup() as group:
        group.create_task(run("answer", "--server", live_server.address, "--as", "rakennusvalvonta1"))
        assert await spoilt(live_server, no_end) == "not_ended"


async def test_the_visit_ends_since_a_question_never_came(tmp_path: Path) -> None:
    def unasked(message: Message, _said: list[Message]) -> Message | None:
        view = message.get("view") or {}
        return None if view.get("question") else message

    server = Server(tmp_path, start_quiet_seconds=0, still_there_seconds=1, untouched_seconds=1)
    await server.start()
    try:
        assert await spoilt(server, unasked) == "visit_ended"
    finally:
        await server.stop()
    assert [json.loads(event)["reason"] for event in server.event_data("visit_ended")] == ["abandoned"]


async def test_a_demo_has_no_sign_in(
    live_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--server", live_server.address)
    link = f"{live_server.address}/sign-in/CODE"
    ran = await run("call", *at, *CALL, "--cookie-file", str(tmp_path / "cookie"), "--link", link)
    assert (ran.status, ran.err.rpartition("(")[2]) == (2, "no_sign_in)\n")
    monkeypatch.setenv("ENDPOINT_PASSWORD", "hauki on kala")
    ran = await run("answer", *at, "--as", "rakennusvalvonta1")
    assert (ran.status, ran.err.rpartition("(")[2]) == (2, "no_sign_in)\n")


async def test_many_visits_that_are_stopped_are_reported_as_far_as_they_came(live_server: Server) -> None:
    at = ("--server", live_server.address)

    async def begin(*arguments: str) -> asyncio.subprocess.Process:
        program = (sys.executable, "-m", "signaling", *arguments, *at, "--visits", "50", "--json")
        return await asyncio.create_subprocess_exec(*program, stdout=PIPE, stderr=PIPE)

    answering = await begin("answer", "--as", "rakennusvalvonta1")
    calling = await begin("call", *CALL, "--for", "1")
    try:
        await until(lambda: joined(live_server) == 4, within=60)
        for process, by in ((calling, signal.SIGINT), (answering, signal.SIGTERM)):
            process.send_signal(by)
            out, err = await asyncio.wait_for(process.communicate(), 10)
            assert process.returncode == 128 + by, err
            made = json.loads(out)["summary"]["visits"]
            assert made >= 1
            # aiortc may tell first of a connection that was closed while it was being made.
            assert err.decode().endswith(f"etaluukku: Stopped; {made} of 50 visits were made.\n")
    finally:
        for process in (calling, answering):
            with contextlib.suppress(ProcessLookupError):
                process.kill()
    kinds = [kind for _, kind in live_server.events()]
    assert kinds.count("visit_ended") == kinds.count("visit_opened"), "nobody waits for somebody who is gone"
    assert kinds.count("shift_ended") == 1
