"""A signal that tells the time it was made: a tone that beats on every second, pictures numbered by their tick.

Times are of the wall clock (seconds since the epoch), so two machines measure a delay as well as their clocks agree.
"""

import math

import numpy as np
from numpy.typing import NDArray

from media.marks import FRAMES
from media.sources.picture import marked_picture
from media.sources.sound import RATE, TONES

CLOCKED = 128
"""Identities from here on number their pictures by the clock; smaller ones count from the start of a file."""

PICTURES_PER_SECOND = 20
BEAT = 0.1
"""Seconds from each whole second on that the tone is twice as loud."""

LEVEL = 0.25


class BeatingTone:
    """A sine of `hz` (whole, so that seconds join without a click). Samples are numbered from the epoch, 48,000 a second."""

    def __init__(self, hz: int) -> None:
        t = np.arange(RATE) / RATE
        loudness = np.where(t < BEAT, 2 * LEVEL, LEVEL)
        self._second: NDArray[np.int16] = np.round(np.sin(2 * np.pi * hz * t) * loudness * 32767).astype(
            np.int16
        )

    def samples(self, first: int, count: int) -> NDArray[np.int16]:
        """Mono, `count` samples from number `first` on."""
        return np.take(self._second, np.arange(first % RATE, first % RATE + count), mode="wrap")


def tone_of(identity: int) -> int:
    """The tone (Hz) that goes with the pictures of this identity."""
    return TONES[identity % len(TONES)]


def clocked_picture(identity: int, tick: int, width: int, height: int) -> NDArray[np.uint8]:
    """H×W uint8 grey: the picture that is due `tick` twentieths of a second after the epoch. Identity 128..255."""
    return marked_picture(identity, tick % FRAMES, width, height)


def age_of(frame: int, now: float) -> float:
    """How many seconds before `now` the clocked picture with this number in its mark was due: −102.4 to 102.4."""
    turn = FRAMES / PICTURES_PER_SECOND
    age = math.fmod(now - frame / PICTURES_PER_SECOND, turn)
    return age - turn if age > turn / 2 else age
