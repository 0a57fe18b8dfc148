"""Logs and stores for these tests. A fixture's name tells what it costs.

A test that asks for `database` or `sql_log` is run on SQLite and on PostgreSQL, or on those that its file names in `STORES`.
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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = {mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")}
    if "store_url" in metafunc.fixturenames and "store_url" not in chosen:
        stores = getattr(metafunc.module, "STORES", ("sqlite", "postgres"))
        metafunc.parametrize("store_url", stores, indirect=True)


@pytest.fixture
def store_url(request: pytest.FixtureRequest, store_file: Path) -> str:
    return _fresh(request.param, request, store_file)


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    database = Database(store_url, busy_timeout=0.2, patience=1.0)
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
    database = Database(_fresh(request.param, request, store_file), busy_timeout=0.2, patience=1.0)
    yield SqlLog(database)
    database.close()


def _fresh(kind: str, request: pytest.FixtureRequest, store_file: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{store_file}"
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.fresh()
