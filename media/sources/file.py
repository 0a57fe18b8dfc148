"""Sound and pictures of a recording, over and over."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av

from media.sources.sound import RATE

PIECE = RATE // 50
LARGEST = 1280
"""Pixels in a row; a wider recording is made smaller."""


class NotPlayable(Exception):
    """There is no such file, or nothing in it that can be played."""


def kinds_in(path: Path) -> frozenset[str]:
    """Which of `audio` and `video` the file has. Raises `NotPlayable` when neither."""
    try:
        with av.open(str(path)) as container:
            kinds = frozenset(stream.type for stream in container.streams) & {"audio", "video"}
    except (OSError, av.FFmpegError) as error:
        raise NotPlayable(f"{path} cannot be played: {error.strerror or error}") from None
    if not kinds:
        raise NotPlayable(f"{path} has neither sound nor pictures in it")
    return kinds


def pieces(path: Path) -> Iterator[tuple[float, av.AudioFrame]]:
    """20 ms of sound each, s16 mono 48 kHz, with the seconds at which it is due; from the beginning again at the end."""
    number = 0
    while True:
        before = number
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE, frame_size=PIECE)
            for decoded in container.decode(audio=0):
                decoded.pts = None
                for piece in resampler.resample(decoded):
                    yield number / 50, piece
                    number += 1
        if number == before:
            return


def pictures(path: Path) -> Iterator[tuple[float, av.VideoFrame]]:
    """Each picture as yuv420p, with the seconds at which it is due; from the beginning again at the end."""
    offset = 0.0
    while True:
        end = 0.0
        with av.open(str(path)) as container:
            step = 1 / float(container.streams.video[0].average_rate or 25)
            for number, decoded in enumerate(container.decode(video=0)):
                due = decoded.time if decoded.pts is not None else number * step
                end = due + step
                yield offset + due, _fitting(decoded)
        if not end:
            return
        offset += end


def _fitting(frame: av.VideoFrame) -> av.VideoFrame:
    scale = min(Fraction(1), Fraction(LARGEST, frame.width))
    width, height = (max(2, int(side * scale) // 2 * 2) for side in (frame.width, frame.height))
    return frame.reformat(width=width, height=height, format="yuv420p")
