"""A marked sound as a file that Chromium takes for a microphone."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
TONES = (440, 620, 880, 1_240, 1_760)
"""Hz: one a person; whole periods in a second, so that a looping player joins them without a click."""

BEATS = (0.5, 1.4, 2.6, 4.1, 5.9, 7.0, 8.6)
"""Seconds of ten; no two are as far apart as two others, so that a delay is found whatever it is."""
BEAT = 0.1


def tone(hz: int, seconds: float = 1.0, level: float = 0.3) -> NDArray[np.int16]:
    """A sine of `hz`, int16 mono at 48 kHz, amplitude `level` of full scale."""
    t = np.arange(round(seconds * RATE)) / RATE
    return np.round(np.sin(2 * np.pi * hz * t) * level * 32767).astype(np.int16)


def write_tone(path: Path, hz: int, *, seconds: float = 10.0) -> None:
    """Writes a WAV file of one steady tone."""
    _write(path, tone(hz, seconds))


def write_beating_tone(path: Path, hz: int) -> None:
    """The same, ten seconds long and half as loud but for a tenth of a second from each of `BEATS` on."""
    samples = tone(hz, 10.0)
    t = np.arange(len(samples)) / RATE
    loud = np.any([(begin <= t) & (t < begin + BEAT) for begin in BEATS], axis=0)
    _write(path, np.where(loud, samples, samples // 2).astype(np.int16))


def _write(path: Path, samples: NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())
