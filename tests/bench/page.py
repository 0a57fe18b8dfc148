"""A page as a benchmark needs it: it says hello, pings every five seconds, sends commands, and knows its newest view."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import msgspec

from tests.bench.town import Person, Town
from tests.bench.wire import Line, frame

PING_EVERY = 5.0
ANSWER_WITHIN = 30.0

View = dict[str, Any]


class Page:
    """`shown` is the newest view; `on_view` is called with each, `on_signal` with the text of each relayed message.

    `trouble` is what the server said last that no page should be told here.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        self.id = secrets.token_hex(16)
        self.shown: View | None = None
        self.trouble = ""
        self.on_view: Callable[[View | None], None] = lambda _view: None
        self.on_signal: Callable[[bytes], None] = lambda _text: None
        self._line: Line
        self._welcomed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._answers: dict[str, asyncio.Future[tuple[dict[str, Any], float]]] = {}

    async def open(self, town: Town) -> None:
        """Returns when it is welcome."""
        server = town.server
        headers = {"Origin": server.address, "Cookie": self.person.cookie}
        self._line = await Line.open(server.port, "/ws", headers, self._told)
        self.say(type="hello", protocol=1, build="bench", page=self.id, kind=self.person.kind, language="fi")
        async with asyncio.timeout(ANSWER_WITHIN):
            await self._welcomed

    async def close(self) -> None:
        await self._line.close()

    def say(self, **message: Any) -> None:
        self._line.write(frame(msgspec.json.encode(message)))

    def ping(self, number: int) -> None:
        self.say(type="ping", n=number)

    def write(self, frames: bytes) -> None:
        """What was made ready before."""
        self._line.write(frames)

    async def command(self, do: str, **fields: Any) -> float:
        """Milliseconds from the press to its answer. Raises RuntimeError when that is not *done*."""
        id_ = secrets.token_hex(8)
        text = frame(
            msgspec.json.encode({"type": "command", "id": id_, "action": {"do": do, **fields}, "ago": 0.0})
        )
        answer = self._answers[id_] = asyncio.get_running_loop().create_future()
        pressed = time.perf_counter()
        self._line.write(text)
        async with asyncio.timeout(ANSWER_WITHIN):
            said, at = await answer
        if said["type"] != "done":
            raise RuntimeError(f"{self.person.id}: {do} was answered {said}")
        took: float = (at - pressed) * 1000
        return took

    def _told(self, text: bytes) -> None:
        now = time.perf_counter()
        kind = text[9 : text.index(b'"', 9)]
        match kind:
            case b"signal":
                self.on_signal(text)
            case b"view":
                self.shown = msgspec.json.decode(text)["view"]
                self.on_view(self.shown)
            case b"done" | b"gone" | b"refused":
                said = msgspec.json.decode(text)
                waiting = self._answers.pop(said["id"], None)
                if waiting is not None:
                    waiting.set_result((said, now))
                else:
                    self.trouble = text.decode()
            case b"welcome":
                self._welcomed.set_result(None)
            case b"closing" | b"taken_over":
                self.trouble = text.decode()
            case _:
                pass  # pongs and boards


async def arrive(town: Town, people: Iterable[Person], at_once: int = 50) -> list[Page]:
    """Their pages, some at a time, as they come back after a server was away."""
    pages = [Page(person) for person in people]
    for begin in range(0, len(pages), at_once):
        async with asyncio.TaskGroup() as group:
            for page in pages[begin : begin + at_once]:
                group.create_task(page.open(town))
    return pages


class Pings(Protocol):
    """Whoever pings to be thought alive."""

    def ping(self, number: int) -> None: ...


async def keep_alive(pages: Sequence[Pings]) -> None:
    """For ever: each page pings every five seconds, one after the other."""
    number, turn = 0, asyncio.get_running_loop().time()
    while True:
        number += 1
        for page in pages:
            page.ping(number)
            turn += PING_EVERY / len(pages)
            wait = turn - asyncio.get_running_loop().time()
            if wait > 0.001:
                await asyncio.sleep(wait)
