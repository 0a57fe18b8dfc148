"""A recording in place of a camera and a microphone, over and over."""

import asyncio
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Generic, TypeVar

import av

from endpoint.capture.reader import Clock
from media.sources.file import kinds_in, pictures, pieces
from media.sources.sound import RATE

PICTURE_CLOCK = 90_000
Frame = TypeVar("Frame", av.AudioFrame, av.VideoFrame)


class Recording:
    """A file that PyAV reads. Raises `media.sources.file.NotPlayable`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kinds = kinds_in(path)

    def sound(self) -> "Played[av.AudioFrame] | None":
        return Played(pieces(self._path), RATE) if "audio" in self._kinds else None

    def picture(self) -> "Played[av.VideoFrame] | None":
        return Played(pictures(self._path), PICTURE_CLOCK) if "video" in self._kinds else None


class Played(Generic[Frame]):
    """Frames of a file at their time. While nobody reads, the recording stands still and time goes on."""

    PATIENCE = 0.2

    def __init__(self, frames: Iterator[tuple[float, Frame]], rate: int) -> None:
        self._frames: Iterator[tuple[float, Frame]] = frames
        self._rate = rate
        self._clock = Clock()
        self._began = self._base = self._clock.now()

    async def next(self) -> Frame:
        """Raises `EOFError` when there is not one frame in the file."""
        got = await asyncio.to_thread(self._read)
        if got is None:
            raise EOFError
        due, frame = got
        late = self._clock.now() - (self._base + due)
        if late > self.PATIENCE:
            self._base += late
        await self._clock.until(self._base + due)
        frame.time_base = Fraction(1, self._rate)
        frame.pts = round((self._base + due - self._began) * self._rate)
        return frame

    def _read(self) -> tuple[float, Frame] | None:
        return next(self._frames, None)
