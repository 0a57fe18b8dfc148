"""A store that is locked or away is waited for, used again as soon as it is back, and what was written is not written twice."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from signaling.service.ports import ShiftEvent, Unavailable, Unclear
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.verify import verify
from signaling.visit.model import EMPTY
from tests.store.postgres import running
from tests.store.stories import EXPERT, NOON, append, opened, served, tell


@contextmanager
def locked(store_file: Path) -> Iterator[Callable[[], object]]:
    """Another process has the lock, until it is given back."""
    other = sqlite3.connect(store_file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield lambda: other.execute("ROLLBACK")
    other.close()


async def test_a_lock_is_waited_for_over_many_attempts(store_file: Path) -> None:
    database = Database(f"sqlite:///{store_file}", busy_timeout=0.02, patience=30)
    log = SqlLog(database)
    try:
        with locked(store_file) as give_back:
            writes = [asyncio.ensure_future(log.append(append(EMPTY, opened(f"v{n}")))) for n in range(5)]
            await asyncio.sleep(0.4)
            assert not any(write.done() for write in writes)
            give_back()
            released = time.monotonic()
            await asyncio.gather(*writes)
            assert time.monotonic() - released < 1.0
        assert len(await log.open_visits()) == 5
    finally:
        database.close()


async def test_everybody_is_refused_when_their_own_time_is_over(store_file: Path) -> None:
    database = Database(f"sqlite:///{store_file}", patience=0.4)
    log = SqlLog(database)
    try:
        with locked(store_file):
            began = time.monotonic()
            writes = [asyncio.ensure_future(log.append(append(EMPTY, opened(f"v{n}")))) for n in range(3)]
            with pytest.raises(Unavailable):
                await log.append(append(EMPTY, opened("v9")), 0.1)
            assert time.monotonic() - began < 0.3
            done = await asyncio.gather(*writes, return_exceptions=True)
            assert [type(result) for result in done] == [Unavailable] * 3
            assert time.monotonic() - began < 0.8, "though the thread that writes still waits for the lock"
        assert await log.open_visits() == ()
    finally:
        database.close()


async def test_a_server_that_went_away_is_used_again_as_soon_as_it_is_back() -> None:
    with running() as server:
        database = Database(server.fresh(), patience=30)
        log = SqlLog(database)
        try:
            await tell(log, [opened("v1")])
            server.crash()
            with pytest.raises(Unavailable):
                await log.load("v1")
            writing = asyncio.ensure_future(log.append(append(EMPTY, opened("v2"))))
            with pytest.raises(Unavailable):
                await log.append(append(EMPTY, opened("v3")), 0.2)
            await asyncio.to_thread(server.start)
            async with asyncio.timeout(3):
                await writing
            assert {found.events[0] for found in await log.open_visits()} == {
                opened("v1")[0],
                opened("v2")[0],
            }
            assert verify(database) == ()
        finally:
            database.close()


def lose_next_commit(database: Database) -> None:
    """The next commit is made, and the connection is lost before anybody hears of it."""
    lost: list[bool] = []

    def commit(connection: Connection) -> None:
        if not lost:
            lost.append(True)
            connection.connection.commit()
            raise OperationalError("COMMIT", None, ConnectionError("the server went away"))

    event.listen(database.engine, "commit", commit)


async def test_a_commit_of_which_nobody_heard_is_not_made_twice(database: Database, sql_log: SqlLog) -> None:
    visit = await tell(sql_log, served("v1")[:2])
    for events in served("v1")[2:]:
        lose_next_commit(database)
        write = append(visit, events)
        await sql_log.append(write)
        visit = write.after
    assert list(await sql_log.load("v1")) == [one for part in served("v1") for one in part]
    assert verify(database) == ()


async def test_a_shift_of_whose_begin_nobody_heard_begins_once(database: Database, sql_log: SqlLog) -> None:
    lose_next_commit(database)
    began = ShiftEvent(person=EXPERT, unit="kela", what="started", at=NOON)
    await sql_log.change_shift(began, "kela1", NOON)
    assert await sql_log.on_shift() == (("kela1", NOON),)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar() == 1
    assert verify(database) == ()


async def test_what_may_not_be_done_twice_is_not_tried_again(database: Database) -> None:
    lose_next_commit(database)
    runs = []
    with pytest.raises(Unclear):
        await database.write(lambda _: runs.append(1))
    assert runs == [1]
