"""Real Chromium against the real program."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.browser.person import People
from tests.browser.server import Server


@pytest.fixture(scope="session")
def source_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the marked cameras and microphones lie."""
    return tmp_path_factory.mktemp("sources")


Serve = Callable[..., Awaitable[Server]]


@pytest.fixture
async def serve(tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts the program with these settings."""
    servers = []

    async def start(**settings: float | str) -> Server:
        servers.append(Server(tmp_path, **settings))
        await servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        await server.stop()


@pytest.fixture
async def live_server(serve: Serve) -> Server:
    """The program as it comes."""
    return await serve()


@pytest.fixture
async def people(source_files: Path) -> AsyncIterator[People]:
    """Browsers, at most four media pages a test."""
    async with async_playwright() as playwright:
        everybody = People(playwright, source_files)
        yield everybody
        await everybody.leave()
