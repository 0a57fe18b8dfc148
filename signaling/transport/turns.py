"""Whoever asks for much at once waits for themselves alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """At most `at_once` blocks of one key run at a time; the others wait in the order in which they came."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._places: dict[str, asyncio.Semaphore] = {}
        self._here: dict[str, int] = {}

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """Runs the block when it is this key's turn."""
        places = self._places.setdefault(key, asyncio.Semaphore(self._at_once))
        self._here[key] = self._here.get(key, 0) + 1
        try:
            async with places:
                yield
        finally:
            self._here[key] -= 1
            if not self._here[key]:
                del self._here[key], self._places[key]
