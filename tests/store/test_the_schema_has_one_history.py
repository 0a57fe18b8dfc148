"""The migrations make exactly the tables that the code speaks of, at once or not at all."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from signaling.store.database import Database, engine_of
from signaling.store.migrate import upgrade
from signaling.store.tables import metadata

STORES = ("sqlite",)


GUARDS = {
    "event_never_changes",
    "event_stays",
    "event_follows",
    "erasure_never_changes",
    "erasure_stays",
}


def _schema(file: Path) -> dict[str, object]:
    """Tables with columns, keys and indexes, as SQLite sees them."""
    connection = sqlite3.connect(file)
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if name != "alembic_version"
    ]
    found: dict[str, object] = {}
    for table in tables:
        found[table] = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
        found[f"{table}: rowid"] = connection.execute(
            f"SELECT wr, ncol FROM pragma_table_list('{table}')"
        ).fetchall()
        for index in sorted(row[1] for row in connection.execute(f"PRAGMA index_list({table})")):
            found[f"{table}: {index}"] = connection.execute(f"PRAGMA index_xinfo({index})").fetchall()
    found["checks"] = sorted(
        sql.split("CONSTRAINT")[-1].strip()
        for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql LIKE '%CHECK%'")
    )
    found["partial"] = sorted(
        sql.upper()
        for (sql,) in connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
        )
    )
    connection.close()
    return found


def test_the_migrations_make_the_tables_of_the_code(
    tmp_path: Path, database: Database, store_file: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(engine)
    engine.dispose()
    assert _schema(store_file) == _schema(tmp_path / "declared.db")
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_guards_of_the_log_are_there(database: Database) -> None:
    with database.reading() as connection:
        found = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .scalars()
            .all()
        )
    assert set(found) == GUARDS


def test_a_migration_that_breaks_off_leaves_nothing_behind(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise OSError("power cut")

    engine = engine_of(f"sqlite:///{store_file}", busy_timeout=1.0, readers=1)
    try:
        with monkeypatch.context() as patch:
            patch.setattr("alembic.op.execute", break_off)
            with pytest.raises(OSError, match="power cut"):
                upgrade(engine)
        assert _schema(store_file) == {"checks": [], "partial": []}
    finally:
        engine.dispose()
    Database(f"sqlite:///{store_file}").close()
    assert "event" in _schema(store_file)


def test_two_who_open_a_new_store_at_once_both_get_it(store_file: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        for opened in threads.map(lambda _: Database(f"sqlite:///{store_file}"), range(4)):
            opened.close()
    assert "event" in _schema(store_file)
