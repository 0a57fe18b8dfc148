"""Reading a picture's mark."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from media.marks import COLUMNS, REFERENCE, ROWS, cells


class Mark(NamedTuple):
    """Whose picture it is and which frame of theirs (modulo 4096)."""

    identity: int
    frame: int


def read_mark(grey: NDArray[np.uint8]) -> Mark | None:
    """The mark in an H×W uint8 grey picture of any size from 32×16 up, or None where no intact mark is."""
    height, width = grey.shape
    ys = (np.arange(ROWS) * 2 + 1) * height // (2 * ROWS)
    xs = (np.arange(COLUMNS) * 2 + 1) * width // (2 * COLUMNS)
    reach_y, reach_x = max(1, height // (ROWS * 5)), max(1, width // (COLUMNS * 5))
    levels = np.array(
        [[grey[y - reach_y : y + reach_y, x - reach_x : x + reach_x].mean() for x in xs] for y in ys]
    )
    seen = levels.reshape(-1)
    white, black = seen[[0, 3]].mean(), seen[[1, 2]].mean()
    if white - black < 40:
        return None
    bits = tuple(int(level > (white + black) / 2) for level in seen)
    word = int("".join(map(str, bits[len(REFERENCE) :])), 2)
    mark = Mark(word >> 20, (word >> 8) & 0xFFF)
    return mark if cells(*mark) == bits else None
