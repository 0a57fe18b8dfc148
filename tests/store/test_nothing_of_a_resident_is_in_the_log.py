"""Words and notes lie beside the log; neither events nor projections hold a free word, a name or an account."""

from collections.abc import Iterator

import msgspec
import pytest

from signaling.service.ports import Note, ShiftEvent, Words
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.pseudonyms import StorePseudonyms
from signaling.store.tables import PROJECTIONS, event
from signaling.visit import events as visit_events
from signaling.visit.model import Seat
from tests.store.stories import NOON, answered, append, ended, opened, outcome, rung, tell

PLANTED = ("Kiitos, neiti Esimerkki auttoi", "Lupa-asia 12-345", "rakennusvalvonta1", "Rakennusvalvonta 1")


async def test_a_visit_with_words_a_note_and_staff_leaves_none_of_them(
    sql_log: SqlLog, database: Database
) -> None:
    person = StorePseudonyms(database).of("rakennusvalvonta1", NOON)
    engaged = ["rakennusvalvonta1", "place:reposaari"]
    event = ShiftEvent(person=person, unit="rakennusvalvonta", what="started", at=NOON)
    await sql_log.change_shift(event, "rakennusvalvonta1", NOON)
    visit = await tell(sql_log, [opened("v1"), rung(NOON + 1, person), answered(NOON + 5, person)])
    noted = append(
        visit,
        rung(NOON + 9, person, "offer-2"),
        engaged=engaged,
        note=Note(visit="v1", search="search-2", text="Lupa-asia 12-345"),
    )
    await sql_log.append(noted)
    words = Words(visit="v1", text="Kiitos, neiti Esimerkki auttoi", at=NOON + 60)
    over = append(noted.after, (*ended(NOON + 60, words=30), *outcome(NOON + 61, person)), words=words)
    await sql_log.append(over)

    kept = list(_every_value(database))
    assert any(person in value for value in kept)
    for planted in PLANTED:
        assert not any(planted in value for value in kept), planted


def _every_value(database: Database) -> Iterator[str]:
    with database.reading() as connection:
        for table in (event, *PROJECTIONS):
            for row in connection.execute(table.select()):
                yield from map(str, row)


TOLD = {
    "visit",
    "place",
    "district",
    "channel",
    "service",
    "unit",
    "language",
    "search",
    "person",
    "people",
    "by",
    "asker",
    "host",
    "offer",
    "seat",
    "id",
    "page",
}
"""Every text that an event may hold: ids, pseudonyms, and words of the catalogue. Add none that somebody types."""


@pytest.mark.parametrize("kind", [*visit_events.Event.__args__, Seat], ids=lambda kind: kind.__name__)
def test_no_event_has_room_for_free_words(kind: type[msgspec.Struct]) -> None:
    texts = {
        field.name
        for field in msgspec.structs.fields(kind)
        if field.type in (str, str | None) or "str" in str(getattr(field.type, "__args__", ""))
    }
    assert texts <= TOLD
