"""A marked moving picture as a file that Chromium takes for a camera."""

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


def write_picture(path: Path, identity: int, *, seconds: float = 10.0, rate: int = 20) -> None:
    """Writes a Motion-JPEG file (`.mjpeg`) of 640×480 at `rate` frames/s; a player that loops it sees frame 0 again."""
    with av.open(str(path), "w", format="mjpeg") as container:
        stream = container.add_stream("mjpeg", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 640, 480, "yuvj420p"
        for number in range(round(seconds * rate)):
            grey = marked_picture(identity, number)
            frame = av.VideoFrame.from_ndarray(np.repeat(grey[:, :, None], 3, axis=2), format="bgr24")
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
