"""A marked sound as a file that Chromium takes for a microphone."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
TONES = (440, 620, 880, 1_240, 1_760)
"""Hz: one a person; whole periods in a second, so that a looping player joins them without a click."""


def tone(hz: int, seconds: float = 1.0, level: float = 0.3) -> NDArray[np.int16]:
    """A sine of `hz`, int16 mono at 48 kHz, amplitude `level` of full scale."""
    t = np.arange(round(seconds * RATE)) / RATE
    return np.round(np.sin(2 * np.pi * hz * t) * level * 32767).astype(np.int16)


def write_tone(path: Path, hz: int, *, seconds: float = 10.0) -> None:
    """Writes a WAV file of one steady tone."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(tone(hz, seconds).tobytes())
