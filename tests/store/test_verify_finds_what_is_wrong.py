"""`log verify`: each fault is planted by somebody who first takes the database's guards away."""

from collections.abc import AsyncIterator
from pathlib import Path
from sqlite3 import Connection, connect

import pytest

from signaling.service.ports import Note, ShiftEvent
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.verify import Code, Finding, verify
from tests.store.stories import EXPERT, NOON, append, at_a_desk, opened, rung, served, tell

STORES = ("sqlite",)


@pytest.fixture
async def intruder(sql_log: SqlLog, store_file: Path) -> AsyncIterator[Connection]:
    await tell(sql_log, served("v1"))
    await tell(sql_log, at_a_desk("v2"))
    await tell(sql_log, [opened("v3")])
    await sql_log.append_shift(ShiftEvent(person=EXPERT, unit="kela", what="started", at=NOON))
    await sql_log.append_shift(ShiftEvent(person=EXPERT, unit="kela", what="ended", at=NOON + 9))
    connection = connect(store_file, isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    yield connection
    connection.close()


async def test_a_sound_log_has_nothing_wrong(intruder: Connection, database: Database) -> None:
    assert verify(database) == ()


PLANTED = {
    "DELETE FROM event WHERE stream = 'visit:v1' AND number = 6": Finding(
        Code.HOLE, "visit:v1", 6, detail="missing: 6"
    ),
    "DELETE FROM event WHERE stream = 'visit:v1' AND number IN (1, 2)": Finding(
        Code.HOLE, "visit:v1", 1, detail="missing: 1 to 2"
    ),
    "DELETE FROM event WHERE stream LIKE 'shift:%' AND number = 1": Finding(
        Code.HOLE, f"shift:{EXPERT}", 1, detail="missing: 1"
    ),
    "UPDATE event SET data = substr(data, 2) WHERE stream = 'visit:v2' AND number = 4": Finding(
        Code.UNDECODABLE, "visit:v2", 4
    ),
    "UPDATE event SET data = replace(data, '\"at\"', '\"name\"') WHERE stream = 'visit:v2' AND number = 4": Finding(
        Code.UNDECODABLE, "visit:v2", 4
    ),
    "UPDATE event SET data = '{}' WHERE stream LIKE 'shift:%' AND number = 2": Finding(
        Code.UNDECODABLE, f"shift:{EXPERT}", 2
    ),
    "UPDATE event SET at = at + 1 WHERE stream = 'visit:v2' AND number = 4": Finding(
        Code.COLUMNS_DIFFER, "visit:v2", 4
    ),
    "UPDATE event SET type = 'wiped' WHERE stream = 'visit:v2' AND number = 4": Finding(
        Code.COLUMNS_DIFFER, "visit:v2", 4
    ),
    "UPDATE event SET data = replace(data, 'v2', 'v9') WHERE stream = 'visit:v2' AND number = 1": Finding(
        Code.NOT_ITS_STREAM, "visit:v2", 1
    ),
    "INSERT INTO event VALUES ('talks:1', 1, 'said', 1.0, '{}')": Finding(Code.UNKNOWN_STREAM, "talks:1", 1),
    "DELETE FROM event WHERE stream = 'visit:v1'": Finding(Code.NO_EVENTS, "visit:v1", table="visit"),
    "DELETE FROM visit WHERE visit = 'v3'": Finding(Code.ROW_MISSING, "visit:v3", table="visit"),
    "DELETE FROM participation WHERE visit = 'v1' AND number = 9": Finding(
        Code.ROW_MISSING, "visit:v1", table="participation", detail="number 9"
    ),
    "UPDATE visit SET rating = 1, place = 'lavia' WHERE visit = 'v1'": Finding(
        Code.ROW_DIFFERS, "visit:v1", table="visit", detail="place, rating"
    ),
    "INSERT INTO staff_rating VALUES ('v1', 99, 1, 'x', 1)": Finding(
        Code.ROW_TOO_MANY, "visit:v1", table="staff_rating", detail="number 99"
    ),
    "INSERT INTO engagement VALUES ('expert1', 'v9')": Finding(
        Code.NO_EVENTS, "visit:v9", table="engagement"
    ),
    "INSERT INTO handover VALUES ('v1', 'search-1', 'Lupa puuttuu')": Finding(
        Code.NOTE_KEPT, "visit:v1", table="handover"
    ),
    "DELETE FROM event WHERE stream = 'visit:v1' AND number > 14": Finding(
        Code.ROW_DIFFERS,
        "visit:v1",
        table="visit",
        detail="ended_at, end_reason, rating, rating_words, wiped_at",
    ),
}


@pytest.mark.parametrize("statement", PLANTED)
async def test_a_planted_fault_is_named_first(
    intruder: Connection, database: Database, statement: str
) -> None:
    assert intruder.execute(statement).rowcount > 0
    assert verify(database)[0] == PLANTED[statement]


async def test_events_that_cannot_follow_each_other_are_named(
    intruder: Connection, database: Database
) -> None:
    intruder.execute(
        "INSERT INTO event SELECT 'visit:v4', number, type, at, replace(data, 'v2', 'v4') FROM event"
        " WHERE stream = 'visit:v2' AND number = 1"
    )
    intruder.execute(
        "INSERT INTO event SELECT 'visit:v4', 2, type, at, data FROM event"
        " WHERE stream = 'visit:v3' AND type = 'search_opened'"
    )
    found = [finding for finding in verify(database) if finding.stream == "visit:v4"]
    assert found == [Finding(Code.NO_REPLAY, "visit:v4", 2, detail="IndexError")]


async def test_a_note_of_an_open_visit_is_all_right(sql_log: SqlLog, database: Database) -> None:
    note = Note(visit="v1", search="search-1", text="Lupa puuttuu")
    visit = await tell(sql_log, [opened("v1")])
    await sql_log.append(append(visit, rung(NOON + 1), note=note))
    assert verify(database) == ()


def test_a_finding_reads_as_one_line() -> None:
    assert str(PLANTED[next(iter(PLANTED))]) == "hole: visit:v1 event 6: missing: 6"
    assert (
        str(Finding(Code.ROW_DIFFERS, "visit:v1", table="visit", detail="place"))
        == "row_differs: visit:v1 table visit: place"
    )
