"""What a benchmark of pages needs: `etaluukku demo`, and Chromium."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from playwright.async_api import async_playwright

from tests.bench.result import Figure
from tests.browser.person import People
from tests.browser.server import Server


def in_browsers(
    run: Callable[[Server, People], Awaitable[Sequence[Figure]]],
) -> Callable[[Path], Awaitable[Sequence[Figure]]]:
    """The benchmark with a server, a store and browsers of its own."""

    async def measure(folder: Path) -> Sequence[Figure]:
        server = Server(folder)
        await server.start()
        try:
            async with async_playwright() as playwright:
                people = People(playwright, folder)
                try:
                    return await run(server, people)
                finally:
                    await people.leave()
        finally:
            await server.stop()

    return measure
