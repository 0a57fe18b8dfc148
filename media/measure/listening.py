"""What a stretch of sound that arrives piece by piece was like: tones, holes, and how old its beats are."""

from collections import Counter, deque

import numpy as np
from numpy.typing import NDArray

from media.measure.sound import tones_heard
from media.sources.sound import RATE, TONES

BLOCK = 240
"""Samples over which loudness is taken: 5 ms."""

LOOK = 4_800
"""Samples in which tones are looked for, once in half a second of sound."""

LOUDER = 1.5
"""A beat is so many times as loud as usual; what is made is twice as loud, and codecs round it off."""

AUDIBLE = 0.01


class SoundMeter:
    """Feed it every piece of decoded sound at 48 kHz in order. Times are wall-clock seconds, ages and gaps too."""

    def __init__(self) -> None:
        self.tones: Counter[int] = Counter()
        """In how many looks (two a second) each test tone was heard."""
        self.samples = 0
        self.missing = 0
        """Samples that never came, by the numbers of those that did."""
        self.holes = 0
        self.longest_gap = 0.0
        self.first_at: float | None = None
        self.last_at: float | None = None
        self.ages: list[float] = []
        """Of the beats, modulo a second: 0 to 1."""
        self._next: int | None = None
        self._recent: deque[NDArray[np.float64]] = deque()
        self._since_look = 0
        self._usual: deque[float] = deque(maxlen=RATE // BLOCK)
        self._quiet_for = 0

    def add(self, samples: NDArray[np.float64], number: int, at: float) -> None:
        """Mono −1..1, the first of them `number` in the sender's count, delivered at `at`."""
        if self.first_at is None:
            self.first_at = at
        if self.last_at is not None:
            self.longest_gap = max(self.longest_gap, at - self.last_at)
        if self._next is not None and number > self._next:
            self.missing += number - self._next
            self.holes += 1
        self.last_at = at
        self._next = number + len(samples)
        self.samples += len(samples)
        self._look_for_tones(samples)
        self._look_for_beats(samples, at)

    def pause(self) -> None:
        """What comes next does not follow what came: silence was agreed."""
        self._next = None
        self.last_at = None
        self._recent.clear()
        self._since_look = 0
        self._usual.clear()

    def _look_for_tones(self, samples: NDArray[np.float64]) -> None:
        self._recent.append(samples)
        while sum(map(len, self._recent)) - len(self._recent[0]) >= LOOK:
            self._recent.popleft()
        self._since_look += len(samples)
        if self._since_look >= RATE // 2:
            self._since_look = 0
            self.tones.update(tones_heard(np.concatenate(self._recent), RATE, TONES))

    def _look_for_beats(self, samples: NDArray[np.float64], at: float) -> None:
        for start in range(0, len(samples) - BLOCK + 1, BLOCK):
            loudness = float(np.sqrt(np.mean(samples[start : start + BLOCK] ** 2)))
            usual = float(np.median(self._usual)) if len(self._usual) >= self._usual.maxlen // 2 else None  # type: ignore[operator]
            self._usual.append(loudness)
            if usual is None or usual < AUDIBLE:
                continue
            if loudness <= usual * LOUDER:
                self._quiet_for += 1
                continue
            if self._quiet_for >= RATE // 2 // BLOCK:
                self.ages.append((at + start / RATE) % 1.0)
            self._quiet_for = 0
