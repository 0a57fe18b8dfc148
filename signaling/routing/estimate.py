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
    """Recent waits, the oldest first, by service and by the hour of the city's day in which they began."""

    def __init__(self, waits: Iterable[Wait], zone: tzinfo) -> None:
        self._zone = zone
        self._of: defaultdict[tuple[str, int], deque[float]] = defaultdict(lambda: deque(maxlen=LATEST))
        for wait in waits:
            hour = datetime.fromtimestamp(wait.opened_at, zone).hour
            self._of[wait.service, hour].append(wait.seconds)

    def of(self, service: str, at: float) -> Sequence[float]:
        """The seconds that residents waited for this service in the hour of the day of `at`."""
        return tuple(self._of.get((service, datetime.fromtimestamp(at, self._zone).hour), ()))


def estimate(waited: Iterable[float], rung_for: float | None = None) -> tuple[int, int] | None:
    """The 50th to 80th percentile of these waits, in whole minutes.

    `1 ≤ lower ≤ upper`; the upper is rounded up, so that four waits of five end before it. None: under `FEWEST` samples, or
    nobody can promise it, since it is rung for `rung_for` seconds only.
    """
    samples = sorted(waited)
    if len(samples) < FEWEST:
        return None
    lower = max(1, round(percentile(samples, 50) / 60))
    upper = max(lower, ceil(percentile(samples, 80) / 60))
    return None if rung_for is not None and 60 * upper > rung_for else (lower, upper)


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Linear between the two nearest of the ordered samples, at least one."""
    place = (len(ordered) - 1) * percent / 100
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
