"""Which test tones are in a piece of sound."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def tones_heard(
    samples: NDArray[np.float64], rate: int, candidates: Iterable[int], threshold: float = 0.01
) -> frozenset[int]:
    """Those of `candidates` (Hz) whose amplitude in `samples` (mono, −1..1, `rate` samples/s) is above `threshold`.

    A Hann window keeps a strong tone 100 Hz away below the threshold from about 2,000 samples at 48 kHz on.
    """
    window = np.hanning(len(samples))
    t = np.arange(len(samples)) / rate
    scale = 2 / window.sum()

    def amplitude(hz: int) -> float:
        return float(abs(np.sum(samples * window * np.exp(-2j * np.pi * hz * t))) * scale)

    return frozenset(hz for hz in candidates if amplitude(hz) > threshold)
