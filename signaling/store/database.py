"""The database behind every part of the store: opened by URL, one thread that writes, a few that read."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import SQLITE_FULL
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, RootTransaction, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from signaling.service.ports import Unavailable, Unclear
from signaling.store.migrate import upgrade
from signaling.store.postgres import has_store, postgres_engine
from signaling.store.reserve import Reserve
from signaling.store.sqlite import WRITES, sqlite_engine, sqlite_file
from signaling.store.writer import Turn, Writer

_log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = 15.0
"""Seconds that a write waits for a store that is locked or away, where nobody says otherwise."""

PAUSE = 0.1
"""Seconds between two attempts to reach a store that is away."""

ADVICE = "Write sqlite:///path/of/the/store.db or postgresql://user@host/database."


class DiskFull(Unavailable):
    """There is no room left. Waiting does not help soon."""


class Database:
    """A store that has been brought to the newest schema.

    `busy_timeout` seconds an attempt waits for another process that writes. `patience` seconds a write waits for a store
    that is locked or away, with as many attempts as that takes, and for its turn; after that, and when `max_queued` wait
    already, it is refused. Beside a file `reserve` bytes are kept for what is essential; see `Reserve`.

    Everything here raises `Unavailable` when the database is locked, away, full or broken, and lets `IntegrityError` through.
    """

    def __init__(
        self,
        url: str,
        *,
        busy_timeout: float = 5.0,
        patience: float = PATIENCE,
        max_queued: int = 1_000,
        readers: int = 2,
        reserve: int = 0,
    ) -> None:
        """Open and upgrade. Raises `ValueError` for a URL of another kind, `Unavailable` when it cannot be opened."""
        self.engine = engine_of(url, busy_timeout=busy_timeout, readers=readers)
        self._patience = patience
        self._places = threading.Semaphore(max_queued)
        with unavailable():
            upgrade(self.engine)
        self._reserve = Reserve(reserve_of(url), reserve) if reserve and is_file(address_of(url)) else None
        self.keep_reserve()
        self._readers = self._begin_reading(readers)
        self._writer = Writer()
        self._connection: Connection | None = None
        self._away_since: float | None = None
        self._closed = False

    async def write(
        self,
        work: Callable[[Connection], T],
        *,
        within: float | None = None,
        repeatable: bool = False,
        essential: bool = False,
    ) -> T:
        """Run `work` in one transaction in the writer's thread; durable when this returns.

        `within` is a patience of its own. `repeatable`: doing it twice comes to the same as once, so that it is tried again
        after a commit of which nobody knows. `essential`: on a full disk the reserve is given up for it, and what is not is
        refused at once. When `work` raises, nothing is written. Raises `Unclear` when that is not
        known; a caller that is cancelled does not know it either.
        """
        if self._closed:
            raise Unavailable("the store is closed")
        if self.full and not essential:
            raise DiskFull("the disk is full")
        if not self._places.acquire(blocking=False):
            raise Unavailable("too many writes are waiting")

        def have(turn: Turn) -> T:
            try:
                return self._have(turn, work, repeatable=repeatable, essential=essential)
            finally:
                self._places.release()

        return await self._writer.do(have, self._patience if within is None else within)

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
        with (
            unavailable(quiet=self._away_since is not None),
            self.engine.connect() as connection,
            connection.begin(),
        ):
            yield connection

    @property
    def full(self) -> bool:
        """Whether there is no room, or none for the reserve: nothing may be begun."""
        return self._reserve is not None and self._reserve.full

    def keep_reserve(self) -> None:
        """To be called now and then: takes the reserve again when there is room. Waits for the disk."""
        if self._reserve is not None:
            self._reserve.keep()

    def stop_waiting(self) -> None:
        """Refuse new work; what waits for a store that is away is refused at its next attempt."""
        self._closed = True

    def close(self) -> None:
        """Refuse new work, finish what was asked for, close every connection. May be called again.

        Takes at most `patience` and `busy_timeout` seconds.
        """
        self.stop_waiting()
        self._writer.close()
        self._readers.shutdown()
        self._drop_connection()
        self.engine.dispose()

    def _begin_reading(self, readers: int) -> ThreadPoolExecutor:
        """Every reader's thread and connection is there from the start: one that first came in a busy hour would look like growth."""
        with unavailable():
            for connection in [self.engine.connect() for _ in range(readers)]:
                connection.close()
        threads = ThreadPoolExecutor(readers, "store-reader")
        all_there = threading.Barrier(readers)
        for _ in threads.map(lambda _: all_there.wait(), range(readers)):
            pass
        return threads

    def _have(self, turn: Turn, work: Callable[[Connection], T], *, repeatable: bool, essential: bool) -> T:
        """Only ever in the writer's thread: one attempt after the other, while the turn lasts."""
        while True:
            if time.monotonic() >= turn.until:
                raise turn.refusal("the write waited too long for its turn")
            try:
                transaction = self._begin()
            except Unavailable as failure:
                self._failed(failure)
            else:
                if not turn.take():
                    transaction.rollback()
                    raise turn.refusal("refused meanwhile")
                try:
                    result = self._carry_out(transaction, work)
                except Unavailable as failure:
                    self._failed(failure)
                    turn.unclear |= isinstance(failure, Unclear)
                    if turn.unclear and not repeatable:
                        raise
                    if isinstance(failure, DiskFull) and not self._made_room(essential=essential):
                        raise
                    turn.wait_again()
                else:
                    self._is_back()
                    return result
            if self._closed:
                raise turn.refusal("the store is closed")
            time.sleep(max(0.0, min(PAUSE, turn.until - time.monotonic())))

    def _begin(self) -> RootTransaction:
        """Until the store is reached and locked nothing can have been written, so the turn may still be refused.

        The connection stays open: opening one costs more than most writes.
        """
        with unavailable(quiet=self._away_since is not None):
            if self._connection is None:
                self._connection = self.engine.connect().execution_options(**{WRITES: True})
            return self._connection.begin()

    def _carry_out(self, transaction: RootTransaction, work: Callable[[Connection], T]) -> T:
        try:
            with unavailable():
                result = work(transaction.connection)
        except BaseException:
            with suppress(DatabaseError):  # it went away with the connection
                transaction.rollback()
            raise
        try:
            with unavailable():
                transaction.commit()
        except DiskFull:
            raise  # what has no room is not there
        except Unavailable as failure:
            raise Unclear(str(failure)) from None
        return result

    def _made_room(self, *, essential: bool) -> bool:
        if self._reserve is None:
            return False
        if essential:
            return self._reserve.give_up()
        self._reserve.found_no_room()
        return False

    def _failed(self, failure: Unavailable) -> None:
        self._drop_connection()  # after an error of the disk the next write starts from what the disk has
        if self._away_since is None:
            self._away_since = time.monotonic()
            _log.error("writes wait for the store: %s", failure)

    def _is_back(self) -> None:
        if self._away_since is not None:
            _log.warning("the store is back after %.1f s", time.monotonic() - self._away_since)
            self._away_since = None

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


def reserve_of(url: str) -> Path:
    """Where the reserve of a store that is a file lies."""
    file = sqlite_file(address_of(url))
    return file.with_name(f"{file.name}.reserve")


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
def unavailable(*, quiet: bool = False) -> Iterator[None]:
    """What a driver says of a store that cannot be used becomes `Unavailable`. `quiet`: the log knows it already."""
    try:
        yield
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DatabaseError, PoolTimeout) as failure:
        # The statement's parameters stay out of the message: they may be a resident's words.
        cause = failure.orig if isinstance(failure, DatabaseError) else failure
        if not quiet:
            _log.error("the store is unavailable: %s", cause)
        raise (DiskFull if _no_room(cause) else Unavailable)(str(cause)) from None


def _no_room(cause: BaseException | None) -> bool:
    """SQLITE_FULL, or disk_full of PostgreSQL (appendix A: class 53)."""
    return (
        getattr(cause, "sqlite_errorcode", None) == SQLITE_FULL or getattr(cause, "sqlstate", None) == "53100"
    )
