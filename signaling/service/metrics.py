"""Plain numbers about the service, for `/metrics`."""

from collections import Counter

from signaling.protocol.errors import ErrorCode

BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)


class Histogram:
    """How many were at most so many seconds, and their sum."""

    def __init__(self) -> None:
        self.at_most = dict.fromkeys(BUCKETS, 0)
        self.count = 0
        self.seconds = 0.0

    def add(self, seconds: float) -> None:
        self.count += 1
        self.seconds += seconds
        for bucket in BUCKETS:
            if seconds <= bucket:
                self.at_most[bucket] += 1


class Metrics:
    """Counters since start, and what is so now."""

    def __init__(self) -> None:
        self.sessions = 0
        self.open_visits = 0
        self.open_inquiries = 0
        self.on_shift = 0
        self.commands = 0
        self.gone = 0
        self.refused: Counter[ErrorCode] = Counter()
        self.conflicts = 0
        self.store_failures = 0
        self.faults = 0
        self.relayed = 0
        self.signals_dropped = 0
        self.command = Histogram()
        self.decide = Histogram()
        self.append = Histogram()
        self.render = Histogram()
