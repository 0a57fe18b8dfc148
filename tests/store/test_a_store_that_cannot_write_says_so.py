"""Locked, full, closed, not a database: the answer is `Unavailable`, in time, and nothing was written."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from signaling.service.ports import Unavailable, Words
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.visit.model import EMPTY
from tests.store.stories import append, opened, tell

STORES = ("sqlite",)


@pytest.fixture
def other_process(database: Database, store_file: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else who has the store open, and may lock it."""
    connection = sqlite3.connect(store_file, isolation_level=None)
    yield connection
    connection.close()


async def test_a_locked_store_is_unavailable_and_then_available_again(
    sql_log: SqlLog, other_process: sqlite3.Connection
) -> None:
    other_process.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable):
        await tell(sql_log, [opened("v1")])
    assert await sql_log.load("v1") == (), "reading goes on"
    other_process.execute("ROLLBACK")
    await tell(sql_log, [opened("v1")])
    assert await sql_log.load("v1") == opened("v1")


async def test_a_write_waits_for_a_short_lock(other_process: sqlite3.Connection, store_file: Path) -> None:
    patient = Database(f"sqlite:///{store_file}", busy_timeout=60.0)
    try:
        log = SqlLog(patient)
        other_process.execute("BEGIN EXCLUSIVE")
        writing = asyncio.ensure_future(log.append(append(EMPTY, opened("v1"))))
        await asyncio.sleep(0.05)
        assert not writing.done()
        other_process.execute("COMMIT")
        await writing
        assert await log.load("v1") == opened("v1")
    finally:
        patient.close()


async def test_the_event_loop_goes_on_while_a_write_waits(
    sql_log: SqlLog, other_process: sqlite3.Connection
) -> None:
    other_process.execute("BEGIN EXCLUSIVE")
    writing = asyncio.ensure_future(sql_log.append(append(EMPTY, opened("v1"))))
    turns = 0
    while not writing.done():
        await asyncio.sleep(0.001)
        turns += 1
    with pytest.raises(Unavailable):
        await writing
    assert turns > 3


async def test_writes_that_waited_too_long_for_their_turn_are_not_made(store_file: Path) -> None:
    database = Database(f"sqlite:///{store_file}", busy_timeout=0.5, patience=0.2)
    log = SqlLog(database)
    other = sqlite3.connect(store_file, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        started = time.monotonic()
        writes = [log.append(append(EMPTY, opened(f"v{number}"))) for number in range(10)]
        done = await asyncio.gather(*writes, return_exceptions=True)
        assert [type(result) for result in done] == [Unavailable] * 10
        assert time.monotonic() - started < 0.5, (
            "each is refused on time, though the first waits for the lock"
        )
        other.execute("ROLLBACK")
        assert await log.open_visits() == ()
    finally:
        other.close()
        database.close()


async def test_no_more_writes_wait_than_there_is_room_for(store_file: Path) -> None:
    database = Database(f"sqlite:///{store_file}", busy_timeout=60.0, max_queued=3)
    log = SqlLog(database)
    other = sqlite3.connect(store_file, isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        writes = [
            asyncio.ensure_future(log.append(append(EMPTY, opened(f"v{number}")))) for number in range(5)
        ]
        await asyncio.sleep(0)
        assert [write.done() for write in writes] == [False, False, False, True, True]
        other.execute("ROLLBACK")
        done = await asyncio.gather(*writes, return_exceptions=True)
        assert [type(result) for result in done] == [type(None)] * 3 + [Unavailable] * 2
        await log.append(append(EMPTY, opened("v9")))
    finally:
        other.close()
        database.close()


async def test_a_full_disk_takes_nothing_and_breaks_nothing(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, [opened("v0")])
    pages = await database.write(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar())
    await database.write(
        lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").scalar()
    )
    written = 0
    refusal: Unavailable | None = None
    while refusal is None and written < 1000:
        written += 1
        try:
            await tell(sql_log, [opened(f"v{written}")])
        except Unavailable as full:
            refusal = full
    assert "full" in str(refusal)
    assert await sql_log.load(f"v{written}") == ()
    assert await sql_log.load(f"v{written - 1}") == opened(f"v{written - 1}")
    await tell(sql_log, [opened(f"v{written}")])


async def test_a_closed_store_is_unavailable(database: Database) -> None:
    log = SqlLog(database)
    database.close()
    database.close()
    with pytest.raises(Unavailable):
        await tell(log, [opened("v1")])
    with pytest.raises(Unavailable):
        await log.load("v1")


async def test_what_was_asked_for_before_closing_is_written(store_file: Path) -> None:
    url = f"sqlite:///{store_file}"
    database = Database(url)
    log = SqlLog(database)
    writes = [asyncio.ensure_future(log.append(append(EMPTY, opened(f"v{number}")))) for number in range(20)]
    await asyncio.sleep(0)
    database.close()
    await asyncio.gather(*writes)
    again = Database(url)
    try:
        assert len(await SqlLog(again).open_visits()) == 20
    finally:
        again.close()


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Hyvä vastaanottaja, " * 500)
    with pytest.raises(Unavailable):
        Database(f"sqlite:///{file}")
    assert file.read_text() == "Hyvä vastaanottaja, " * 500


@pytest.mark.parametrize("url", ["store.db", "sqlite://", "sqlite:///:memory:", "mysql://localhost/x", ""])
def test_a_url_of_another_kind_is_refused_with_advice(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///path"):
        Database(url)


async def test_no_words_of_a_resident_stand_in_an_error(
    sql_log: SqlLog, other_process: sqlite3.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    words = Words(visit="v1", text="Salainen asia", at=1.0)
    other_process.execute("DROP TABLE feedback")
    with pytest.raises(Unavailable) as refusal:
        await sql_log.append(append(EMPTY, opened("v1"), words=words))
    assert "the store is unavailable" in caplog.text
    for text in (str(refusal.value), caplog.text):
        assert "Salainen" not in text
