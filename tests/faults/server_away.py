"""What a talk and its pages go through while the server is not there for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from media.measure.stretches import Stretch
from tests.bench.result import Figure, worst
from tests.browser.score import scored
from tests.faults.near import Near, connections, listens, viewed_after

BEFORE = 4.0
AFTER = 4.0


@dataclass
class ServerAway:
    """Of each time and each of both pages: milliseconds, and seconds from when the port listens until a view comes."""

    gaps: list[float] = field(default_factory=list)
    control: list[float] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    replaced: list[float] = field(default_factory=list)

    async def once(self, made: Near, stop: Callable[[], Awaitable[None]], lasting: float = 0.0) -> str:
        """The server is stopped like that, and started again after so many seconds. Returns what is told of it."""
        before = await connections(made.both)
        async with scored(*made.both) as scores:
            await asyncio.sleep(BEFORE)
            stopped = time.time()
            await stop()
            await asyncio.sleep(lasting)
            listening = asyncio.create_task(listens(made.server.port), name="until it listens")
            await made.server.start()
            seen = [await viewed_after(person, stopped) for person in made.both]
            await asyncio.sleep(AFTER)
        self.back += [max(0.0, at - await listening) for at in seen]
        after = await connections(made.both)
        self.replaced += [float(b - a) for a, b in zip(before, after, strict=True)]
        for one, other in (made.both, made.both[::-1]):
            fault = Stretch(stopped, scores.end or stopped)
            self.gaps.append(1000 * scores.of(one, other, fault).longest_gap)
            quiet = Stretch(scores.begin, stopped)
            self.control.append(1000 * scores.of(one, other, quiet).longest_gap)
        return f"gaps {self.gaps[-2:]} beside {self.control[-2:]} ms, back after {self.back[-2:]} s"

    def figures(self) -> Sequence[Figure]:
        return [
            worst("longest gap in sound", self.gaps, 200.0, beside=self.control),
            worst("connections made anew", self.replaced, 0.0, ""),
            worst("pages back after the port listens", self.back, 5.0, "s"),
        ]
