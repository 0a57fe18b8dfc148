"""What was measured, in few figures."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """The middle and the slow end of many values, in the unit of the values."""

    median: float
    p95: float


def spread(values: Sequence[float]) -> Spread | None:
    """By nearest rank; None of no values."""
    if not values:
        return None
    ordered = sorted(values)

    def rank(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    return Spread(rank(0.5), rank(0.95))
