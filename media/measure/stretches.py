"""Stretches of time in which something was there, and the gaps between them. Seconds of any one clock."""

from collections.abc import Iterable
from typing import NamedTuple


class Stretch(NamedTuple):
    begin: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.begin


def joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time in as few stretches as can be, in order."""
    whole: list[Stretch] = []
    for one in sorted(stretches):
        if whole and one.begin <= whole[-1].end:
            whole[-1] = Stretch(whole[-1].begin, max(whole[-1].end, one.end))
        else:
            whole.append(one)
    return whole


def gaps(stretches: Iterable[Stretch], within: Stretch) -> list[Stretch]:
    """What of `within` no stretch covers, in order; before the first and after the last too."""
    found = []
    at = within.begin
    for one in joined(stretches):
        if one.end <= at or one.begin >= within.end:
            continue
        if one.begin > at:
            found.append(Stretch(at, one.begin))
        at = one.end
    return [*found, Stretch(at, within.end)] if at < within.end else found
