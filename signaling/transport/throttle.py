"""Guessing passwords is slow: failures are counted by user name and by address."""

from collections import OrderedDict, deque

WINDOW = 900.0
MAX_KEYS = 10_000


class Throttle:
    """At most `allowed` failures a key in fifteen minutes; then nobody may try that key until some are older.

    Keys are forgotten, the one that failed longest ago first, when there are too many: memory is bounded.
    """

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        """Seconds until this key may be tried again; 0: now."""
        failures = self._failures.get(key)
        if failures is None:
            return 0.0
        while failures and failures[0] <= now - WINDOW:
            failures.popleft()
        if not failures:
            del self._failures[key]
        return 0.0 if len(failures) < self._allowed else failures[0] + WINDOW - now

    def failed(self, key: str, now: float) -> None:
        self._failures.setdefault(key, deque(maxlen=self._allowed)).append(now)
        self._failures.move_to_end(key)
        while len(self._failures) > MAX_KEYS:
            self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """It is forgiven what failed before."""
        self._failures.pop(key, None)

    def take_back(self, key: str) -> None:
        """The newest failure was none."""
        failures = self._failures.get(key)
        if failures:
            failures.pop()
