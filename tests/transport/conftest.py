"""A server to talk to: the demo, where a page is whom it says it is."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.transport.live import Town, filled, settings_for, town


@pytest.fixture(scope="session")
def pori(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with Pori in it, made once, to be copied."""
    return filled(tmp_path_factory.mktemp("pori") / "store.db")


@pytest.fixture
def folder(tmp_path: Path, pori: Path) -> Path:
    """Where a server's store is."""
    shutil.copy(pori, tmp_path / "store.db")
    return tmp_path


@pytest.fixture
async def demo(folder: Path) -> AsyncIterator[Town]:
    async with town(settings_for(folder)) as running:
        yield running
