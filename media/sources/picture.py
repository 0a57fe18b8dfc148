"""A marked moving picture as a file that Chromium takes for a camera."""

from collections.abc import Iterable
from itertools import repeat
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from media.marks import COLUMNS, ROWS, cells


def marked_picture(identity: int, frame: int, width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """One frame as H×W uint8 grey, with the mark of `media.marks`. Raises ValueError when `identity` does not fit."""
    grid = np.array(cells(identity, frame), dtype=np.uint8).reshape(ROWS, COLUMNS)
    levels = np.where(grid == 1, 225, 30).astype(np.uint8)
    rows = np.arange(height) * ROWS // height
    columns = np.arange(width) * COLUMNS // width
    return np.ascontiguousarray(levels[np.ix_(rows, columns)])


def write_picture(
    path: Path, identity: int, *, seconds: float = 10.0, rate: int = 20, width: int = 640, height: int = 480
) -> None:
    """Writes a Motion-JPEG file (`.mjpeg`) of `rate` frames/s, for players that are told the rate; one that loops it sees frame 0 again."""
    greys = (marked_picture(identity, number, width, height) for number in range(round(seconds * rate)))
    _write(path, (np.repeat(grey[:, :, None], 3, axis=2) for grey in greys), rate)


def write_raw_picture(
    path: Path, identity: int, *, seconds: float = 10.0, rate: int = 15, width: int = 320, height: int = 240
) -> None:
    """The same as a YUV4MPEG2 file (`.y4m`). It bears its rate, which a Motion-JPEG file does not: Chromium plays that at 30 frames/s."""
    colours = bytes([128]) * (width * height // 2)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420\n".encode())
        for number in range(round(seconds * rate)):
            out.write(b"FRAME\n" + marked_picture(identity, number, width, height).tobytes() + colours)


def write_still(path: Path, picture: NDArray[np.uint8], *, seconds: float = 1.0, rate: int = 20) -> None:
    """Writes one H×W×3 uint8 BGR picture as a camera that sees no change."""
    _write(path, repeat(picture, round(seconds * rate)), rate)


def _write(path: Path, pictures: Iterable[NDArray[np.uint8]], rate: int) -> None:
    with av.open(str(path), "w", format="mjpeg") as container:
        stream = container.add_stream("mjpeg", rate=rate)
        stream.pix_fmt = "yuvj420p"
        for number, picture in enumerate(pictures):
            if number == 0:
                stream.height, stream.width = picture.shape[:2]
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
