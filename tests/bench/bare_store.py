"""What a bare program would write: the same rows into the same tables with plain sqlite3, as durable, and nothing else."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from signaling.store import tables

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
"""Those of `signaling/store/sqlite.py` that cost something."""

WRITTEN = (tables.event, *tables.PROJECTIONS, tables.engagement, tables.deadline)
KEYS = {table.name: tuple(column.name for column in table.primary_key) for table in WRITTEN}

EVENT_TYPE = [column.name for column in tables.event.columns].index("type")

Row = tuple[object, ...]
Statement = tuple[str, list[Row]]


class BareStore:
    """A file of its own with the store's tables and indexes, without its guards."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}").close()
        for table in WRITTEN:
            self._connection.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            for index in table.indexes:
                self._connection.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))

    def write(self, statements: Iterable[Statement]) -> float:
        """In one transaction; seconds until it is durable."""
        run = self._connection
        began = perf_counter()
        run.execute("BEGIN IMMEDIATE")
        for statement, rows in statements:
            if len(rows) == 1:
                run.execute(statement, rows[0])
            else:
                run.executemany(statement, rows)
        run.execute("COMMIT")
        return perf_counter() - began

    def close(self) -> None:
        self._connection.close()


class VisitRows(NamedTuple):
    """The rows of one visit by table and key."""

    of: dict[str, dict[Row, Row]]

    @classmethod
    def none(cls) -> "VisitRows":
        return cls({table.name: {} for table in WRITTEN})


class Watched:
    """A store that somebody else writes, and what has changed in it since the last look."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        self._known: dict[str, VisitRows] = {}

    def changed(self, visit: str) -> list[Statement]:
        """The statements that lead from what this visit's rows were to what they are."""
        before = self._known.get(visit, VisitRows.none())
        after = self._known[visit] = self._read(visit)
        return [
            statement
            for table in WRITTEN
            for statement in _between(table.name, before.of[table.name], after.of[table.name])
        ]

    def close(self) -> None:
        self._connection.close()

    def _read(self, visit: str) -> VisitRows:
        found = VisitRows.none()
        self._connection.execute("BEGIN")
        for table in WRITTEN:
            columns = [column.name for column in table.columns]
            key = [columns.index(name) for name in KEYS[table.name]]
            of, whose = ("stream", f"visit:{visit}") if table is tables.event else ("visit", visit)
            query = f"SELECT {', '.join(columns)} FROM {table.name} WHERE {of} = ? ORDER BY {', '.join(KEYS[table.name])}"
            for row in self._connection.execute(query, (whose,)):
                found.of[table.name][tuple(row[number] for number in key)] = row
        self._connection.execute("COMMIT")
        return found


def split(statements: Sequence[Statement], later: str) -> tuple[list[Statement], list[Statement]]:
    """In two, when an event of that type came in a transaction of its own after others: it and whom it engages last."""
    types = [row[EVENT_TYPE] for statement, rows in statements if _of_events(statement) for row in rows]
    if later not in types[1:]:
        return list(statements), []
    now: list[Statement] = []
    then: list[Statement] = []
    for statement, rows in statements:
        if _of_events(statement):
            at = types.index(later)
            first, last = rows[:at], rows[at:]
        elif statement.startswith("INSERT INTO engagement "):
            first = [row for row in rows if str(row[0]).startswith("place:")]
            last = [row for row in rows if row not in first]
        else:
            first, last = rows, []
        now += [(statement, first)] if first else []
        then += [(statement, last)] if last else []
    return now, then


def _of_events(statement: str) -> bool:
    return statement.startswith("INSERT INTO event ")


def _between(table: str, before: dict[Row, Row], after: dict[Row, Row]) -> Iterator[Statement]:
    columns = [column.name for column in tables.metadata.tables[table].columns]
    here = " AND ".join(f"{name} = ?" for name in KEYS[table])
    new: Sequence[Row] = [row for key, row in after.items() if key not in before]
    if new:
        yield (
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            list(new),
        )
    for key, row in after.items():
        old = before.get(key)
        if old is not None and old != row:
            changed = [number for number, value in enumerate(row) if value != old[number]]
            sets = ", ".join(f"{columns[number]} = ?" for number in changed)
            yield f"UPDATE {table} SET {sets} WHERE {here}", [(*(row[number] for number in changed), *key)]
    gone = [key for key in before if key not in after]
    if gone:
        yield f"DELETE FROM {table} WHERE {here}", gone
