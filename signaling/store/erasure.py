"""Erasing on request: a whole visit, or a resident's own words."""

from sqlalchemy import Connection, delete, insert, select

from signaling.store import streams, tables
from signaling.store.database import Database
from signaling.store.statements import remove


class StillOpen(ValueError):
    """The visit has not ended: it cannot be erased yet."""


def erase_visit(database: Database, visit: str, now: float) -> bool:
    """Delete everything about an ended visit, save the row in `erasure` that says so; False: there is no such visit.

    Raises `StillOpen`, `Unavailable`.
    """
    return database.write_now(lambda connection: _erase(connection, visit, now))


def erase_words(database: Database, visit: str) -> bool:
    """Delete a resident's words about a visit; False: there were none. Raises `Unavailable`."""
    words = tables.feedback.c
    return bool(
        database.write_now(
            lambda connection: (
                connection.execute(delete(tables.feedback).where(words.visit == visit)).rowcount
            )
        )
    )


def _erase(connection: Connection, visit: str, now: float) -> bool:
    row = tables.visit.c
    found = connection.execute(select(row.ended_at).where(row.visit == visit)).one_or_none()
    if found is None:
        return False
    if found.ended_at is None:
        raise StillOpen(visit)
    connection.execute(insert(tables.erasure), {"visit": visit, "at": now})
    remove(connection, tables.event, ("stream", streams.visit_stream(visit)))
    for table in (*tables.PROJECTIONS, tables.engagement, tables.deadline, tables.feedback, tables.handover):
        remove(connection, table, ("visit", visit))
    return True
