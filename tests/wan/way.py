"""One direction of one line: what becomes of each packet. Pure: time and dice come in."""

from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Way:
    """How a line is in one direction. The default is a line that is as good as none."""

    loss: float = 0.0
    """Part of the packets that is lost, each by a throw of its own: 0.02 is two in a hundred."""
    delay: float = 0.0
    """Seconds from end to end."""
    rate: float | None = None
    """Bits a second, headers included; None: as fast as it comes."""
    queue: float = 0.2
    """Seconds of packets that may wait for a narrow line; what comes then is dropped."""


@dataclass(kw_only=True)
class Count:
    """What went into a way, and why some of it did not come out."""

    packets: int = 0
    octets: int = 0
    lost: int = 0
    """By the dice."""
    dropped: int = 0
    """By a queue that was full."""

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

    def take(self, octets: int, now: float) -> float | None:
        """When a packet of this size that came now comes out, never before one that came earlier; None: not at all."""
        way, count = self.way, self.count
        count.packets += 1
        count.octets += octets
        if self.dice.random() < way.loss:
            count.lost += 1
            return None
        begins = max(now, self._free_at)
        if begins - now > way.queue:
            count.dropped += 1
            return None
        self._free_at = begins + (octets * 8 / way.rate if way.rate else 0.0)
        return self._free_at + way.delay


def as_values(way: Way) -> dict[str, Any]:
    """For JSON; `Way(**values)` makes it again."""
    return asdict(way)
