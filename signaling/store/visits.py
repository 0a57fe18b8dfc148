"""`etaluukku visits`: the visits as their projections tell of them, the newest first, and how many there are of each kind.

Residents' visits and inquiries are told apart: no list and no count has both.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import Struct
from sqlalchemy import Connection, RowMapping, func, select

from signaling.protocol.words import Kind, ServiceKind
from signaling.store import tables
from signaling.store.database import Database

CONFIDENTIAL = "luottamuksellinen"


class VisitLine(Struct, frozen=True, kw_only=True):
    """One visit. `service`, `unit`, `kind` and `outcome` have an entry a matter, in their order.

    `wait` seconds until the first answer, or in vain; `length` seconds from the first answer to the closing of the last
    matter; `parts` of everybody who was in it, in the order of coming.
    """

    visit: str
    opened_at: float
    place: str
    district: str | None
    channel: str
    service: tuple[str | None, ...]
    unit: tuple[str | None, ...]
    kind: tuple[str | None, ...]
    wait: float | None
    length: float | None
    parts: tuple[str, ...]
    end: str | None
    outcome: tuple[str | None, ...]
    rating: int | None


def list_visits(
    database: Database,
    *,
    limit: int = 100,
    since: float | None = None,
    show_confidential: bool = False,
    inquiries: bool = False,
) -> tuple[VisitLine, ...]:
    """At most `limit` visits of residents, or inquiries, opened since then. A sensitive service is named only when asked for;
    so are its unit and its kind.

    Raises `Unavailable`.
    """
    return database.read_now(lambda connection: _list(connection, limit, since, show_confidential, inquiries))


def count_matters(database: Database) -> dict[str, int]:
    """How many matters there have been of each kind of service, and how many inquiries, which are matters of nobody's.

    Raises `Unavailable`.
    """
    return database.read_now(_count)


def _count(connection: Connection) -> dict[str, int]:
    visit, matter = tables.visit.c, tables.matter.c
    query = (
        select(visit.kind, matter.kind, func.count())
        .join_from(tables.visit, tables.matter, visit.visit == matter.visit)
        .group_by(visit.kind, matter.kind)
    )
    found: Counter[str] = Counter({kind.value: 0 for kind in (*ServiceKind, Kind.INQUIRY)})
    for where, kind, many in connection.execute(query):
        found[where if where == Kind.INQUIRY.value else kind] += many
    return dict(found)


def _list(
    connection: Connection, limit: int, since: float | None, show_confidential: bool, inquiries: bool
) -> tuple[VisitLine, ...]:
    visit = tables.visit
    inquiry = visit.c.kind == Kind.INQUIRY.value
    query = (
        select(visit)
        .where(inquiry if inquiries else ~inquiry)
        .order_by(visit.c.opened_at.desc(), visit.c.visit)
        .limit(limit)
    )
    if since is not None:
        query = query.where(visit.c.opened_at >= since)
    chosen = query.subquery()
    matters, people = (
        {
            key: list(rows)
            for key, rows in groupby(
                connection.execute(
                    select(table)
                    .join(chosen, chosen.c.visit == table.c.visit)
                    .order_by(table.c.visit, table.c.number)
                ).mappings(),
                key=lambda row: row["visit"],
            )
        }
        for table in (tables.matter, tables.participation)
    )
    return tuple(
        _line(row, matters.get(row["visit"], []), people.get(row["visit"], []), show_confidential)
        for row in connection.execute(query).mappings()
    )


def _line(
    visit: RowMapping, matters: Sequence[RowMapping], people: Sequence[RowMapping], show_confidential: bool
) -> VisitLine:
    def told(matter: RowMapping, column: str) -> str | None:
        hidden = matter["sensitive"] and not show_confidential
        return CONFIDENTIAL if hidden else matter[column]

    opened = visit["opened_at"]
    answered = min(
        (m["first_answered_at"] for m in matters if m["first_answered_at"] is not None), default=None
    )
    closed = [m["closed_at"] for m in matters]
    last = None if None in closed else max(closed, default=None)
    waited = last if answered is None else answered
    return VisitLine(
        visit=visit["visit"],
        opened_at=opened,
        place=visit["place"],
        district=visit["district"],
        channel=visit["channel"],
        service=tuple(told(matter, "service") for matter in matters),
        unit=tuple(told(matter, "unit") for matter in matters),
        kind=tuple(None if matter["service"] is None else told(matter, "kind") for matter in matters),
        wait=None if waited is None else waited - opened,
        length=None if answered is None or last is None else last - answered,
        parts=tuple(dict.fromkeys(person["part"] for person in people)),
        end=visit["end_reason"],
        outcome=tuple(matter["outcome"] for matter in matters),
        rating=visit["rating"],
    )


COLUMNS = (
    "opened",
    "place",
    "district",
    "channel",
    "service",
    "unit",
    "kind",
    "wait",
    "length",
    "parts",
    "end",
    "outcome",
    "rating",
)


def as_table(lines: Iterable[VisitLine], zone: ZoneInfo) -> str:
    """The lines as text in columns, times in this zone, durations as minutes:seconds."""
    cells = [COLUMNS, *(_cells(line, zone) for line in lines)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def _cells(line: VisitLine, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        f"{datetime.fromtimestamp(line.opened_at, zone):%Y-%m-%d %H:%M:%S}",
        line.place,
        line.district or "-",
        line.channel,
        _joined(line.service),
        _joined(line.unit),
        _joined(line.kind),
        _duration(line.wait),
        _duration(line.length),
        _joined(line.parts),
        line.end or "open",
        _joined(line.outcome),
        "-" if line.rating is None else str(line.rating),
    )


def _joined(words: Sequence[str | None]) -> str:
    return ",".join(word or "-" for word in words) or "-"


def _duration(seconds: float | None) -> str:
    return "-" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
