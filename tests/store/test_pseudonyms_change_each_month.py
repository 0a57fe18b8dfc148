from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from signaling.protocol.scalars import Id
from signaling.store.database import Database
from signaling.store.pseudonyms import StorePseudonyms

HELSINKI = ZoneInfo("Europe/Helsinki")


def at(*parts: int) -> float:
    return datetime(*parts, tzinfo=HELSINKI).timestamp()  # type: ignore[arg-type, misc]


@pytest.fixture
def pseudonyms(database: Database) -> StorePseudonyms:
    return StorePseudonyms(database)


def test_a_pseudonym_is_the_same_all_month(pseudonyms: StorePseudonyms) -> None:
    first = pseudonyms.of("kela1", at(2026, 11, 1, 0, 0))
    assert pseudonyms.of("kela1", at(2026, 11, 30, 23, 59)) == first


def test_it_is_another_one_the_next_month_by_finnish_time(pseudonyms: StorePseudonyms) -> None:
    last = at(2026, 11, 30, 23, 59, 59)
    assert pseudonyms.of("kela1", last + 1) != pseudonyms.of("kela1", last)


def test_it_is_the_same_after_a_restart(pseudonyms: StorePseudonyms, database: Database) -> None:
    november = at(2026, 11, 24)
    assert StorePseudonyms(database).of("kela1", november) == pseudonyms.of("kela1", november)


def test_two_people_have_two_and_both_are_ids(pseudonyms: StorePseudonyms) -> None:
    november = at(2026, 11, 24)
    made = {pseudonyms.of(f"expert{number}", november) for number in range(200)}
    assert len(made) == 200
    for pseudonym in made:
        assert msgspec.convert(pseudonym, Id) == pseudonym
        assert len(pseudonym) == 32


def test_another_store_knows_nobody(
    pseudonyms: StorePseudonyms, tmp_path_factory: pytest.TempPathFactory
) -> None:
    november = at(2026, 11, 24)
    other = Database(f"sqlite:///{tmp_path_factory.mktemp('other') / 'store.db'}")
    try:
        assert StorePseudonyms(other).of("kela1", november) != pseudonyms.of("kela1", november)
    finally:
        other.close()


def test_the_next_months_key_is_at_hand_before_midnight(
    pseudonyms: StorePseudonyms, database: Database
) -> None:
    pseudonyms.prepare(at(2026, 12, 31, 12))
    database.close()
    assert pseudonyms.of("kela1", at(2026, 12, 31, 23)) != pseudonyms.of("kela1", at(2027, 1, 1, 0))
    for day in (1, 31):
        assert StorePseudonyms.month(pseudonyms, at(2027, 1, day)) == "2027-01"


def test_every_older_key_is_at_hand_too(pseudonyms: StorePseudonyms, database: Database) -> None:
    september = pseudonyms.of("kela1", at(2026, 9, 30, 23))
    again = StorePseudonyms(database)
    again.prepare(at(2026, 11, 24))
    database.close()
    assert again.of("kela1", at(2026, 9, 1)) == september
