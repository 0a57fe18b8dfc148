"""What pictures that arrive one by one were like: marks, pace, freezes, and how old they are."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from media.measure.picture import read_mark
from media.sources.clocked import CLOCKED, age_of

FREEZE_FACTOR = 3.0
FREEZE_MORE = 0.15
"""A freeze, as in W3C's webrtc-stats: a gap of three times the usual one, or of the usual one and 150 ms, the larger."""


class PictureMeter:
    """Feed it every decoded picture in order. Times are wall-clock seconds, ages and gaps too."""

    def __init__(self) -> None:
        self.marks: Counter[int] = Counter()
        """How many pictures bore the mark of each identity."""
        self.pictures = 0
        self.freezes = 0
        self.longest_gap = 0.0
        self.seconds = 0.0
        """For how long pictures came, agreed pauses left out."""
        self.size: tuple[int, int] | None = None
        """Width and height of the last."""
        self.first_at: float | None = None
        self.last_at: float | None = None
        self.ages: list[float] = []
        self._gaps = 0
        self._usual: float | None = None

    def add(self, grey: NDArray[np.uint8], at: float) -> None:
        """H×W grey, delivered at `at`."""
        self.pictures += 1
        self.size = (grey.shape[1], grey.shape[0])
        if self.first_at is None:
            self.first_at = at
        if self.last_at is not None:
            self._gap(at - self.last_at)
        self.last_at = at
        mark = read_mark(grey)
        if mark is None:
            return
        self.marks[mark.identity] += 1
        if mark.identity >= CLOCKED:
            self.ages.append(age_of(mark.frame, at))

    @property
    def per_second(self) -> float:
        """Pictures a second while they came."""
        return self._gaps / self.seconds if self.seconds else 0.0

    def pause(self) -> None:
        """What comes next does not follow what came: darkness was agreed."""
        self.last_at = None

    def _gap(self, gap: float) -> None:
        self.longest_gap = max(self.longest_gap, gap)
        self.seconds += gap
        self._gaps += 1
        if self._usual is None:
            self._usual = gap
            return
        if gap > max(FREEZE_FACTOR * self._usual, self._usual + FREEZE_MORE):
            self.freezes += 1
        self._usual += (gap - self._usual) / 30
