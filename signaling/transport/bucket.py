"""How much somebody may send: a bucket of tokens that fills up at a steady rate."""


class Bucket:
    """`rate` tokens a second, at most `burst` at once; full at the start. The time comes in as an argument."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._filled_at = now

    def take(self, now: float, cost: float = 1) -> bool:
        """Whether there were as many tokens to take."""
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens < cost:
            return False
        self._tokens -= cost
        return True
