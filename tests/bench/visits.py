"""Many visits of one resident and one expert each, taken through their lives step by step."""

import asyncio
from collections.abc import Iterator
from typing import Any

from tests.bench.page import Page, View

Fields = dict[str, Any]


class Pair:
    """A terminal and the visit that it is in. Who serves it is whoever was rung."""

    def __init__(self, terminal: Page) -> None:
        self.terminal = terminal
        self.expert: Page
        self.visit = ""
        self.offer = ""
        self._steps = self._life()

    async def step(self, ringing: "Ringing") -> float:
        """Do the next thing that happens in a visit; milliseconds from the press to its answer."""
        who, do, fields = next(self._steps)
        took = await who.command(do, **fields)
        if do == "call":
            self.expert, shown = await ringing.of(self.terminal)
            self.visit, self.offer = shown["visit"], shown["offer"]
        return took

    def _life(self) -> Iterator[tuple[Page, str, Fields]]:
        while True:
            yield self.terminal, "call", {"service": self.terminal.person.service, "language": "fi"}
            visit: Fields = {"visit": self.visit}
            yield self.expert, "answer", {**visit, "offer": self.offer}
            yield self.expert, "begin_hold", visit
            yield self.expert, "end_hold", visit
            yield self.terminal, "set_devices", {"sound": True, "camera": False, "sharing": False}
            yield self.terminal, "set_devices", {"sound": True, "camera": True, "sharing": False}
            yield self.expert, "end_visit", visit
            yield self.expert, "give_outcome", {**visit, "matter": 1, "outcome": "solved"}
            yield self.terminal, "finish", {**visit, "score": 5, "words": ""}
            yield self.terminal, "wiped", visit


class Ringing:
    """Which expert's page rings for which terminal's visit."""

    def __init__(self, experts: list[Page]) -> None:
        self._rung: asyncio.Queue[tuple[Page, View]] = asyncio.Queue()
        for expert in experts:
            self._listen(expert)

    def _listen(self, expert: Page) -> None:
        def seen(view: View | None) -> None:
            if view is not None and view["audience"] == "rung":
                self._rung.put_nowait((expert, view))

        expert.on_view = seen

    async def of(self, terminal: Page) -> tuple[Page, View]:
        """The one that rings for this terminal; calls are made one after the other."""
        while True:
            async with asyncio.timeout(30):
                expert, view = await self._rung.get()
            if terminal.shown is not None and view["visit"] == terminal.shown["visit"]:
                return expert, view


async def begin_all(terminals: list[Page], experts: list[Page]) -> tuple[list[Pair], Ringing]:
    """Everybody's shift begins, and every terminal is served."""
    for expert in experts:
        await expert.command("start_shift", camera=True, microphone=True)
    ringing = Ringing(experts)
    pairs = [Pair(terminal) for terminal in terminals]
    for pair in pairs:
        await pair.step(ringing)
        await pair.step(ringing)
    return pairs, ringing
