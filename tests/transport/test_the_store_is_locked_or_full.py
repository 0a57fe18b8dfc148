"""Over real sockets: what cannot be made durable waits, is refused with a sentence in time, and pages go on meanwhile."""

import asyncio
import contextlib
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from signaling.cli import main
from tests.transport.live import Town, filled, settings_for, town
from tests.transport.page import Page


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another process has the store's lock during the block."""
    with closing(sqlite3.connect(folder / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@asynccontextmanager
async def served(server: Town) -> AsyncIterator[tuple[Page, Page, str]]:
    """A resident and an expert in a visit."""
    expert = await server.page("expert", "rakennusvalvonta1")
    await expert.command("start_shift", camera=True, microphone=True)
    resident = await server.page("terminal", "reposaari")
    visit = (await resident.command("call", service="rakennusluvat", language="fi"))["visit"]
    await expert.command("answer", visit=visit, offer=(await expert.view("rung"))["offer"])
    await resident.view("customer")
    yield resident, expert, visit


async def test_a_press_waits_while_the_store_is_locked_and_its_page_is_heard_meanwhile(folder: Path) -> None:
    filled(folder / "store.db")
    async with town(settings_for(folder)) as server, served(server) as (resident, expert, visit):
        with locked(folder):
            await resident.say(
                type="command", id="press-00001", action={"do": "end_visit", "visit": visit}, ago=0.0
            )
            await asyncio.sleep(0.6)
            await resident.say(type="ping", n=7)
            assert (await resident.of_type("pong"))["n"] == 7
            assert not [said for said in resident.received if said.get("id") == "press-00001"]
            late = await server.page("desk", "asiakaspalvelu1")
            assert late.received, "a page that comes now is welcomed and shown what there is"
        assert (await resident.of_type("done"))["id"] == "press-00001"
        await expert.view("staff", visit=visit)
    assert server.log()[f"visit:{visit}"].count("matter_closed") == 1


async def test_what_waited_too_long_is_refused_with_a_sentence_and_may_be_sent_again(folder: Path) -> None:
    filled(folder / "store.db")
    settings = settings_for(folder, store_patience_seconds=1.0)
    async with town(settings) as server, served(server) as (resident, expert, visit):
        with locked(folder):
            began = asyncio.get_running_loop().time()
            refused = await resident.command("end_visit", visit=visit)
            assert (refused["type"], refused["code"]) == ("refused", "not_saved")
            assert "Yritä" in refused["sentence"]
            assert asyncio.get_running_loop().time() - began < 2.0
            assert expert.shown is not None
        assert (await resident.command("end_visit", visit=visit))["type"] == "done"
    assert server.log()[f"visit:{visit}"].count("matter_closed") == 1


def fill(file: Path) -> None:
    """To the last byte."""
    with file.open("wb", buffering=0) as others, contextlib.suppress(OSError):
        while True:
            others.write(b"x" * 4096)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


async def test_on_a_full_disk_visits_end_none_begins_and_all_goes_on_when_there_is_room(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("signaling.app.RESERVE_LOOKED_AT", 0.2)
    filled(small_disk / "store.db")
    settings = settings_for(small_disk, store_reserve_mib=1.0)
    async with town(settings) as server, served(server) as (resident, expert, visit):
        fill(small_disk / "others")
        other = await server.page("terminal", "ahlainen")
        refused = await other.command("call", service="rakennusluvat", language="fi")
        while refused["type"] == "done":  # the log's file has room for some
            await other.command("cancel", visit=refused["visit"])
            await other.command("wiped", visit=refused["visit"])
            refused = await other.command("call", service="rakennusluvat", language="fi")
        assert (refused["type"], refused["code"]) == ("refused", "not_saved")
        assert await _status(server) == "disk_full"

        for _ in range(12):  # more than the log's file still has room for
            assert (await expert.command("begin_hold", visit=visit))["type"] == "done"
            assert (await expert.command("end_hold", visit=visit))["type"] == "done"
        assert (await expert.command("begin_hold", visit=visit))["type"] == "done"
        assert (await resident.command("end_visit", visit=visit))["type"] == "done"
        assert (await expert.command("give_outcome", visit=visit, matter=1, outcome="solved"))[
            "type"
        ] == "done"
        assert (await resident.command("finish", visit=visit, score=5, words=""))["type"] == "done"

        (small_disk / "others").unlink()
        await _becomes_well(server)
        assert (await other.command("call", service="rakennusluvat", language="fi"))["type"] == "done"
    assert server.log()[f"visit:{visit}"].count("visit_ended") == 1
    assert main(["log", "verify", "--store", settings.store]) == 0
    assert "Nothing is wrong" in capsys.readouterr().out


async def _becomes_well(server: Town) -> None:
    for _ in range(100):
        if await _status(server) == "ok":
            return
        await asyncio.sleep(0.05)
    raise AssertionError(await _status(server))


async def _status(server: Town) -> str:
    async with server.client.get(server.url("/health")) as answer:
        said: str = (await answer.json())["status"]
        return said


async def test_a_server_that_is_told_to_stop_does_not_wait_for_a_locked_store(folder: Path) -> None:
    filled(folder / "store.db")
    began = 0.0
    with locked_later(folder) as lock:
        async with (
            town(settings_for(folder, drain_seconds=0.5)) as server,
            served(server) as (resident, _, visit),
        ):
            lock()
            await resident.say(
                type="command", id="press-00001", action={"do": "end_visit", "visit": visit}, ago=0.0
            )
            await asyncio.sleep(0.6)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 8.0


@contextmanager
def locked_later(folder: Path) -> Iterator[Callable[[], object]]:
    """As `locked`, from the call on."""
    with closing(sqlite3.connect(folder / "store.db", isolation_level=None)) as other:
        yield lambda: other.execute("BEGIN EXCLUSIVE")
