"""The database behind every part of the store: opened by URL, one thread that writes, a few that read."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from signaling.service.ports import Unavailable
from signaling.store.migrate import upgrade
from signaling.store.postgres import has_store, postgres_engine
from signaling.store.sqlite import WRITES, sqlite_engine, sqlite_file
from signaling.store.writer import Writer

_log = logging.getLogger(__name__)

T = TypeVar("T")

ADVICE = "Write sqlite:///path/of/the/store.db or postgresql://user@host/database."


class Database:
    """A store that has been brought to the newest schema.

    `busy_timeout` seconds a transaction waits for another process that writes. `patience` seconds a write may have
    waited for its turn; after that, and when `max_queued` wait already, it is refused and nothing was written.

    Everything here raises `Unavailable` when the database is locked, full or broken, and lets `IntegrityError` through.
    """

    def __init__(
        self,
        url: str,
        *,
        busy_timeout: float = 5.0,
        patience: float = 10.0,
        max_queued: int = 1_000,
        readers: int = 2,
    ) -> None:
        """Open and upgrade. Raises `ValueError` for a URL of another kind, `Unavailable` when it cannot be opened."""
        self.engine = engine_of(url, busy_timeout=busy_timeout, readers=readers)
        self._patience = patience
        self._places = threading.Semaphore(max_queued)
        with unavailable():
            upgrade(self.engine)
        self._writer = Writer()
        self._readers = ThreadPoolExecutor(readers, "store-reader")
        self._connection: Connection | None = None
        self._closed = False

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction in the writer's thread; durable when this returns.

        When `work` raises, nothing is written. A caller that is cancelled does not know whether it was.
        """
        if self._closed:
            raise Unavailable("the store is closed")
        if not self._places.acquire(blocking=False):
            raise Unavailable("too many writes are waiting")
        asked = time.monotonic()

        def turn() -> T:
            try:
                if time.monotonic() - asked > self._patience:
                    raise Unavailable("the write waited too long for its turn")
                return self._write(work)
            finally:
                self._places.release()

        return await self._writer.do(turn)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one snapshot, in a reader's thread."""
        if self._closed:
            raise Unavailable("the store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read_now, work)

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """As `write`, in the caller's thread: for commands and for start-up."""
        with self.writing() as connection:
            return work(connection)

    def read_now(self, work: Callable[[Connection], T]) -> T:
        """As `read`, in the caller's thread."""
        with self.reading() as connection:
            return work(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction in the caller's thread, committed at the end of the block."""
        with unavailable(), self.engine.connect() as connection:
            writing = connection.execution_options(**{WRITES: True})
            with writing.begin():
                yield writing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot in the caller's thread."""
        with unavailable(), self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Refuse new work, finish what was asked for, close every connection. May be called again.

        Takes at most `patience` and `busy_timeout` seconds.
        """
        self._closed = True
        self._writer.close()
        self._readers.shutdown()
        self._drop_connection()
        self.engine.dispose()

    def _write(self, work: Callable[[Connection], T]) -> T:
        """Only ever in the writer's thread. The connection stays open: opening one costs more than most writes."""
        try:
            with unavailable():
                if self._connection is None:
                    self._connection = self.engine.connect().execution_options(**{WRITES: True})
                with self._connection.begin():
                    return work(self._connection)
        except Unavailable:
            self._drop_connection()  # after an error of the disk the next write starts from what the disk has
            raise

    def _drop_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def engine_of(url: str, *, busy_timeout: float, readers: int) -> Engine:
    """The engine for a store's URL. Raises `ValueError` with advice when there is none for it."""
    at = address_of(url)
    engine = sqlite_engine if is_file(at) else postgres_engine
    return engine(at, busy_timeout=busy_timeout, readers=readers)


def exists(url: str) -> bool:
    """Whether there is a store at that URL. Raises `ValueError` with advice for a URL of another kind, `Unavailable`."""
    at = address_of(url)
    if is_file(at):
        return sqlite_file(at).exists()
    with unavailable():
        return has_store(at)


def place_of(url: str) -> str:
    """Where the store of that URL is, for people: no password in it."""
    at = address_of(url)
    return str(sqlite_file(at)) if is_file(at) else at.render_as_string(hide_password=True)


def is_file(address: URL) -> bool:
    """Whether the store at that address is one file, and not a database of a server."""
    return address.get_backend_name() == "sqlite"


def address_of(url: str) -> URL:
    """That URL in its parts. Raises `ValueError` with advice for one of another kind."""
    try:
        address = make_url(url)
    except ArgumentError:
        # It may hold a password.
        raise ValueError(f"That is not the URL of a store. {ADVICE}") from None
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ValueError(f"There is no store for {address.get_backend_name()!r}. {ADVICE}")
    if not is_file(address) and not address.database:
        raise ValueError(f"That URL names no database. {ADVICE}")
    return address


@contextmanager
def unavailable() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DatabaseError, PoolTimeout) as failure:
        # The statement's parameters stay out of the message: they may be a resident's words.
        cause = failure.orig if isinstance(failure, DatabaseError) else failure
        _log.error("the store is unavailable: %s", cause)
        raise Unavailable(str(cause)) from None
