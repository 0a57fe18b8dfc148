"""One direction of one line: what becomes of each packet. Pure: time and dice come in."""

from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

STEADY = 0.02
"""Seconds for which a line that jitters keeps the delay that it has just drawn."""

PASSED_BY = 0.03
"""Seconds by which a packet that is out of order comes after its turn: those of that time pass it by."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a line is in one direction. The default is a line that is as good as none."""

    loss: float = 0.0
    """Part of the packets that is lost: 0.02 is two in a hundred. They have taken their time on a narrow line all the same."""
    burst: float | None = None
    """How many are lost one after the other, in the mean (Gilbert and Elliott's line of two states, one of which lets nothing
    through); None: each by a throw of its own.
    """
    delay: float = 0.0
    """Seconds from end to end."""
    jitter: float = 0.0
    """Seconds by which the delay is more or less, evenly spread. No packet passes another by because of it."""
    reorder: float = 0.0
    """Part of the packets that comes later than its turn."""
    duplicate: float = 0.0
    """Part of the packets that comes twice."""
    rate: float | None = None
    """Bits a second, headers included; None: as fast as it comes."""
    queue: float = 0.2
    """Seconds of packets that may wait for a narrow line; what comes then is dropped."""
    queue_octets: int | None = None
    """The same in octets, where a line has so much memory and no more."""


@dataclass(kw_only=True)
class Count:
    """What went into a way, and why some of it did not come out."""

    packets: int = 0
    octets: int = 0
    lost: int = 0
    """By the dice."""
    dropped: int = 0
    """By a queue that was full."""
    blocked: int = 0
    """By a rule, or while the line was down."""
    reordered: int = 0
    duplicated: int = 0

    @property
    def loss(self) -> float:
        """The part that was lost by the dice."""
        return self.lost / self.packets if self.packets else 0.0


@dataclass
class Direction:
    """A way in use. The same seed throws the same dice."""

    way: Way
    dice: Random
    count: Count = field(default_factory=Count)
    _free_at: float = 0.0
    _last: float = 0.0
    _losing: bool = False
    _jitter: float = 0.0
    _jitter_until: float = 0.0

    def take(self, octets: int, now: float) -> tuple[float, ...]:
        """When a packet of this size that came now comes out, twice where it is doubled, never where it is lost. None comes before one that came
        earlier, unless it is told to reorder.
        """
        way, count = self.way, self.count
        count.packets += 1
        count.octets += octets
        begins = max(now, self._free_at)
        if way.rate:
            waits = begins - now
            full = way.queue_octets is not None and waits * way.rate / 8 + octets > way.queue_octets
            if waits > way.queue or full:
                count.dropped += 1
                return ()
            self._free_at = begins + octets * 8 / way.rate
        else:
            self._free_at = begins
        if self._loses():
            count.lost += 1
            return ()
        leaves = self._free_at + way.delay + self._drawn(now)
        if way.reorder and self.dice.random() < way.reorder:
            count.reordered += 1
            return self._doubled(max(leaves, self._last) + PASSED_BY)
        self._last = max(leaves, self._last)
        return self._doubled(self._last)

    def _loses(self) -> bool:
        way = self.way
        if not way.loss:
            return False
        if way.burst is None or way.loss >= 1.0:
            return self.dice.random() < way.loss
        begins = way.loss / (way.burst * (1 - way.loss))
        self._losing = self.dice.random() < (1 - 1 / way.burst if self._losing else begins)
        return self._losing

    def _drawn(self, now: float) -> float:
        if self.way.jitter and now >= self._jitter_until:
            self._jitter = self.dice.uniform(-self.way.jitter, self.way.jitter)
            self._jitter_until = now + STEADY
        return self._jitter if self.way.jitter else 0.0

    def _doubled(self, at: float) -> tuple[float, ...]:
        if self.way.duplicate and self.dice.random() < self.way.duplicate:
            self.count.duplicated += 1
            return (at, at)
        return (at,)


def as_values(way: Way) -> dict[str, Any]:
    """For JSON; `Way(**values)` makes it again."""
    return asdict(way)
