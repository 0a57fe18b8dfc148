"""A camera and a microphone that tell whose they are and what time it was."""

from fractions import Fraction

import av
import numpy as np

from endpoint.capture.reader import Pace
from media.sources.clocked import PICTURES_PER_SECOND, BeatingTone, clocked_picture, tone_of
from media.sources.sound import RATE

PIECES_PER_SECOND = 50
PIECE = RATE // PIECES_PER_SECOND
PICTURE_CLOCK = 90_000
WIDTH, HEIGHT = 320, 240


class Synthetic:
    """`identity` 128..255: its mark in the pictures; its tone is `tone_of(identity)`."""

    def __init__(self, identity: int) -> None:
        self._identity = identity

    def sound(self) -> "SyntheticSound":
        return SyntheticSound(tone_of(self._identity))

    def picture(self) -> "SyntheticPicture":
        return SyntheticPicture(self._identity)


class SyntheticSound:
    def __init__(self, hz: int) -> None:
        self._tone = BeatingTone(hz)
        self._pace = Pace(PIECES_PER_SECOND)
        self._first: int | None = None

    async def next(self) -> av.AudioFrame:
        tick = await self._pace.next()
        self._first = tick if self._first is None else self._first
        frame = av.AudioFrame.from_ndarray(
            self._tone.samples(tick * PIECE, PIECE).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        frame.pts = (tick - self._first) * PIECE
        return frame


class SyntheticPicture:
    def __init__(self, identity: int) -> None:
        self._identity = identity
        self._pace = Pace(PICTURES_PER_SECOND)
        self._first: int | None = None

    async def next(self) -> av.VideoFrame:
        tick = await self._pace.next()
        self._first = tick if self._first is None else self._first
        grey = clocked_picture(self._identity, tick, WIDTH, HEIGHT)
        colourless = np.full((HEIGHT // 2, WIDTH), 128, dtype=np.uint8)
        frame = av.VideoFrame.from_ndarray(np.concatenate((grey, colourless)), format="yuv420p")
        frame.time_base = Fraction(1, PICTURE_CLOCK)
        frame.pts = (tick - self._first) * PICTURE_CLOCK // PICTURES_PER_SECOND
        return frame
