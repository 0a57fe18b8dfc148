"""Logs and stores for these tests. A fixture's name tells what it costs."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from signaling.service.ports import Log
from signaling.store.database import Database
from signaling.store.log import SqlLog
from tests.store.memory import MemoryLog


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def database(store_file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{store_file}", busy_timeout=0.2)
    yield database
    database.close()


@pytest.fixture
def sqlite_log(database: Database) -> SqlLog:
    return SqlLog(database)


@pytest.fixture
def memory_log() -> MemoryLog:
    return MemoryLog()


@pytest.fixture(params=["memory", "sqlite"])
async def log(request: pytest.FixtureRequest, memory_log: MemoryLog) -> AsyncIterator[Log]:
    """Both adapters of the port: what a test here says holds for each."""
    if request.param == "memory":
        yield memory_log
    else:
        sqlite_log: SqlLog = request.getfixturevalue("sqlite_log")
        yield sqlite_log
