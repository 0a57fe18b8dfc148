"""What comes over a link: measured when it is granted, counted as a fault when it is not."""

import time
from collections.abc import Iterable

import av
import numpy as np
from numpy.typing import NDArray

from endpoint.rtc.rows import NOTHING, Rows
from endpoint.rtc.writing import DOUBTFUL_FOR
from media.measure.listening import SoundMeter
from media.measure.watching import PictureMeter
from signaling.protocol.scalars import Grant


class Ear:
    """Of one link, through all its connections. Nothing is measured that the view does not grant."""

    IN_FLIGHT = 0.5
    """Seconds for which what was sent before a grant ended may still arrive."""

    def __init__(self) -> None:
        self.sound = SoundMeter()
        self.picture = PictureMeter()
        self.ungranted = 0
        """Frames that arrived though no view had granted them for a while, or ever."""
        self.text = Rows()
        self._read: tuple[int, float] | None = None
        self._granted: frozenset[Grant] = frozenset()
        self._ended: dict[Grant, float] = {}
        self.since: dict[Grant, float] = {}
        """Monotonic seconds: when each grant that stands now began."""
        self.last: dict[Grant, float] = {}
        """Monotonic seconds: when something granted last came."""

    def grant(self, grants: Iterable[Grant]) -> None:
        now, new = time.monotonic(), frozenset(grants)
        for ended in self._granted - new:
            self._ended[ended] = now
            self.since.pop(ended, None)
            self.last.pop(ended, None)
            if ended is Grant.SOUND:
                self.sound.pause()
            elif ended is Grant.PICTURE:
                self.picture.pause()
        for begun in new - self._granted:
            self.since[begun] = now
        self._granted = new

    def restart(self) -> None:
        """Another connection takes over: its frames are numbered anew."""
        self.sound.pause()
        self.picture.pause()
        self.last.clear()

    def hears(self, frame: av.AudioFrame) -> None:
        if self._lets(Grant.SOUND):
            samples = frame.to_ndarray().reshape(-1, frame.layout.nb_channels).mean(axis=1) / 32768
            self.sound.add(samples, frame.pts or 0, time.time())

    def sees(self, frame: av.VideoFrame) -> None:
        if self._lets(Grant.PICTURE):
            self.picture.add(_grey(frame), time.time())

    def sees_second(self, _frame: av.VideoFrame) -> None:
        self._lets(Grant.SECOND_PICTURE)

    def reads(self, attempt: int, text: str | bytes) -> None:
        """T.140 over the connection of this attempt: what is erased is gone from the report too."""
        if self._lets(Grant.TEXT) and text != NOTHING:
            self._read = attempt, time.monotonic()
            self.text.take(text if isinstance(text, str) else text.decode(errors="replace"))

    def reads_no_more(self, attempt: int) -> None:
        """The connection of this attempt is gone: what was on its way over it may be lost."""
        if self._read is None or self._read[0] != attempt:
            return
        if Grant.TEXT in self._granted and time.monotonic() - self._read[1] < DOUBTFUL_FOR:
            self.text.lost()
        self._read = None

    def _lets(self, grant: Grant) -> bool:
        now = time.monotonic()
        if grant in self._granted:
            self.last[grant] = now
            return True
        if now - self._ended.get(grant, -1e9) > self.IN_FLIGHT:
            self.ungranted += 1
        return False


def _grey(frame: av.VideoFrame) -> NDArray[np.uint8]:
    plane = frame.planes[0]
    rows: NDArray[np.uint8] = np.frombuffer(memoryview(plane), dtype=np.uint8).reshape(-1, plane.line_size)
    return rows[: frame.height, : frame.width]
