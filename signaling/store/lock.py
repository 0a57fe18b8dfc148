"""Who has the store: any number of servers at once, or one command that must be alone with it.

A lock of the system on a file beside the store (flock, of Unix). It ends with its process, however that ends. The store's own
file is not locked: closing it a second time in one process would take away the locks that SQLite has on it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from signaling.store.database import file_of


class StoreInUse(Exception):
    """A sentence that says by whom."""


@contextmanager
def served(url: str) -> Iterator[None]:
    """A server has the store during the block. Raises `StoreInUse` while a command is alone with it, `ValueError`."""
    with _locked(
        url, fcntl.LOCK_SH, "The log of the store is being rebuilt: start the server when that is done."
    ):
        yield


@contextmanager
def alone(url: str) -> Iterator[None]:
    """No server has the store during the block. Raises `StoreInUse` while one has, `ValueError`."""
    with _locked(url, fcntl.LOCK_EX, "A server has the store: stop it first."):
        yield


@contextmanager
def _locked(url: str, how: int, otherwise: str) -> Iterator[None]:
    file = file_of(url)
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(f"{file}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreInUse(otherwise) from None
        yield
    finally:
        os.close(lock)
