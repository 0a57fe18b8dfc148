"""No key is made while somebody waits: each month's is in the store before the month begins."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from signaling import app
from signaling.clock import SteadyClock
from signaling.store.pseudonyms import StorePseudonyms
from tests.transport.live import Town, settings_for, town

MONTH = 31 * 86_400.0


def months(running: Town) -> list[str]:
    with closing(sqlite3.connect(running.settings.store.removeprefix("sqlite:///"))) as store:
        return [month for (month,) in store.execute("SELECT month FROM pseudonym_key ORDER BY month")]


async def test_this_month_s_and_the_next_s_are_there_from_the_start(folder: Path) -> None:
    async with town(settings_for(folder)) as running:
        assert len(months(running)) == 2


async def test_a_server_that_runs_on_makes_the_next_in_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(SteadyClock):
        by = 0.0

        def now(self) -> float:
            return super().now() + self.by

    loop, prepared = asyncio.get_running_loop(), asyncio.Event()

    class Telling(StorePseudonyms):
        def prepare(self, at: float) -> None:
            super().prepare(at)
            loop.call_soon_threadsafe(prepared.set)

    monkeypatch.setattr(app, "SteadyClock", Ahead)
    monkeypatch.setattr(app, "StorePseudonyms", Telling)
    monkeypatch.setattr(app, "KEYS_PREPARED", 0.02)
    async with town(settings_for(folder)) as running:
        before = months(running)
        Ahead.by = MONTH
        async with asyncio.timeout(5):
            for _ in range(2):  # the first may have begun before the clock was moved
                prepared.clear()
                await prepared.wait()
        assert months(running)[:2] == before
        assert len(months(running)) == 3
