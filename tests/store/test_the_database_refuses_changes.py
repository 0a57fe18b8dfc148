"""Append-only is not a promise of the code: the database itself refuses."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import IntegrityError

from signaling.service.ports import ShiftEvent, Words
from signaling.store.database import Database
from signaling.store.erasure import StillOpen, erase_visit, erase_words
from signaling.store.log import SqlLog
from tests.store.stories import EXPERT, NOON, append, ended, opened, served, tell


class Outsider:
    """Another program at the same store, which says what it wants in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def says(self, statement: str) -> int:
        """How many rows it changed."""
        with self._database.writing() as connection:
            return connection.exec_driver_sql(statement.replace("%", "%%")).rowcount

    def events(self) -> list[tuple[object, ...]]:
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM event ORDER BY stream, number")
            return [tuple(row) for row in rows]


@pytest.fixture
async def outsider(sql_log: SqlLog, store_url: str) -> AsyncIterator[Outsider]:
    """On a store with two visits and a shift."""
    await tell(sql_log, served("v1"))
    await tell(sql_log, [opened("v2")])
    await sql_log.append_shift(ShiftEvent(person=EXPERT, unit="kela", what="started", at=NOON))
    database = Database(store_url)
    yield Outsider(database)
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET data = '{}'",
        "UPDATE event SET at = at + 1 WHERE stream = 'visit:v1' AND number = 3",
        "UPDATE event SET stream = 'visit:v9' WHERE stream = 'visit:v1'",
        "DELETE FROM event",
        "DELETE FROM event WHERE stream = 'visit:v1' AND number = 7",
        "DELETE FROM event WHERE stream LIKE 'shift:%'",
        "INSERT INTO event VALUES ('visit:v1', 1, 'wiped', 1.0, '{}') ON CONFLICT (stream, number) DO UPDATE SET data = '{}'",
        "INSERT INTO event VALUES ('visit:v2', 99, 'wiped', 1.0, '{}')",
        "INSERT INTO event VALUES ('visit:v3', 2, 'wiped', 1.0, '{}')",
        "INSERT INTO event VALUES ('visit:v3', 0, 'wiped', 1.0, '{}')",
    ],
)
def test_what_stands_in_the_log_cannot_be_changed(outsider: Outsider, statement: str) -> None:
    _is_refused(outsider, statement)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_no_row_of_the_log_is_replaced(outsider: Outsider) -> None:
    _is_refused(outsider, "INSERT OR REPLACE INTO event VALUES ('visit:v1', 1, 'wiped', 1.0, '{}')")


@pytest.mark.parametrize("store_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("table", ["event", "erasure"])
def test_the_log_is_not_emptied(outsider: Outsider, table: str) -> None:
    _is_refused(outsider, f"TRUNCATE {table}")


def _is_refused(outsider: Outsider, statement: str) -> None:
    before = outsider.events()
    with pytest.raises(IntegrityError):
        outsider.says(statement)
    assert outsider.events() == before


async def test_a_visit_with_its_row_in_erasure_may_be_deleted_and_no_other(
    outsider: Outsider,
) -> None:
    outsider.says("INSERT INTO erasure VALUES ('v1', 1.0)")
    with pytest.raises(IntegrityError):
        outsider.says("DELETE FROM event WHERE stream = 'visit:v2'")
    with pytest.raises(IntegrityError):
        outsider.says("UPDATE event SET at = 0 WHERE stream = 'visit:v1'")
    deleted = outsider.says("DELETE FROM event WHERE stream = 'visit:v1'")
    assert deleted == sum(map(len, served("v1")))


@pytest.mark.parametrize("statement", ["DELETE FROM erasure", "UPDATE erasure SET visit = 'v2'"])
def test_the_receipt_of_an_erasure_stays(outsider: Outsider, statement: str) -> None:
    outsider.says("INSERT INTO erasure VALUES ('v1', 1.0)")
    with pytest.raises(IntegrityError):
        outsider.says(statement)


async def test_erasing_a_visit_leaves_its_receipt_alone(sql_log: SqlLog, database: Database) -> None:
    visit = await tell(sql_log, served("v1")[:5])
    words = Words(visit="v1", text="Kiitos avusta", at=NOON + 700)
    await sql_log.append(append(visit, ended(NOON + 700, words=13), words=words))
    await tell(sql_log, served("v2"))

    assert erase_visit(database, "v1", NOON + 9000)

    assert await sql_log.load("v1") == ()
    assert len(await sql_log.load("v2")) > 10
    with database.reading() as connection:
        for table in ("visit", "matter", "participation", "staff_rating", "feedback"):
            left = connection.exec_driver_sql(f"SELECT visit FROM {table}").scalars().all()
            assert "v1" not in left, table
        assert [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM erasure")] == [
            ("v1", NOON + 9000)
        ]


async def test_an_open_visit_is_not_erased(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, [opened("v1")])
    with pytest.raises(StillOpen):
        erase_visit(database, "v1", NOON)
    assert await sql_log.load("v1") == opened("v1")
    assert not erase_visit(database, "v2", NOON)


async def test_words_are_erased_one_by_one(sql_log: SqlLog, database: Database) -> None:
    for name in ("v1", "v2"):
        visit = await tell(sql_log, served(name)[:5])
        words = Words(visit=name, text="Kiitos avusta", at=NOON + 700)
        await sql_log.append(append(visit, ended(NOON + 700, words=13), words=words))
    assert erase_words(database, "v1")
    assert not erase_words(database, "v1")
    assert _words(database) == ["v2"]


async def test_words_are_gone_after_ninety_days(sql_log: SqlLog, database: Database) -> None:
    day = 24 * 3600.0
    for name, at in (("v1", NOON), ("v2", NOON + 89 * day), ("v3", NOON + 91 * day)):
        visit = await tell(sql_log, served(name, at)[:5])
        words = Words(visit=name, text="Kiitos avusta", at=at + 700)
        await sql_log.append(append(visit, ended(at + 700, words=13), words=words))
    assert _words(database) == ["v2", "v3"]


def _words(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.exec_driver_sql("SELECT visit FROM feedback ORDER BY visit").scalars())
