"""What keeps an acknowledged commit through a power cut, and other people's eyes off the file."""

import stat
from pathlib import Path

from sqlalchemy import Connection

from signaling.service.ports import Note
from signaling.store.database import Database
from signaling.store.log import SqlLog
from tests.store.stories import NOON, append, ended, opened, rung, tell

STORES = ("sqlite",)


PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "recursive_triggers": 1,
}


def _pragmas(connection: Connection) -> dict[str, object]:
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}


async def test_the_connections_that_write_sync_at_every_commit(database: Database) -> None:
    assert await database.write(_pragmas) == PRAGMAS
    with database.writing() as connection:
        assert _pragmas(connection) == PRAGMAS
    assert await database.read(_pragmas) == PRAGMAS


def test_only_its_owner_reads_the_store(database: Database, store_file: Path) -> None:
    for file in store_file.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


async def test_a_note_that_was_deleted_is_not_left_in_the_file(
    sql_log: SqlLog, database: Database, store_file: Path
) -> None:
    visit = await tell(sql_log, [opened("v1")])
    noted = append(
        visit, rung(NOON + 1), note=Note(visit="v1", search="search-1", text="Xylofonilupa puuttuu")
    )
    await sql_log.append(noted)
    assert _somewhere(store_file, b"Xylofonilupa")
    await sql_log.append(append(noted.after, ended(NOON + 9)))
    database.close()
    assert not _somewhere(store_file, b"Xylofonilupa")


def _somewhere(store_file: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in store_file.parent.iterdir())
