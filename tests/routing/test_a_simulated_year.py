"""The plan's year through the real routing, in seconds: nobody is lost, nobody doubly engaged, and estimates hold.

`play` itself stops when an arrival does not end exactly once or a talk begins before the same expert's last one has ended.
"""

from datetime import date, timedelta
from random import Random

import pytest

from signaling.protocol.words import EndReason
from tests.routing import year
from tests.routing.hatch import Hatch

NEW_YEAR = date(2026, 1, 1)
TENTH, ALL = 0.1, 1.0


def must_hold(played: year.Year, *, of: float) -> None:
    """Everybody has ended, almost all of them well, and four of five upper bounds hold; `of` the waits had one."""
    assert sum(played.ends.values()) == played.arrived
    assert set(played.ends) <= {EndReason.COMPLETED, EndReason.CANCELLED, EndReason.CLOSED_HOURS}
    assert sum(wait.number == 0 for wait in played.waits) == played.arrived
    assert len(played.told()) >= of * played.arrived
    assert 0.72 <= played.held() <= 0.88


def must_hold_in_line(played: year.Year) -> None:
    """Most come when nobody waits. Those who come to a line are few, and would not be seen in the share of all."""
    in_line = [(wait, upper) for wait, upper in played.told() if wait.ahead > 0 and wait.by is not None]
    held = sum(wait.seconds < 60 * upper for wait, upper in in_line) / len(in_line)
    assert len(in_line) > 3_000
    assert 0.72 <= held <= 0.88


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_year_in_which_one_visit_of_ten_is_remote(seed: int) -> None:
    played = year.play(seed, TENTH, NEW_YEAR, 365)
    assert played.arrived == pytest.approx(8_000, rel=0.06)
    must_hold(played, of=0.3)


def test_a_year_in_which_all_visits_are_remote() -> None:
    played = year.play(1, ALL, NEW_YEAR, 365)
    assert played.arrived == pytest.approx(80_000, rel=0.06)
    must_hold(played, of=0.9)
    must_hold_in_line(played)


@pytest.mark.parametrize(("seed", "first"), [(2, date(2026, 3, 16)), (3, date(2026, 12, 1))])
def test_months_with_turned_clocks_and_with_christmas(seed: int, first: date) -> None:
    must_hold(year.play(seed, ALL, first, 31), of=0.6)


def test_nobody_comes_on_a_holiday_to_an_office() -> None:
    assert year.open_on(date(2026, 6, 19)) == ("visit-pori",)
    assert year.open_on(date(2026, 12, 24)) == ()
    assert len(year.open_on(date(2026, 6, 18))) > 20


def test_on_days_of_the_city_no_drop_in_waits_longer_than_twice_the_longest_of_a_plain_line() -> None:
    """Without the one talk that a few residents alone may need: with this many it is less than the line."""
    compared = 0
    for ahead in range(0, 60, 3):
        day = NEW_YEAR + timedelta(days=ahead)
        residents = list(year.come(Random(ahead), ALL, day))
        ours = Hatch(year.workers(ALL, day), closes=year.closing(day)).play(residents)
        plain = Hatch(year.workers(ALL, day), closes=year.closing(day), first_come=True).play(residents)
        longest = max((wait.seconds for wait in plain.waits), default=0.0)
        drop_ins = [wait.seconds for wait in ours.waits if wait.number == 0]
        assert max(drop_ins, default=0.0) <= 2 * longest
        compared += len(drop_ins)
    assert compared > 2_000
