"""What a waiting resident is told: how long, and which place in the line."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from signaling.protocol.words import Purpose
from signaling.routing.estimate import Waits, estimate, line_lengths, percentile, place_in_line
from tests.routing.making import HELSINKI, at, searching

NOON = at("2026-11-24", "12:20").timestamp()


class Waited(Struct, frozen=True):
    service: str
    opened_at: float
    seconds: float


def minutes(*each: float) -> list[float]:
    return [60.0 * one for one in each]


def waited(*each: float, service: str = "tax", day: str = "2026-11-23", clock: str = "12:05") -> list[Waited]:
    return [Waited(service, at(day, clock).timestamp(), one) for one in minutes(*each)]


def in_order(waits: list[Waited]) -> list[Waited]:
    return sorted(waits, key=lambda wait: wait.opened_at)


def test_it_is_the_range_from_the_median_to_the_80th_percentile() -> None:
    assert estimate(minutes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)) == (6, 10)


@pytest.mark.parametrize("samples", [5, 7, 20, 50])
def test_the_next_wait_stays_below_it_as_often_as_it_says_however_few_the_samples(samples: int) -> None:
    chance = Random(samples)
    below = 0
    for _ in range(2_000):
        *known, coming = (chance.random() for _ in range(samples + 1))
        below += coming <= percentile(sorted(known), 80)
    assert below / 2_000 == pytest.approx(0.8, abs=0.03)


def test_of_five_waits_the_upper_bound_is_just_below_the_longest() -> None:
    assert percentile(minutes(1, 2, 3, 4, 5), 80) == pytest.approx(60 * 4.8)
    assert percentile(minutes(1, 2, 3, 4, 5), 50) == pytest.approx(60 * 3)


def test_under_five_samples_nothing_is_said() -> None:
    assert estimate(minutes(3, 3, 3, 3)) is None
    assert estimate(minutes(3, 3, 3, 3, 3)) == (3, 3)


def test_only_the_same_service_and_hour_of_the_city_count() -> None:
    others = waited(50, service="building") + waited(0.5, clock="11:59") + waited(50, clock="13:00")
    mine = waited(3, clock="12:00") + waited(4, clock="12:10") + waited(5, clock="12:54")
    waits = Waits(in_order(others + mine), HELSINKI)
    assert waits.of("tax", NOON, 0) == (180, 240, 300)
    assert waits.of("waste", NOON, 0) == ()


def test_the_hour_is_that_of_clocks_in_the_city_in_summer_and_in_winter() -> None:
    """A wait at nine before the clocks are turned is one at nine after that, though an hour of the world's time apart."""
    waits = Waits(waited(3, day="2026-10-23", clock="09:30"), HELSINKI)
    assert waits.of("tax", at("2026-10-26", "09:10").timestamp(), 0) == (180,)
    assert waits.of("tax", at("2026-10-26", "08:40").timestamp(), 0) == ()


def test_the_hour_that_comes_twice_is_one_hour() -> None:
    first = at("2026-10-25", "03:30")
    again = first.replace(fold=1)
    assert again.timestamp() - first.timestamp() == 3600
    waits = Waits([Waited("tax", first.timestamp(), 60), Waited("tax", again.timestamp(), 120)], HELSINKI)
    assert waits.of("tax", at("2026-10-26", "03:00").timestamp(), 0) == (60, 120)


def test_the_latest_count() -> None:
    waits = Waits([Waited("tax", NOON - 20 * (200 - each), each / 20) for each in range(200)], HELSINKI)
    assert waits.of("tax", NOON, 0) == tuple(each / 20 for each in range(150, 200))


def test_who_comes_to_a_line_is_told_of_those_who_came_to_one_for_each_place_in_it() -> None:
    """The second comes while the first waits, and the third while both do; an hour later it is the same for who comes."""
    waits = Waits(
        waited(10, clock="12:00")
        + waited(12, clock="12:05")
        + waited(15, clock="12:09")
        + waited(1, clock="13:00"),
        HELSINKI,
    )
    assert waits.of("tax", NOON, 0) == (600,)
    assert waits.of("tax", NOON, 1) == (720, 600)
    assert waits.of("tax", NOON + 3600, 3) == (1440, 1200)
    assert waits.of("building", NOON, 1) == ()


def test_what_is_older_than_four_weeks_is_not_lately() -> None:
    waits = Waits(
        waited(3, day="2026-10-27", clock="12:10") + waited(4, day="2026-10-27", clock="12:30"), HELSINKI
    )
    assert waits.of("tax", NOON, 0) == (240,)


def test_a_short_wait_is_a_minute_and_never_none() -> None:
    assert estimate([0, 0, 0, 0, 6]) == (1, 1)


def test_nothing_is_promised_that_lies_beyond_the_last_ring() -> None:
    assert estimate(minutes(5, 5, 5, 5, 5), rung_for=300) == (5, 5)
    assert estimate(minutes(5, 5, 5, 5, 5), rung_for=299) is None


def test_the_upper_bound_is_rounded_up() -> None:
    assert estimate(minutes(2.1, 2.1, 2.1, 2.1, 2.1)) == (2, 3)


@given(st.lists(st.floats(0, 3600), min_size=5, max_size=40))
def test_the_upper_is_never_below_the_lower_and_four_of_five_end_before_it(seconds: list[float]) -> None:
    told = estimate(seconds)
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
