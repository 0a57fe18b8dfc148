"""Real Chromium against the real program."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.browser.person import People
from tests.browser.server import Server


@pytest.fixture(scope="session")
def source_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the marked cameras and microphones lie."""
    return tmp_path_factory.mktemp("sources")


@pytest.fixture
async def live_server(tmp_path: Path) -> AsyncIterator[Server]:
    server = Server(tmp_path)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def people(source_files: Path) -> AsyncIterator[People]:
    """Browsers, at most four media pages a test."""
    async with async_playwright() as playwright:
        everybody = People(playwright, source_files)
        yield everybody
        await everybody.leave()
