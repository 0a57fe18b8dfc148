"""SQLite as this store uses it: every acknowledged commit survives a power cut, and one writer at a time."""

import os
import time
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from signaling.store.statements import Prepared

WRITES = "store_writes"
"""Execution option of a connection whose transactions write: they take the write lock at their start."""


CACHE = 1_024
"""KiB of pages that each connection keeps: the system has them all, and what we keep of them grows to this."""


def sqlite_engine(url: URL, *, busy_timeout: float, readers: int) -> Engine:
    """An engine for a file. `busy_timeout` seconds a transaction waits for another process; `readers` connections at most.

    WAL with `synchronous=FULL` syncs the log at each commit: with NORMAL a power cut may take back what was
    acknowledged (sqlite.org/pragma.html#pragma_synchronous). Raises `ValueError` for a store in memory.
    """
    path = sqlite_file(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    # It holds password hashes and pseudonym keys. SQLite gives -wal and -shm the rights of the file itself.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=readers + 1,
        max_overflow=2,
        connect_args={"timeout": busy_timeout, "check_same_thread": False, "cached_statements": 256},
    )
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, busy_timeout))
    event.listen(engine, "begin", _begin)
    return engine


def sqlite_file(url: URL) -> Path:
    """The file of that URL. Raises `ValueError` for a store in memory."""
    if not url.database or url.database == ":memory:":
        raise ValueError("A store needs a file: sqlite:///path/of/the/store.db")
    return Path(url.database)


def _prepare(connection: SqliteConnection, busy_timeout: float) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late for reads and for DDL
    _write_ahead(connection, busy_timeout)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # words and notes that are deleted are overwritten
        "recursive_triggers=ON",  # else INSERT OR REPLACE deletes an event without asking its trigger
        "trusted_schema=OFF",
        f"cache_size=-{CACHE}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _write_ahead(connection: SqliteConnection, busy_timeout: float) -> None:
    """While another program does the same to a new file SQLite says busy at once, whatever its own time-out: so wait here."""
    until = time.monotonic() + busy_timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except OperationalError as error:
            if error.sqlite_errorcode != SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(0.01)
        else:
            return


_begin_writing = Prepared(text("BEGIN IMMEDIATE"))
_begin_reading = Prepared(text("BEGIN"))


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    # A transaction that reads first and writes later could not wait for the lock: it would fail at once.
    (_begin_writing if writes else _begin_reading).run(connection, {})
