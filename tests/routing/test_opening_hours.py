"""When a service is open: weekdays, minutes, seasons."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaling.routing.hours import HORIZON, closes_at, is_open, opens_next
from signaling.routing.model import Hours
from tests.routing.making import MON_TO_FRI, at, hours, service

OFFICE = service(hours(9, 16))
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
DAY_AND_NIGHT = service(hours(0, 24, EVERY_DAY, on_holidays=True))
WINTER = service(hours(9, 16, season=((11, 16), (2, 15))))


@pytest.mark.parametrize(
    ("clock", "expected"), [("08:59", False), ("09:00", True), ("15:59", True), ("16:00", False)]
)
def test_it_is_open_from_the_first_minute_up_to_the_last(clock: str, expected: bool) -> None:
    assert is_open(OFFICE, at("2026-11-24", clock)) is expected


def test_it_keeps_its_weekdays() -> None:
    mon_to_thu = service(hours(9, 14, (0, 1, 2, 3)))
    assert is_open(mon_to_thu, at("2026-11-26"))
    assert not is_open(mon_to_thu, at("2026-11-27"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-13", False),
        ("2026-11-16", True),
        ("2026-12-31", True),
        ("2027-01-04", True),
        ("2027-02-15", True),
        ("2027-02-16", False),
        ("2027-07-01", False),
    ],
)
def test_a_season_may_go_over_new_year_and_includes_both_its_days(day: str, expected: bool) -> None:
    assert is_open(WINTER, at(day)) is expected


def test_a_season_within_a_year() -> None:
    summer = service(hours(9, 17, season=((5, 1), (9, 30))))
    assert is_open(summer, at("2026-09-30"))
    assert not is_open(summer, at("2026-10-01"))
    assert opens_next(summer, at("2026-11-24")) == at("2027-05-03", "09:00")


def test_before_opening_it_opens_the_same_day() -> None:
    assert opens_next(OFFICE, at("2026-11-24", "08:00")) == at("2026-11-24", "09:00")


def test_after_closing_on_friday_it_opens_on_monday() -> None:
    assert opens_next(OFFICE, at("2026-11-27", "16:00")) == at("2026-11-30", "09:00")


def test_while_it_is_open_the_next_opening_is_the_one_after() -> None:
    assert opens_next(OFFICE, at("2026-11-24", "09:00")) == at("2026-11-25", "09:00")


def test_it_closes_at_the_end_of_the_range() -> None:
    assert closes_at(OFFICE, at("2026-11-24", "15:30")) == at("2026-11-24", "16:00")


def test_a_closed_service_has_no_closing() -> None:
    assert closes_at(OFFICE, at("2026-11-24", "08:00")) is None
    assert closes_at(OFFICE, at("2026-11-28")) is None


def test_ranges_that_touch_are_one_opening() -> None:
    split = service(hours(9, 12), hours(12, 16))
    assert closes_at(split, at("2026-11-24", "10:00")) == at("2026-11-24", "16:00")
    assert opens_next(split, at("2026-11-24", "10:00")) == at("2026-11-25", "09:00")


def test_a_range_within_another_changes_nothing() -> None:
    nested = service(hours(9, 16), hours(10, 12))
    assert closes_at(nested, at("2026-11-24", "11:00")) == at("2026-11-24", "16:00")
    assert opens_next(nested, at("2026-11-24", "08:00")) == at("2026-11-24", "09:00")


def test_a_lunch_break_closes_it() -> None:
    lunch = service(hours(9, 11.5), hours(12.5, 16))
    assert not is_open(lunch, at("2026-11-24", "12:00"))
    assert closes_at(lunch, at("2026-11-24", "11:00")) == at("2026-11-24", "11:30")
    assert opens_next(lunch, at("2026-11-24", "11:00")) == at("2026-11-24", "12:30")


def test_an_opening_may_go_over_midnight_when_the_next_day_goes_on() -> None:
    night = service(hours(20, 24, (4,)), hours(0, 2, (5,)))
    assert closes_at(night, at("2026-11-27", "23:00")) == at("2026-11-28", "02:00")
    assert closes_at(night, at("2026-11-28", "01:00")) == at("2026-11-28", "02:00")


def test_what_never_closes_has_no_closing_and_no_next_opening() -> None:
    assert closes_at(DAY_AND_NIGHT, at("2026-11-24")) is None
    assert opens_next(DAY_AND_NIGHT, at("2026-11-24")) is None


def test_what_has_no_hours_never_opens() -> None:
    assert not is_open(service(), at("2026-11-24"))
    assert opens_next(service(), at("2026-11-24")) is None


def test_hours_are_wall_times_when_the_clocks_are_turned() -> None:
    friday = at("2026-03-27", "16:00")  # summer time begins on Sunday the 29th
    opens = opens_next(OFFICE, friday)
    assert opens == at("2026-03-30", "09:00")
    assert opens is not None
    assert opens.timestamp() - friday.timestamp() == 64 * 3600  # an hour less than the wall says


some_hours = st.builds(
    lambda weekdays, first, length, season: Hours(
        weekdays=tuple(sorted(weekdays)),
        opens=first * 30,
        closes=min(first * 30 + length * 30, 1440),
        season=season,
    ),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 47),
    st.integers(1, 20),
    st.none()
    | st.tuples(
        st.tuples(st.integers(1, 12), st.integers(1, 28)), st.tuples(st.integers(1, 12), st.integers(1, 28))
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(some_hours, max_size=4), st.integers(0, 366), st.integers(0, 1439))
def test_the_next_change_is_where_open_turns_to_closed_or_back(
    each: list[Hours], day: int, minute: int
) -> None:
    """Walks from one half hour to the next, which is where hours of this test begin and end."""
    some = service(*each)
    local = at("2026-06-01", "00:00") + timedelta(days=day, minutes=minute)
    closes, opens = closes_at(some, local), opens_next(some, local)
    if not is_open(some, local):
        assert closes is None
    moment = local - timedelta(minutes=minute % 30)
    was_open, seen_closing = is_open(some, local), False
    for _ in range(48 * 14):
        moment += timedelta(minutes=30)
        now_open = is_open(some, moment)
        if was_open and not now_open and not seen_closing:
            seen_closing = True
            if is_open(some, local):
                assert closes == moment
        if now_open and not was_open:
            assert opens == moment
            return
        was_open = now_open
    assert opens is None or opens > moment
    assert opens is None or opens < local + timedelta(days=HORIZON)


def test_the_week_of_the_calendar_is_the_one_meant() -> None:
    """2026-11-24 is a Tuesday: the tests above rest on it."""
    assert at("2026-11-24").weekday() == 1
    assert MON_TO_FRI[1] == 1
