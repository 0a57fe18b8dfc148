"""On public holidays an office is closed whatever the weekday, and what is said of its hours knows it."""

from datetime import date

import pytest

from signaling.routing.hours import closes_at, is_open, openings, opens_next, ranges_on
from signaling.routing.hours_in_words import opens
from tests.routing.making import at, hours, service

OFFICE = service(hours(9, 16))
TOURIST_OFFICE = service(hours(9, 17, on_holidays=True))

# What falls on a weekday that year: Easter is on 5 April, Midsummer Day on 20 June.
CLOSED_2026 = (
    "2026-01-01", "2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14",
    "2026-06-19", "2026-12-24", "2026-12-25",
)  # fmt: skip
ORDINARY = (
    "2026-01-02",
    "2026-04-02",
    "2026-04-07",
    "2026-04-30",
    "2026-06-18",
    "2026-12-07",
    "2026-12-23",
    "2026-12-31",
)


@pytest.mark.parametrize("day", CLOSED_2026)
def test_an_office_is_closed_on_a_holiday(day: str) -> None:
    assert date.fromisoformat(day).weekday() < 5
    assert not is_open(OFFICE, at(day))
    assert ranges_on(OFFICE, date.fromisoformat(day)) == []


@pytest.mark.parametrize("day", ORDINARY)
def test_an_office_is_open_on_the_days_around(day: str) -> None:
    assert is_open(OFFICE, at(day))


def test_easter_moves_with_its_year() -> None:
    assert is_open(OFFICE, at("2027-04-05"))
    assert not is_open(OFFICE, at("2027-03-29"))


def test_independence_day_on_a_monday_closes_the_monday() -> None:
    assert opens_next(OFFICE, at("2027-12-03", "16:00")) == at("2027-12-07", "09:00")


def test_before_christmas_it_is_said_when_it_opens_after_it() -> None:
    christmas = at("2026-12-23", "16:00")
    coming = opens_next(OFFICE, christmas)
    assert coming == at("2026-12-28", "09:00")
    assert opens(coming, christmas).fi == "Avautuu maanantaina klo 9"
    assert opens(coming, christmas).sv == "Öppnar på måndag kl. 9"
    assert opens(coming, christmas).en == "Opens on Monday at 9 am"


def test_what_is_open_on_holidays_is_open_on_holidays() -> None:
    assert is_open(TOURIST_OFFICE, at("2026-05-01"))
    assert closes_at(TOURIST_OFFICE, at("2026-05-01")) == at("2026-05-01", "17:00")


def test_a_holiday_breaks_what_never_closes_otherwise() -> None:
    every_weekday = service(hours(0, 24))
    first, second = list(openings(every_weekday, at("2026-05-11")))[:2]
    assert first.closes == at("2026-05-14", "00:00")
    assert second.opens == at("2026-05-15", "00:00")
