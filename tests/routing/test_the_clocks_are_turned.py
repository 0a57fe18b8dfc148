"""The last Sundays of March and October: hours are what clocks in the city show, whatever the world's time does."""

from datetime import date, datetime, timedelta

import pytest

from signaling.routing.find import Catalogue
from signaling.routing.hours import closes_at, is_open, openings, opens_next
from signaling.routing.model import UnitFrom
from signaling.service.city_time import local_time, next_midnight
from tests.routing.making import HELSINKI, at, hours, service
from tests.routing.test_catalogue import city

SPRING, AUTUMN = "2026-03-29", "2026-10-25"
DAY_LENGTH = {SPRING: 23, AUTUMN: 25}
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
SUNDAYS = service(hours(9, 16, (6,)))
DAY_AND_NIGHT_OF_SUNDAY = service(hours(0, 24, (6,)))


def as_told(seconds: float) -> datetime:
    """As the service reads its clock."""
    return local_time(seconds)


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_an_office_opens_and_closes_by_the_clock_on_the_wall(day: str) -> None:
    opens, closes = at(day, "09:00").timestamp(), at(day, "16:00").timestamp()
    assert closes - opens == 7 * 3600
    assert not is_open(SUNDAYS, as_told(opens - 1))
    assert is_open(SUNDAYS, as_told(opens))
    assert is_open(SUNDAYS, as_told(closes - 1))
    assert not is_open(SUNDAYS, as_told(closes))


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_from_the_evening_before_the_next_opening_is_at_nine_by_the_wall(day: str) -> None:
    before = at(day, "00:00") - timedelta(hours=2)
    coming = opens_next(SUNDAYS, before)
    assert coming == at(day, "09:00")
    assert coming is not None
    assert coming.timestamp() - before.timestamp() == (11 - (24 - DAY_LENGTH[day])) * 3600


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_what_is_open_over_the_turn_is_open_all_of_its_hours(day: str) -> None:
    midnight = at(day, "00:00")
    closes = closes_at(DAY_AND_NIGHT_OF_SUNDAY, midnight)
    assert closes is not None
    assert closes.timestamp() - midnight.timestamp() == DAY_LENGTH[day] * 3600
    for hour in range(DAY_LENGTH[day]):
        moment = as_told(midnight.timestamp() + hour * 3600)
        assert is_open(DAY_AND_NIGHT_OF_SUNDAY, moment)
        assert closes_at(DAY_AND_NIGHT_OF_SUNDAY, moment) == closes


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_openings_of_the_week_around_lie_at_nine_and_sixteen_each_day(day: str) -> None:
    office = service(hours(9, 16, EVERY_DAY))
    begin = at(day, "00:00") - timedelta(days=3)
    for opening, _ in zip(openings(office, begin), range(7), strict=False):
        assert (opening.opens.hour, opening.closes.hour) == (9, 16)
        assert opening.closes.timestamp() - opening.opens.timestamp() == 7 * 3600


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_another_unit_answers_from_midnight_of_the_wall(day: str) -> None:
    moved = service(
        units=(UnitFrom(day="2020-01-01", unit="old"), UnitFrom(day=day, unit="new")), name="moved"
    )
    catalogue = Catalogue(city(moved))
    midnight = datetime.combine(date.fromisoformat(day), datetime.min.time(), HELSINKI).timestamp()

    def unit(seconds: float) -> str:
        found = catalogue.unit_of("moved", as_told(seconds).date())
        assert found is not None
        return found.id

    assert next_midnight(midnight - 1) == midnight
    assert next_midnight(midnight) == midnight + DAY_LENGTH[day] * 3600
    assert (unit(midnight - 1), unit(midnight)) == ("old", "new")
    assert unit(midnight + (DAY_LENGTH[day] * 3600) - 1) == "new"
