"""When a tone was heard in sound that is kept in pieces of 10 ms, each with the time at which it was played."""

import numpy as np
from numpy.typing import NDArray

from media.measure.stretches import Stretch, joined

RATE = 8_000
"""Samples a second: enough for every tone of `media.sources.sound`."""
PIECE = RATE // 100
SECONDS = PIECE / RATE

HEARD = 0.03
"""Amplitude from which on a tone is heard: a tenth of what `media.sources.sound` makes, 20 dB below it."""

HOLE = 0.04
"""Seconds between two pieces from which on something is missing; less is how unevenly they are delivered."""


def levels(samples: NDArray[np.int16], hz: int) -> NDArray[np.float64]:
    """The amplitude (0..1) of `hz` in each piece together with the one before it. `samples` is N×80, in order.

    20 ms of Hann window: a tone 180 Hz away counts for less than 3 % of itself, and a hole of less than 20 ms is not seen.
    """
    if not len(samples):
        return np.zeros(0)
    whole = samples.astype(np.float64) / 32768
    both = np.hstack([np.vstack([whole[:1], whole[:-1]]), whole])
    window = np.hanning(2 * PIECE + 2)[1:-1]
    wave = window * np.exp(-2j * np.pi * hz * np.arange(2 * PIECE) / RATE)
    return np.asarray(np.abs(both @ wave) * 2 / window.sum())


def heard(at: NDArray[np.float64], samples: NDArray[np.int16], hz: int) -> list[Stretch]:
    """When `hz` was heard; `at` is when each piece began to be played, in seconds."""
    there = np.flatnonzero(levels(samples, hz) >= HEARD)
    if not len(there):
        return []
    apart = (np.diff(there) > 1) | (np.diff(at[there]) > HOLE)
    begins = there[np.concatenate([[True], apart])]
    ends = there[np.concatenate([apart, [True]])]
    return joined(
        Stretch(float(at[one]), float(at[other]) + SECONDS) for one, other in zip(begins, ends, strict=True)
    )
