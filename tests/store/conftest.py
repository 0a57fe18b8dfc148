"""Logs and stores for these tests. A fixture's name tells what it costs.

A test that asks for `database` or `sql_log` is run on SQLite and on PostgreSQL; a file whose tests look into SQLite's file has a `store_url`
of its own.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from signaling.service.ports import Log
from signaling.store.database import Database
from signaling.store.log import SqlLog
from tests.store.memory import MemoryLog
from tests.store.postgres import Postgres, running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest, store_file: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{store_file}"
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.fresh()


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = Database(store_url, busy_timeout=0.2)
    yield database
    database.close()


@pytest.fixture
def sql_log(database: Database) -> SqlLog:
    return SqlLog(database)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def log(request: pytest.FixtureRequest, store_file: Path) -> AsyncIterator[Log]:
    """Every adapter of the port: what a test here says holds for each."""
    if request.param == "memory":
        yield MemoryLog()
        return
    server: Postgres | None = (
        request.getfixturevalue("postgres_server") if request.param == "postgres" else None
    )
    database = Database(server.fresh() if server else f"sqlite:///{store_file}", busy_timeout=0.2)
    yield SqlLog(database)
    database.close()
