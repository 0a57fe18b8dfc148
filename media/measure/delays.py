"""How late sound and pictures are somewhere else, by marks that are found at both ends. Seconds of one clock."""

import statistics
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LOUDER = 1.5
"""A beat is so many times as loud as usual; `media.sources.sound` makes it twice as loud."""
USUAL = 100
"""Pieces of 10 ms whose median is what is usual."""
APART = 0.3
"""Seconds between two beats at least."""

LATEST = 3.0
"""Seconds by which anything may be late."""
NEAR = 0.25
"""Seconds by which one beat may be later or sooner than most."""
BIN = 0.05


def beats(at: NDArray[np.float64], levels: NDArray[np.float64]) -> list[float]:
    """When each beat began, in pieces of sound that were played at these times with these levels."""
    found: list[float] = []
    for number in range(USUAL // 2, len(levels)):
        usual = float(np.median(levels[max(0, number - USUAL) : number]))
        is_beat = levels[number] > LOUDER * usual > 0
        if is_beat and (not found or at[number] - found[-1] >= APART):
            found.append(float(at[number]))
    return found


def delays(made: Sequence[float], came: Sequence[float]) -> list[float]:
    """Of each beat that was made, how late it came; none of those that did not. Beats must not be evenly spaced: which is which is told by the
    delay that most of them agree on.
    """
    after = sorted(came)
    differences = [
        then - at for at in made for then in after[bisect_left(after, at) : bisect_left(after, at + LATEST)]
    ]
    if not differences:
        return []
    bins = Counter(int(one / BIN) for one in differences)
    most = max(bins, key=lambda number: bins[number] + bins[number + 1] + bins[number - 1])
    usual = statistics.median(one for one in differences if abs(int(one / BIN) - most) <= 1)
    return [one for one in differences if abs(one - usual) <= NEAR]


def frame_delays(
    made: Sequence[tuple[float, int]], came: Sequence[tuple[float, int]], rate: float, frames: int
) -> list[float]:
    """Of each picture that came, given as when and its number, how long before it was shown where it was made. `rate` pictures a second, whose numbers
    begin again after `frames`.
    """
    if not made:
        return []
    turn = frames / rate
    found = []
    for at, number in came:
        seen_at, seen = min(made, key=lambda look: abs(look[0] - at))
        late = (at - seen_at - (number - seen) / rate) % turn
        found.append(late - turn if late > turn / 2 else late)
    return found
