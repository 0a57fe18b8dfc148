"""The store's recurring statements, built and compiled once each: that costs more than running one."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Connection, Table, bindparam, delete, insert, update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

from signaling.store import projections, tables


class Prepared:
    """A statement that is compiled once for each kind of database.

    Every value in it is a parameter. What it is run with goes to the driver as it is, and so does what comes back: only
    columns whose values need no conversion (text, numbers, booleans, bytes).
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, Sequence[str] | None]] = {}

    def run(self, connection: Connection, *rows: projections.Row) -> DBAPICursor:
        """Once for each of `rows`, which name the statement's parameters. Raises as `Connection.execute` does."""
        name = connection.dialect.name
        if name not in self._compiled:
            compiled = self._statement.compile(dialect=connection.dialect)
            self._compiled[name] = (str(compiled), getattr(compiled, "positiontup", None))
        text, order = self._compiled[name]
        given: list[Any] = (
            list(rows) if order is None else [tuple(row[parameter] for parameter in order) for row in rows]
        )
        driver = connection.dialect.loaded_dbapi
        cursor = connection.connection.cursor()
        try:
            if len(given) == 1:
                cursor.execute(text, given[0])
            else:
                cursor.executemany(text, given)
        except driver.Error as error:
            raise DBAPIError.instance(text, None, error, driver.Error, hide_parameters=True) from error
        return cursor


def apply_change(connection: Connection, change: projections.Change) -> None:
    """Make one change of a projection."""
    match change:
        case projections.Insert(table, row):
            _insert(table, tuple(row)).run(connection, row)
        case projections.Update(table, where, values):
            nulls = frozenset(column for column, value in where.items() if value is None)
            statement = _update(table, tuple(where), nulls, tuple(values))
            keys = {f"key_{column}": value for column, value in where.items() if value is not None}
            statement.run(connection, keys | {f"new_{column}": value for column, value in values.items()})


def put(connection: Connection, table: Table, key: tuple[str, str], column: str, value: float | None) -> None:
    """Let the row with this key have this value in its other column; None: let there be no such row."""
    name, of = key
    if value is None:
        _delete(table.name, name).run(connection, {f"key_{name}": of})
        return
    statement = _update(table.name, (name,), frozenset(), (column,))
    if not statement.run(connection, {f"key_{name}": of, f"new_{column}": value}).rowcount:
        _insert(table.name, (name, column)).run(connection, {name: of, column: value})


def remove(connection: Connection, table: Table, key: tuple[str, str | bytes]) -> None:
    """Delete every row with this value in this column."""
    name, of = key
    _delete(table.name, name).run(connection, {f"key_{name}": of})


def add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert these rows, which all have the same columns. Raises `IntegrityError`."""
    if rows:
        _insert(table.name, tuple(rows[0])).run(connection, *rows)


@cache
def _insert(table: str, columns: tuple[str, ...]) -> Prepared:
    return Prepared(
        insert(tables.metadata.tables[table]).values({column: bindparam(column) for column in columns})
    )


@cache
def _update(table: str, where: tuple[str, ...], nulls: frozenset[str], values: tuple[str, ...]) -> Prepared:
    of = tables.metadata.tables[table]
    statement = update(of).values({column: bindparam(f"new_{column}") for column in values})
    for column in where:
        given = of.c[column].is_(None) if column in nulls else of.c[column] == bindparam(f"key_{column}")
        statement = statement.where(given)
    return Prepared(statement)


@cache
def _delete(table: str, where: str) -> Prepared:
    of = tables.metadata.tables[table]
    return Prepared(delete(of).where(of.c[where] == bindparam(f"key_{where}")))
