"""A page without a screen: its line to the server and its links, for as long as the block lasts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from endpoint.capture.reader import Source
from endpoint.link.line import Line
from endpoint.rtc.reconciler import Reconciler
from endpoint.trouble import trouble_in


class Page:
    def __init__(self, line: Line, source: Source) -> None:
        self.line = line
        self.links = Reconciler(line, source)


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
