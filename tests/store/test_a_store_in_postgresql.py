"""What only PostgreSQL can do wrong: it is another program, which many use at once and which may be away."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from signaling.service.ports import Unavailable
from signaling.store.database import Database, exists, place_of
from signaling.store.lock import StoreInUse, alone, served
from signaling.store.log import SqlLog
from signaling.store.tables import metadata
from signaling.store.verify import verify
from tests.store.postgres import running
from tests.store.stories import NOON, append, opened, rung, tell

STORES = ("postgres",)


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_two_who_open_a_new_store_at_once_both_get_it(store_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        for opened_store in threads.map(lambda _: Database(store_url), range(4)):
            opened_store.close()
    assert exists(store_url)


async def test_two_programs_that_decide_on_the_same_version_cannot_both_write(store_url: str) -> None:
    stores = [Database(store_url) for _ in range(2)]
    try:
        before = await tell(SqlLog(stores[0]), [opened("v1")])
        done = await asyncio.gather(
            *(SqlLog(store).append(append(before, rung(NOON + 1))) for store in stores),
            return_exceptions=True,
        )
        assert sorted(type(result).__name__ for result in done) == ["Conflict", "NoneType"]
    finally:
        for store in stores:
            store.close()


async def test_a_writer_that_waits_too_long_for_another_program_says_so(
    sql_log: SqlLog, store_url: str, database: Database
) -> None:
    other = Database(store_url)
    try:
        with other.writing():
            with pytest.raises(Unavailable):
                await tell(sql_log, [opened("v1")])
            assert await sql_log.load("v1") == (), "reading goes on"
        await tell(sql_log, [opened("v1")])
        assert await sql_log.load("v1") == opened("v1")
    finally:
        other.close()


async def test_one_reading_is_one_snapshot(sql_log: SqlLog, database: Database) -> None:
    with database.reading() as connection:
        count = "SELECT count(*) FROM event"
        before = connection.exec_driver_sql(count).scalar()
        await tell(sql_log, [opened("v1")])
        assert connection.exec_driver_sql(count).scalar() == before


async def test_what_was_acknowledged_is_there_after_a_crash_and_the_store_comes_back() -> None:
    with running() as server:
        database = Database(server.fresh(), patience=1.0)
        log = SqlLog(database)
        try:
            visit = await tell(log, [opened("v1")])
            server.crash()
            with pytest.raises(Unavailable):
                await log.append(append(visit, rung(NOON + 1)))
            with pytest.raises(Unavailable):
                await log.load("v1")
            server.start()
            assert await log.load("v1") == opened("v1")
            await log.append(append(visit, rung(NOON + 1)))
            assert verify(database) == ()
        finally:
            database.close()


def test_a_command_is_alone_with_the_store_only_while_no_server_has_it(store_url: str) -> None:
    with (
        served(store_url),
        served(store_url),
        pytest.raises(StoreInUse, match="stop it first"),
        alone(store_url),
    ):
        pass
    with alone(store_url), pytest.raises(StoreInUse, match="being rebuilt"), served(store_url):
        pass
    with alone(store_url):
        pass


def test_a_store_is_there_once_it_was_opened(store_url: str) -> None:
    assert not exists(store_url)
    Database(store_url).close()
    assert exists(store_url)


def test_nobody_at_that_address_is_said_so(store_url: str) -> None:
    nowhere = store_url.replace("host=", "host=/nowhere")
    with pytest.raises(Unavailable):
        Database(nowhere)
    with pytest.raises(Unavailable):
        exists(nowhere)


def test_the_password_in_a_url_is_told_to_nobody() -> None:
    assert "hunter2" not in place_of("postgresql://etaluukku:hunter2@db.example/etaluukku")


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("mysql://localhost/etaluukku", "no store for 'mysql'"),
        ("postgresql://localhost", "names no database"),
        ("store.db", "not the URL of a store"),
    ],
)
def test_a_url_of_another_kind_is_refused_with_advice(url: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice) as refusal:
        Database(url)
    assert "sqlite:///path/of/the/store.db or postgresql://" in str(refusal.value)
