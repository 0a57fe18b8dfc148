"""Those who have nothing to do with what goes on: a talk whose messages are timed, and somebody who signs in now and then."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.bench.page import Page
from tests.bench.result import Figure, percentile, shown, worst
from tests.bench.talk import candidate, signal, talk_of
from tests.bench.town import Town
from tests.bench.visits import Pair

EVERY = 0.15
SIGN_IN_EVERY = 1.0
STAMP = "0" * 20
SAID = itertools.count()
"""Messages of all witnesses of this process: an attempt that is lower than another is not passed on."""


class Witness:
    """Milliseconds: of each message from page to page, of each command, of each coming to a socket."""

    def __init__(self) -> None:
        self.latencies: list[float] = [0.0]
        self.commands: list[float] = []
        self.arrivals: list[float] = []
        self.lost = 0

    def figures(self, name: str, beside: "Witness | None" = None) -> Sequence[Figure]:
        """Judged: signing in within a second, nothing lost between two who have nothing to do with it."""
        other = beside or Witness()
        return [
            worst(f"{name}: another signs in", self.arrivals, 1_000.0, beside=other.arrivals),
            worst(f"{name}: another visit's messages lost", [float(self.lost)], 0.0, ""),
            shown(f"{name}: another visit's messages, p99", [percentile(self.latencies, 0.99)],
                  beside=[percentile(other.latencies, 0.99)]),
            shown(f"{name}: another visit's messages, longest", [max(self.latencies)], beside=[max(other.latencies)]),
            shown(f"{name}: another's commands, longest", [max(self.commands, default=0.0)],
                  beside=[max(other.commands, default=0.0)]),
        ]  # fmt: skip


@asynccontextmanager
async def witness(here: Town, pair: Pair) -> AsyncIterator[Witness]:
    """While the block runs; `pair` is in a talk of its own. The terminal's own place signs in again and again."""
    seen = Witness()
    talk, waiting = talk_of(pair), 0

    def heard(text: bytes) -> None:
        nonlocal waiting
        waiting -= 1
        at = text.rindex(b"ufrag ") + 6
        seen.latencies.append((time.perf_counter_ns() - int(text[at : at + len(STAMP)])) / 1e6)

    for end in talk.ends:
        end.on_signal = heard

    async def speak() -> None:
        nonlocal waiting
        while True:
            attempt = next(SAID) // 50  # of which each carries so many candidates
            head, _, tail = signal(talk.link, attempt, candidate(STAMP)).partition(STAMP.encode())
            for end in talk.ends:
                waiting += 1
                end.write(b"%b%020d%b" % (head, time.perf_counter_ns(), tail))
            await asyncio.sleep(EVERY)

    async def command() -> None:
        while True:
            sound = len(seen.commands) % 2 == 0
            seen.commands.append(
                await pair.terminal.command("set_devices", sound=sound, camera=True, sharing=False)
            )
            await asyncio.sleep(SIGN_IN_EVERY)

    async def arrive() -> None:
        """With a sign-in that nobody else uses: the last screen's, or the last terminal's."""
        person = (here.screens or here.terminals)[-1]
        while True:
            page = Page(person)
            began = time.perf_counter()
            await page.open(here)
            seen.arrivals.append((time.perf_counter() - began) * 1000)
            await page.close()
            await asyncio.sleep(SIGN_IN_EVERY)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each(), name=each.__name__) for each in (speak, command, arrive)]
        await asyncio.sleep(2 * SIGN_IN_EVERY)
        yield seen
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0.5)
    seen.lost = max(waiting, 0)
