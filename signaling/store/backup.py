"""Copies of a store that is a file, made while a server writes it, and putting one back.

SQLite's online backup (sqlite.org/backup.html) copies one snapshot; whoever writes meanwhile waits for nothing.
"""

import os
import re
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from signaling.service.ports import Unavailable
from signaling.store.database import address_of, is_file, reserve_of
from signaling.store.sqlite import sqlite_file

_NAME = re.compile(r"etaluukku-\d{8}T\d{6}Z\.db")


class NoBackup(Exception):
    """One sentence that says what is the matter."""


class Backups:
    """The copies of one store in one folder. `keep` of them stay, the newest. Everything here waits for the disk."""

    def __init__(self, store: str, folder: Path, *, keep: int) -> None:
        """Raises `NoBackup` for a store that is no file."""
        self._source = _file_of(store)
        self._folder = folder
        self._keep = keep
        self._connection: sqlite3.Connection | None = None
        self._copied: int | None = None

    def make(self) -> Path:
        """The newest copy: as the store is now, under its name only once it is whole and on the disk.

        When nothing was written since the last one, that is it, with the time of now. Raises `Unavailable`, `OSError`.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    f"file:{self._source}?mode=ro", uri=True, timeout=30.0, check_same_thread=False
                )
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            there = self.newest()
            if version == self._copied and there is not None:
                os.utime(there)
                return there
            made = self._copy(self._connection)
        except sqlite3.Error as error:
            self.close()
            raise Unavailable(str(error)) from None
        self._copied = version
        for old in self._all()[: -self._keep]:
            old.unlink()
        return made

    def newest(self) -> Path | None:
        return next(reversed(self._all()), None)

    def close(self) -> None:
        """May be called again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._copied = None

    def _copy(self, source: sqlite3.Connection) -> Path:
        name = time.strftime("etaluukku-%Y%m%dT%H%M%SZ.db", time.gmtime())
        unfinished = self._folder / f"{name}.part"
        os.close(os.open(unfinished, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
            made = self._folder / name
            _put(unfinished, made)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        return made

    def _all(self) -> list[Path]:
        """The oldest first."""
        return sorted(file for file in self._folder.glob("*.db") if _NAME.fullmatch(file.name))


def restore(store: str, copy: Path) -> Path | None:
    """Put this copy in the store's place; returns where the store that was there is now.

    The caller is alone with the store. What SQLite keeps beside a store goes with it: another's log would spoil the copy.
    Raises `NoBackup`: it is no whole store; `OSError`. Then the store is as it was.
    """
    target = _file_of(store)
    _must_be_whole(copy)
    target.parent.mkdir(parents=True, exist_ok=True)
    coming = target.with_name(f"{target.name}.part")
    os.close(os.open(coming, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    with copy.open("rb") as source, coming.open("r+b") as there:
        while block := source.read(1024 * 1024):
            there.write(block)
    reserve_of(store).unlink(missing_ok=True)
    before = _put_aside(target) if target.exists() else None
    _put(coming, target)
    return before


def _put_aside(target: Path) -> Path:
    aside = target.with_name(f"{target.name}.before-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}")
    for end in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            target.with_name(target.name + end).rename(aside.with_name(aside.name + end))
    return aside


def _put(file: Path, name: Path) -> None:
    """All of it, durably, or nothing."""
    _sync(file)
    file.rename(name)
    _sync(name.parent)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _must_be_whole(copy: Path) -> None:
    if not copy.is_file():
        raise NoBackup(f"There is no copy {copy}.")
    try:
        with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            events = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'event'").fetchone()[
                0
            ]
    except sqlite3.Error as error:
        raise NoBackup(f"{copy} is no whole copy of a store: {error}.") from None
    if not whole or not events:
        raise NoBackup(f"{copy} is no whole copy of a store.")


def _file_of(store: str) -> Path:
    address = address_of(store)
    if not is_file(address):
        raise NoBackup(
            "That store is in PostgreSQL, which has its own means: pg_dump, or continuous archiving for the last minute."
        )
    return sqlite_file(address)
