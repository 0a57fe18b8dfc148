"""Who has the store: any number of servers at once, or one command that must be alone with it.

A lock of the system on a file beside the store (flock, of Unix), or an advisory lock of PostgreSQL. It ends with its process, however
that ends. The store's own file is not locked: closing it a second time in one process would take away the locks that SQLite has on it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from signaling.store.database import address_of, is_file, unavailable
from signaling.store.postgres import advisory_lock
from signaling.store.sqlite import sqlite_file


class StoreInUse(Exception):
    """A sentence that says by whom."""


@contextmanager
def served(url: str) -> Iterator[None]:
    """A server has the store during the block. Raises `StoreInUse` while a command is alone with it, `ValueError`."""
    with _locked(url, shared=True) as had:
        if not had:
            raise StoreInUse("The log of the store is being rebuilt: start the server when that is done.")
        yield


@contextmanager
def alone(url: str) -> Iterator[None]:
    """No server has the store during the block. Raises `StoreInUse` while one has, `ValueError`."""
    with _locked(url, shared=False) as had:
        if not had:
            raise StoreInUse("A server has the store: stop it first.")
        yield


@contextmanager
def _locked(url: str, *, shared: bool) -> Iterator[bool]:
    address = address_of(url)
    if is_file(address):
        with _file_locked(sqlite_file(address), shared=shared) as had:
            yield had
    else:
        with unavailable(), advisory_lock(address, shared=shared) as had:
            yield had


@contextmanager
def _file_locked(file: Path, *, shared: bool) -> Iterator[bool]:
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(f"{file}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)
