"""What a waiting resident is told: how long, and which place in the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from signaling.protocol.words import Purpose
from signaling.routing.estimate import estimate, line_lengths, place_in_line
from tests.routing.making import at, searching

NOON = at("2026-11-24", "12:20")


class Waited(Struct, frozen=True):
    service: str
    opened_at: float
    seconds: float


def waited(*minutes: float, service: str = "tax", clock: str = "12:05") -> list[Waited]:
    return [Waited(service, at("2026-11-23", clock).timestamp(), 60 * each) for each in minutes]


def test_it_is_the_range_from_the_median_to_the_80th_percentile() -> None:
    assert estimate(waited(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "tax", NOON) == (6, 9)


def test_under_five_samples_nothing_is_said() -> None:
    assert estimate(waited(3, 3, 3, 3), "tax", NOON) is None
    assert estimate(waited(3, 3, 3, 3, 3), "tax", NOON) == (3, 3)


def test_only_the_same_service_and_hour_of_the_city_count() -> None:
    others = waited(50, 50, 50, 50, service="building") + waited(50, 50, 50, 50, clock="13:00")
    assert estimate(others + waited(3, 3, 3, 3, 3), "tax", NOON) == (3, 3)
    assert estimate(others, "tax", NOON) is None


def test_a_short_wait_is_a_minute_and_never_none() -> None:
    assert estimate(waited(0, 0, 0, 0, 0.1), "tax", NOON) == (1, 1)


def test_the_upper_bound_is_rounded_up() -> None:
    assert estimate(waited(2.1, 2.1, 2.1, 2.1, 2.1), "tax", NOON) == (2, 3)


@given(st.lists(st.floats(0, 3600), min_size=5, max_size=40))
def test_the_upper_is_never_below_the_lower_and_four_of_five_end_before_it(seconds: list[float]) -> None:
    told = estimate([Waited("tax", NOON.timestamp(), each) for each in seconds], "tax", NOON)
    assert told is not None
    lower, upper = told
    assert 1 <= lower <= upper
    assert sum(each <= upper * 60 for each in seconds) >= 0.8 * (len(seconds) - 1)


def test_the_place_in_line_counts_who_waits_for_the_same_service() -> None:
    waiting = [
        searching("mine", since=5),
        searching("earlier", since=2),
        searching("later", since=9),
        searching("another", "building", since=1),
        searching("returned", since=8, head=True),
        searching("colleague", since=1, purpose=Purpose.ASK),
        searching("named", since=1, person="a"),
    ]
    assert place_in_line(waiting, "mine") == 3
    assert place_in_line(waiting, "returned") == 1
    assert line_lengths(waiting) == {"tax": 4, "building": 1}


def test_who_does_not_wait_has_no_place() -> None:
    with pytest.raises(LookupError):
        place_in_line([searching("other")], "mine")
