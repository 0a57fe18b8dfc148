"""When to come back after the line broke."""

import random
from collections.abc import Iterator

WAITS = (0.0, 0.5, 1.0, 2.0, 4.0, 5.0)


def waits() -> Iterator[float]:
    """Seconds before each try: none before the first, then up to 5, each with some chance in it."""
    for wait in WAITS:
        yield wait * random.uniform(0.75, 1.25)  # noqa: S311  not for secrets
    while True:
        yield WAITS[-1] * random.uniform(0.75, 1.25)  # noqa: S311
