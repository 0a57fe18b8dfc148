"""The one clock of a server: the wall's time once, at the start, and the monotonic clock from there on."""

import time


class SteadyClock:
    """`service.ports.Clock`. It never jumps, whatever is done to the machine's time."""

    def __init__(self) -> None:
        self._zero = time.time() - time.monotonic()

    def now(self) -> float:
        """Seconds since the Unix epoch."""
        return self._zero + time.monotonic()

    def ahead(self) -> float:
        """How many seconds this clock is ahead of the wall's now: a figure of health."""
        return self.now() - time.time()
