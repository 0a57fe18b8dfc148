"""The world of these tests, on a log in memory and on the database's."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from signaling.service.ports import Log
from signaling.store.database import Database
from signaling.store.log import SqlLog
from tests.service.world import World
from tests.store.memory import MemoryLog


@pytest.fixture
def memory_log() -> MemoryLog:
    return MemoryLog()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'store.db'}")
    yield database
    database.close()


@pytest.fixture
def sqlite_log(database: Database) -> SqlLog:
    return SqlLog(database)


@pytest.fixture(params=["memory_log", "sqlite_log"])
def log(request: pytest.FixtureRequest) -> Log:
    found: Log = request.getfixturevalue(request.param)
    return found


@pytest.fixture
async def world(memory_log: MemoryLog) -> AsyncIterator[World]:
    async with World(memory_log) as world:
        yield world
