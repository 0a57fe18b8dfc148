"""A server to talk to: the demo, where a page is whom it says it is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.transport.live import Town, settings_for, town


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(settings_for(tmp_path)) as running:
        yield running
