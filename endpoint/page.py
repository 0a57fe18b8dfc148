"""A page without a screen: its line to the server and its links, for as long as the block lasts."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from endpoint.capture.reader import Source
from endpoint.link.line import Line
from endpoint.rtc.reconciler import Reconciler
from endpoint.trouble import Trouble, trouble_in
from signaling.protocol import messages as m

KEY_EVERY = 0.05
"""Seconds between two characters."""

TELL_WITHIN = 2.0

NUDGES, NUDGE_EVERY = 6, 0.04
"""After the last character, and seconds between them."""


class Page:
    def __init__(self, line: Line, source: Source) -> None:
        self.line = line
        self.links = Reconciler(line, source)

    async def tell(self, action: m.Action) -> None:
        """For somebody who goes now, whatever the server says to it, and whether it is there or not."""
        if self.line.connected:
            with contextlib.suppress(Trouble, TimeoutError):
                async with asyncio.timeout(TELL_WITHIN):
                    await self.line.command(action)

    @asynccontextmanager
    async def typing(self, text: str) -> AsyncIterator[None]:
        """Types it while the block lasts, one character after the other, from when somebody may receive it."""
        task = asyncio.create_task(self._type(text), name="page: typing")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _type(self, text: str) -> None:
        for character in text:
            while not self.links.type(character):  # noqa: ASYNC110  a grant is asked for
                await asyncio.sleep(0.1)
            await asyncio.sleep(KEY_EVERY)
        for _ in range(NUDGES if text else 0):
            self.links.nudge()
            await asyncio.sleep(NUDGE_EVERY)


@asynccontextmanager
async def open_page(line: Line, source: Source) -> AsyncIterator[Page]:
    """Welcomed by the server. After the block not one task, socket or connection is left. Raises `Trouble`."""
    page = Page(line, source)
    try:
        async with asyncio.TaskGroup() as group:
            tasks = (
                group.create_task(line.run(), name="page: line"),
                group.create_task(page.links.run(), name="page: links"),
            )
            try:
                await line.until(lambda: line.welcome is not None)
                yield page
            finally:
                for task in tasks:
                    task.cancel()
    except BaseExceptionGroup as group:
        raise trouble_in(group) from None
