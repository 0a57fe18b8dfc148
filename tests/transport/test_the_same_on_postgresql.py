"""The whole server with its store in PostgreSQL: a visit over real sockets, and what the commands tell of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from signaling.cli import main
from signaling.demo import PORI
from signaling.store.database import Database
from signaling.store.directory import StoreDirectory
from tests.store.postgres import running
from tests.transport.live import settings_for, town


@pytest.fixture
def store_url() -> Iterator[str]:
    with running() as server:
        url = server.fresh()
        database = Database(url)
        StoreDirectory(database).fill(PORI)
        database.close()
        yield url


async def test_a_visit_is_served_and_the_commands_tell_of_it(
    store_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with town(settings_for(tmp_path, store=store_url)) as server:
        expert = await server.page("expert", "rakennusvalvonta1")
        await expert.command("start_shift", camera=True, microphone=True)
        resident = await server.page("terminal", "reposaari")
        called = await resident.command("call", service="rakennusluvat", language="fi")
        rung = await expert.view("rung")
        answered = await expert.command("answer", visit=called["visit"], offer=rung["offer"])
        assert answered["type"] == "done"
        await resident.view("customer")
        assert main(["log", "rebuild", "--store", store_url]) == 2
        assert "A server has the store" in capsys.readouterr().err
        await expert.command("end_visit", visit=called["visit"])
        await resident.view("after")
        finished = await resident.command("finish", visit=called["visit"], score=5, words="Kiitos!")
        assert finished["type"] == "done"

    assert main(["visits", "--store", store_url]) == 0
    listed = capsys.readouterr().out
    assert "reposaari" in listed
    assert main(["log", "verify", "--store", store_url]) == 0
    assert main(["log", "rebuild", "--store", store_url]) == 0
    capsys.readouterr()
    assert main(["visits", "--store", store_url]) == 0
    assert capsys.readouterr().out == listed


def test_a_mistyped_store_is_said_without_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["visits", "--store", "postgresql://etaluukku:hunter2@/nothing?host=/nowhere"]) == 2
    told = capsys.readouterr().err
    assert "/nowhere" in told
    assert "hunter2" not in told
