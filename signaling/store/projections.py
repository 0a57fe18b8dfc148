"""What the tables `visit`, `matter`, `participation` and `staff_rating` hold, as a pure function of a visit's events.

`changes` says what some more events change, for the transaction that appends them; `rows` says what all events of a visit
come to, for rebuilding and verifying. Both go through the same code, and tests hold them equal however the events were
cut into appends.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from signaling.store import tables
from signaling.visit import events as ev
from signaling.visit.events import Event
from signaling.visit.model import EMPTY, Matter, Visit

Row = dict[str, Any]

ENDED_WITH_VISIT = "visit_ended"
_UNANSWERED: Row = {"first_answered_at": None, "closed_at": None, "reason": None, "outcome": None}


class Insert(Struct, frozen=True):
    """A new row in the table of that name."""

    table: str
    row: Row


class Update(Struct, frozen=True):
    """New values in every row where these columns have these values; None is NULL."""

    table: str
    where: Row
    values: Row


Change = Insert | Update


def changes(before: Visit, after: Visit, events: Sequence[Event]) -> list[Change]:
    """What these events, which lead from `before` to `after`, change in the projections, in order."""
    found: list[Change] = []
    for number, event in enumerate(events, before.version + 1):
        found += _of_event(after.id, number, event)
    known = {matter.number: _matter(matter) for matter in before.matters}
    found += [
        Update(tables.matter.name, {"visit": after.id, "number": matter.number}, _matter(matter))
        for matter in after.matters
        if _matter(matter) != known.get(matter.number, _UNANSWERED)
    ]
    return found


def rows(after: Visit, events: Sequence[Event]) -> dict[str, list[Row]]:
    """All rows of a visit with these events, which lead to `after`, by table."""
    made: dict[str, list[Row]] = {table.name: [] for table in tables.PROJECTIONS}
    for change in changes(EMPTY, after, events):
        match change:
            case Insert(table, row):
                made[table].append(_blank(table) | row)
            case Update(table, where, values):
                for row in made[table]:
                    if all(row[column] == value for column, value in where.items()):
                        row.update(values)
    return made


def _blank(table: str) -> Row:
    return dict.fromkeys(tables.metadata.tables[table].c.keys())


def _matter(matter: Matter) -> Row:
    return {
        "first_answered_at": matter.first_answered_at,
        "closed_at": matter.closed_at,
        "reason": None if matter.reason is None else str(matter.reason),
        "outcome": None if matter.outcome is None else str(matter.outcome),
    }


def _of_event(visit: str, number: int, event: Event) -> Sequence[Change]:
    key = {"visit": visit}
    match event:
        case ev.VisitOpened():
            row = {
                "kind": str(event.kind),
                "channel": event.channel,
                "place": event.place,
                "district": event.district,
                "opened_at": event.at,
            }
            return (Insert("visit", key | row),)
        case ev.MatterOpened():
            row = {
                "number": event.matter,
                "service": event.service,
                "unit": event.unit,
                "language": event.language,
                "sensitive": event.sensitive,
                "kind": str(event.kind),
                "opened_at": event.at,
            }
            return (Insert("matter", key | row),)
        case ev.Joined():
            row = {
                "number": number,
                "person": event.person,
                "part": str(event.part),
                "unit": event.unit,
                "joined_at": event.at,
            }
            return (Insert("participation", key | row),)
        case ev.Left():
            gone = {"left_at": event.at, "reason": str(event.reason)}
            return (Update("participation", key | {"person": event.person, "left_at": None}, gone),)
        case ev.Rated():
            return (Update("visit", key, {"rating": event.score, "rating_words": event.words_length}),)
        case ev.StaffRated():
            row = {"number": number, "matter": event.matter, "person": event.person, "score": event.score}
            return (Insert("staff_rating", key | row),)
        case ev.VisitEnded():
            return (
                Update("visit", key, {"ended_at": event.at, "end_reason": str(event.reason)}),
                Update(
                    "participation",
                    key | {"left_at": None},
                    {"left_at": event.at, "reason": ENDED_WITH_VISIT},
                ),
            )
        case ev.Wiped():
            return (Update("visit", key, {"wiped_at": event.at}),)
        case _:
            return ()
