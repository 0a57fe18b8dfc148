"""What is typed, on its way over one link: sent at once, or waiting for a connection; written again when one was replaced."""

from collections.abc import Callable

from endpoint.rtc.rows import ERASE, LOST, NEW_LINE, NOTHING, Rows

MOST_WAITING = 4_000
DOUBTFUL_FOR = 10.0
"""Seconds: text that went so shortly before its connection was replaced may not have arrived."""

Way = Callable[[str], bool]
"""Sends text; whether it could."""


class Writing:
    """`now` in each call: monotonic seconds."""

    def __init__(self) -> None:
        self._granted = False
        self._own = Rows()
        self._waiting = ""
        self._used: int | None = None
        self._sent_at = float("-inf")
        self._in_doubt = False

    def grant(self, granted: bool) -> None:
        """What waits goes with the grant; a grant begins with what is typed from then on."""
        if granted != self._granted:
            self._granted, self._own, self._waiting, self._in_doubt = granted, Rows(), "", False

    def type(self, text: str) -> bool:
        """Whether it will be sent; not where nothing is granted."""
        if not self._granted:
            return False
        self._own.take(text)
        self._waiting += text
        if len(self._waiting) > MOST_WAITING:
            self._waiting = LOST + NEW_LINE + self._own.row
        return True

    def flush(self, attempt: int, way: Way, now: float) -> None:
        """Sends what waits over the newest connection, of this attempt, whose channel is open."""
        if not self._granted:
            return
        if attempt != self._used:
            self._in_doubt |= self._used is not None and now - self._sent_at < DOUBTFUL_FOR
            self._used = attempt
        text = self._waiting
        if self._in_doubt:
            ended, end, _ = text.rpartition(NEW_LINE)
            text = LOST + NEW_LINE + (ended + end).lstrip(ERASE) + self._own.row
        if text and way(text):
            self._waiting, self._in_doubt, self._sent_at = "", False, now

    def nudge(self, way: Way) -> None:
        """A message that means nothing: with it the loss of the last one is noticed sooner."""
        if self._granted and not self._waiting:
            way(NOTHING)
