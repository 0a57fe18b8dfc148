"""What a track reads: one frame after the other, each when it is due."""

import asyncio
import math
import time
from typing import Protocol

import av


class SoundReader(Protocol):
    async def next(self) -> av.AudioFrame:
        """The next 20 ms, s16 mono 48 kHz, when they are due; `pts` counts on through time that was not read."""
        ...


class PictureReader(Protocol):
    async def next(self) -> av.VideoFrame:
        """The next picture, when it is due; `pts` counts on through time that was not read."""
        ...


class Source(Protocol):
    """A camera and a microphone, so to speak. Every connection opens readers of its own; None: there is none."""

    def sound(self) -> SoundReader | None: ...

    def picture(self) -> PictureReader | None: ...


class Clock:
    """The wall clock, read once; from then on it never jumps. Made inside a running event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._wall = time.time() - self._loop.time()

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._wall + self._loop.time()

    async def until(self, due: float) -> None:
        await asyncio.sleep(max(0.0, due - self.now()))


class Pace:
    """Ticks at `rate` a second, numbered from the epoch. Who is late by more than `PATIENCE` misses some."""

    PATIENCE = 0.2

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._clock = Clock()
        self._last = math.floor(self._clock.now() * rate)

    async def next(self) -> int:
        """The number of the next tick, when it has come."""
        now = self._clock.now()
        tick = self._last + 1
        if tick / self._rate < now - self.PATIENCE:
            tick = math.ceil(now * self._rate)
        await self._clock.until(tick / self._rate)
        self._last = tick
        return tick
