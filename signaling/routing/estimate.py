"""How long it will take: from what others waited lately, and where somebody stands in the line."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from math import ceil
from typing import Protocol

from signaling.protocol.words import Purpose
from signaling.routing.assign import order
from signaling.routing.model import Waiting

FEWEST = 5
"""Under so many samples nothing is said ("ei arviota")."""
LATEST = 50
"""How many of the latest waits of a service in an hour of the day an estimate is made from."""
LOOKED_BACK = 28 * 86_400.0
"""Seconds for which a wait is a recent one."""


class Wait(Protocol):
    """A wait that has ended: for which service, begun when (seconds since the Unix epoch), how many seconds."""

    @property
    def service(self) -> str: ...
    @property
    def opened_at(self) -> float: ...
    @property
    def seconds(self) -> float: ...


class Waits:
    """Recent waits, apart for those who came to an empty line and those who came to one.

    The former by service and by the hour of the city's day in which they began, since it tells how many are free; the latter
    by service, and reckoned for each place in the line.
    """

    def __init__(self, waits: Iterable[Wait], zone: tzinfo) -> None:
        self._zone = zone
        self._first: defaultdict[tuple[str, int], _Samples] = defaultdict(_samples)
        self._in_line: defaultdict[str, _Samples] = defaultdict(_samples)
        self._last_ends: defaultdict[str, list[float]] = defaultdict(list)
        for wait in waits:
            self.add(wait)

    def add(self, wait: Wait) -> None:
        """One that began after all that were added before."""
        under_way = [end for end in self._last_ends[wait.service] if end > wait.opened_at]
        self._last_ends[wait.service] = [*under_way, wait.opened_at + wait.seconds]
        if under_way:
            self._in_line[wait.service].append((wait.opened_at, wait.seconds / (len(under_way) + 1)))
        else:
            self._first[wait.service, self._hour(wait.opened_at)].append((wait.opened_at, wait.seconds))

    def of(self, service: str, at: float, ahead: int) -> Sequence[float]:
        """The seconds that residents lately waited who came like one who comes at `at` and has so many before them."""
        known = self._in_line.get(service, ()) if ahead else self._first.get((service, self._hour(at)), ())
        return tuple((ahead + 1) * seconds for opened_at, seconds in known if opened_at >= at - LOOKED_BACK)

    def _hour(self, at: float) -> int:
        return datetime.fromtimestamp(at, self._zone).hour


_Samples = deque[tuple[float, float]]


def _samples() -> _Samples:
    return deque(maxlen=LATEST)


def estimate(waited: Iterable[float], rung_for: float | None = None) -> tuple[int, int] | None:
    """From when to when, in whole minutes, the next wait will most likely end: half of the waits end before the lower bound
    and four of five before the upper, as the latest waits of that service and hour of the day tell it.

    `1 ≤ lower ≤ upper`; the upper is rounded up. None: under `FEWEST` samples, or nobody can promise it, since it is rung for
    `rung_for` seconds only.
    """
    samples = sorted(waited)
    if len(samples) < FEWEST:
        return None
    lower = max(1, round(percentile(samples, 50) / 60))
    upper = max(lower, ceil(percentile(samples, 80) / 60))
    return None if rung_for is not None and 60 * upper > rung_for else (lower, upper)


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Below which the next wait stays with that likelihood, by the ordered samples: linear between the two nearest.

    The next is as likely to fall into any of the n + 1 gaps that n samples make; the usual percentile of few samples is too
    low for what comes, since they have seldom met the longest waits.
    """
    place = min(max((len(ordered) + 1) * percent / 100 - 1, 0.0), len(ordered) - 1.0)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def place_in_line(waiting: Iterable[Waiting], search: str) -> int:
    """1 is next. Counted among the residents who wait for the same service. Raises `LookupError`: it does not wait."""
    searches = tuple(waiting)
    mine = next((each for each in searches if each.search == search), None)
    if mine is None:
        raise LookupError(search)
    return 1 + sum(
        _in_line(each) and each.service == mine.service and order(each) < order(mine) for each in searches
    )


def line_lengths(waiting: Iterable[Waiting]) -> dict[str, int]:
    """How many residents wait for each service; a service that nobody waits for is not in it."""
    return dict(Counter(each.service for each in waiting if _in_line(each) and each.service is not None))


def _in_line(search: Waiting) -> bool:
    return search.purpose is Purpose.SERVE and search.person is None
