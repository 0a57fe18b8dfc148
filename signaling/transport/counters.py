"""What the transport counts, for `/metrics`, and the rate-limited log line about messages that were refused."""

import logging
from collections import Counter

from signaling.protocol.errors import ErrorCode

logger = logging.getLogger(__name__)

LOG_EVERY = 60.0
"""Seconds between two lines about refused messages, however many there are."""


class Counters:
    """Since the start of the process, except `connections` and `sockets`, which is how many are open now."""

    def __init__(self) -> None:
        self.connections = 0
        self.sockets = 0
        self.sockets_opened = 0
        self.messages = 0
        self.too_slow = 0
        self.signed_in = 0
        self.refused: Counter[ErrorCode] = Counter()
        self._unlogged: Counter[ErrorCode] = Counter()
        self._logged_at: float | None = None

    def refuse(self, code: ErrorCode, now: float) -> None:
        """Something that came from outside was refused with this code. `now` is the event loop's time, seconds."""
        self.refused[code] += 1
        self._unlogged[code] += 1
        if self._logged_at is None or now - self._logged_at >= LOG_EVERY:
            said = ", ".join(f"{code.value} {count}" for code, count in sorted(self._unlogged.items()))
            logger.warning("refused: %s", said)
            self._unlogged.clear()
            self._logged_at = now
