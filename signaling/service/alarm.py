"""Waiting for a time of the service's clock, or for somebody who says that there is something sooner."""

import asyncio

from signaling.service.ports import Clock


class Alarm:
    """The one place of the service that waits for time to pass."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._nudged = asyncio.Event()

    def nudge(self) -> None:
        """Whoever waits looks again now."""
        self._nudged.set()

    async def wait(self, until: float) -> None:
        """Returns when the clock says `until`, or at a nudge from now on: what came before is in `until` already."""
        self._nudged.clear()
        try:
            async with asyncio.timeout(max(0.0, until - self._clock.now())):
                await self._nudged.wait()
        except TimeoutError:
            pass
