"""Rows of projections beside the rows that the log says they should be."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, select

from signaling.store.projections import Row

Key = tuple[object, ...]


def rows_of(connection: Connection, table: Table, visits: Sequence[str]) -> dict[str, list[Row]]:
    """What the table holds of these visits."""
    names = table.c.keys()
    of = names.index("visit")
    found: dict[str, list[Row]] = {visit: [] for visit in visits}
    for row in connection.execute(select(table).where(table.c.visit.in_(visits))):
        found[row[of]].append(dict(zip(names, row, strict=True)))
    return found


def missing(table: Table, right: Sequence[Row], stored: Sequence[Row]) -> Iterator[str]:
    """Where each row that should be there and is not would be."""
    for key in _sorted(_keyed(table, right).keys() - _keyed(table, stored).keys()):
        yield _place(table, key)


def too_many(table: Table, right: Sequence[Row], stored: Sequence[Row]) -> Iterator[str]:
    """Where each row is that should not be there."""
    yield from missing(table, stored, right)


def different(table: Table, right: Sequence[Row], stored: Sequence[Row]) -> Iterator[str]:
    """Where each row is that holds something else than it should, and in which columns. No value is told."""
    ours, theirs = _keyed(table, right), _keyed(table, stored)
    for key in _sorted(ours.keys() & theirs.keys()):
        columns = [name for name, value in ours[key].items() if value != theirs[key][name]]
        if columns:
            yield " ".join(filter(None, (_place(table, key), ", ".join(columns))))


def _keyed(table: Table, rows: Sequence[Row]) -> dict[Key, Row]:
    names = [column.name for column in table.primary_key]
    return {tuple(row[name] for name in names): row for row in rows}


def _sorted(keys: set[Key]) -> list[Key]:
    return sorted(keys, key=str)


def _place(table: Table, key: Key) -> str:
    named = zip((column.name for column in table.primary_key), key, strict=True)
    return ", ".join(f"{name} {value}" for name, value in named if name != "visit")
