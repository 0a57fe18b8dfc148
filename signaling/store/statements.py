"""The store's recurring statements, built once each: building one anew costs more than running it."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Table, bindparam, delete, insert, update
from sqlalchemy import Update as UpdateStatement

from signaling.store import projections, tables


def apply_change(connection: Connection, change: projections.Change) -> None:
    """Make one change of a projection."""
    match change:
        case projections.Insert(table, row):
            connection.execute(_insert(table, tuple(row)), row)
        case projections.Update(table, where, values):
            nulls = frozenset(column for column, value in where.items() if value is None)
            statement = _update(table, tuple(where), nulls, tuple(values))
            keys = {f"key_{column}": value for column, value in where.items() if value is not None}
            connection.execute(statement, keys | {f"new_{column}": value for column, value in values.items()})


def put(connection: Connection, table: Table, key: tuple[str, str], column: str, value: float | None) -> None:
    """Let the row with this key have this value in its other column; None: let there be no such row."""
    name, of = key
    if value is None:
        connection.execute(_delete(table.name, name), {f"key_{name}": of})
        return
    statement = _update(table.name, (name,), frozenset(), (column,))
    if not connection.execute(statement, {f"key_{name}": of, f"new_{column}": value}).rowcount:
        connection.execute(_insert(table.name, (name, column)), {name: of, column: value})


def remove(connection: Connection, table: Table, key: tuple[str, str | bytes]) -> None:
    """Delete every row with this value in this column."""
    name, of = key
    connection.execute(_delete(table.name, name), {f"key_{name}": of})


def add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert these rows, which all have the same columns. Raises `IntegrityError`."""
    if rows:
        connection.execute(_insert(table.name, tuple(rows[0])), rows)


@cache
def _insert(table: str, columns: tuple[str, ...]) -> Insert:
    return insert(tables.metadata.tables[table]).values({column: bindparam(column) for column in columns})


@cache
def _update(
    table: str, where: tuple[str, ...], nulls: frozenset[str], values: tuple[str, ...]
) -> UpdateStatement:
    of = tables.metadata.tables[table]
    statement = update(of).values({column: bindparam(f"new_{column}") for column in values})
    for column in where:
        given = of.c[column].is_(None) if column in nulls else of.c[column] == bindparam(f"key_{column}")
        statement = statement.where(given)
    return statement


@cache
def _delete(table: str, where: str) -> Delete:
    of = tables.metadata.tables[table]
    return delete(of).where(of.c[where] == bindparam(f"key_{where}"))
