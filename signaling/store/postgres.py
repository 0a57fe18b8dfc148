"""PostgreSQL as this store uses it: every acknowledged commit survives a power cut, and one writer at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from psycopg import Connection as PostgresConnection
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from signaling.store.sqlite import WRITES

# Keys of advisory locks: any numbers that nobody else in the same database uses.
_WRITER = 7_264_001
_SERVED = 7_264_002

_ANSWER_WITHIN = 2
"""Seconds within which a server that is asked for a connection has to answer."""


def postgres_engine(url: URL, *, busy_timeout: float, readers: int) -> Engine:
    """An engine for a database that exists.

    `busy_timeout` seconds a transaction waits for another process; `readers` connections at most. A transaction that writes
    takes one lock at its start, as SQLite's does, and one that reads sees one snapshot. `synchronous_commit` is on whatever the server's default
    (postgresql.org/docs/current/runtime-config-wal.html).
    """
    engine = create_engine(
        _with_driver(url),
        poolclass=QueuePool,
        pool_size=readers + 1,
        max_overflow=2,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": _ANSWER_WITHIN, "tcp_user_timeout": int(busy_timeout * 1000)},
    )
    event.listen(engine, "connect", _preparing(busy_timeout))
    event.listen(engine, "begin", _begin)
    return engine


def has_store(url: URL) -> bool:
    """Whether that database holds a store. Raises what the driver raises when nobody answers."""
    with _alone_with(url) as connection:
        return inspect(connection).has_table("event")


@contextmanager
def advisory_lock(url: URL, *, shared: bool) -> Iterator[bool]:
    """Whether the lock of those who have the store was free; then it is held during the block.

    It ends with its connection, however that ends.
    """
    take = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
    with _alone_with(url) as connection:
        yield bool(connection.scalar(text(f"SELECT {take}(:key)"), {"key": _SERVED}))


@contextmanager
def _alone_with(url: URL) -> Iterator[Connection]:
    engine = create_engine(
        _with_driver(url),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": _ANSWER_WITHIN},
    )
    with engine.connect() as connection:
        yield connection


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg")


def _preparing(busy_timeout: float) -> Callable[[PostgresConnection, ConnectionPoolEntry], None]:
    def prepare(connection: PostgresConnection, _entry: ConnectionPoolEntry) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", (f"{int(busy_timeout * 1000)}ms",))
        connection.commit()

    return prepare


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
