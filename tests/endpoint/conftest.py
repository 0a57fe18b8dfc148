"""Endpoints against the real program."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.browser.server import Server


@pytest.fixture
async def live_server(tmp_path: Path) -> AsyncIterator[Server]:
    """`etaluukku demo` in a process of its own."""
    server = Server(tmp_path, start_quiet_seconds=0)
    await server.start()
    yield server
    await server.stop()
