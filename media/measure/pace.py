"""How smoothly pictures were shown, from when each of them was."""

import statistics
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from media.measure.stretches import Stretch


class Shown(NamedTuple):
    """One picture of an element: seconds, which of all that the element has shown, pixels."""

    at: float
    number: int
    width: int
    height: int


class Pace(NamedTuple):
    """`usual` is the median of whole seconds, `size` (width, height) the median by area of pictures, None where there were none."""

    per_second: float
    usual: float
    longest_freeze: float
    size: tuple[int, int] | None


UNTOLD = 0.35
"""Seconds for which a page may have been told of none although they were shown. After longer, what came meanwhile came at once."""


def times(shown: Sequence[Shown]) -> list[float]:
    """When each picture of one element was shown. Who was told of every third knows of the others by their numbers alone; they
    are taken to have been shown evenly between, unless that is longer than `UNTOLD`: then nothing was.
    """
    found = [one.at for one in shown[:1]]
    for one, next_one in pairwise(shown):
        more = max(1, next_one.number - one.number) if next_one.at - one.at <= UNTOLD else 1
        found += [one.at + (next_one.at - one.at) * k / more for k in range(1, more + 1)]
    return found


def pace(shown_at: Sequence[float], sizes: Sequence[tuple[int, int]], within: Stretch) -> Pace:
    """Of pictures shown at these times. Nothing at the beginning or at the end is a freeze as well."""
    inside = sorted(at for at in shown_at if within.begin <= at <= within.end)
    edges = [within.begin, *inside, within.end]
    seconds = [
        float(bisect_left(inside, within.begin + k + 1) - bisect_left(inside, within.begin + k))
        for k in range(int(within.seconds))
    ]
    ordered = sorted(sizes, key=lambda size: size[0] * size[1])
    return Pace(
        per_second=len(inside) / within.seconds,
        usual=statistics.median(seconds) if seconds else len(inside) / within.seconds,
        longest_freeze=max(after - before for before, after in pairwise(edges)),
        size=ordered[len(ordered) // 2] if ordered else None,
    )
