"""`sockets`: what an idle page costs, and how soon a message arrives among 5,000 pages, beside the bare relay with as many."""

import asyncio
import gc
import itertools
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.bare_relay import bare_relay
from tests.bench.page import PING_EVERY, arrive, keep_alive
from tests.bench.result import Figure, bounded, percentile, told
from tests.bench.talk import BareEnd, Talk, bare_talk, candidate, signal, talk_of
from tests.bench.town import town
from tests.bench.visits import begin_all

PAGES = 5_000
VISITS = 200
"""Of which two pages each: one of them says five messages a second at the most, which its limit allows."""

A_SECOND = 1_000
RUNS = 5
SECONDS = 8.0
STAMP = "0" * 20


async def run(
    folder: Path,
    *,
    pages: int = PAGES,
    visits: int = VISITS,
    runs: int = RUNS,
    seconds: float = SECONDS,
    a_second: int = A_SECOND,
) -> Sequence[Figure]:
    """Interleaved: so many seconds of ours, as many of the bare relay, and so on."""
    idle = pages - 2 * visits
    async with (
        town(folder, visits=visits, screens=idle) as here,
        bare_relay() as port,
        asyncio.TaskGroup() as group,
    ):
        at_start = here.server.memory()
        experts, terminals = await arrive(here, here.experts), await arrive(here, here.terminals)
        screens = await arrive(here, here.screens)
        told(f"{pages} pages have come")
        alive = [group.create_task(keep_alive([*experts, *terminals, *screens]), name="pings")]
        await asyncio.sleep(min(2 * PING_EVERY, seconds))
        each = (here.server.memory() - at_start) / pages / 1000
        told(f"{pages} pages are signed in: {each:.1f} kB each")
        pairs, _ = await begin_all(terminals, experts)
        ours = [talk_of(pair) for pair in pairs]
        bare = [await bare_talk(port, talk.link) for talk in ours]
        strangers = [BareEnd() for _ in range(idle)]
        for number, end in enumerate(strangers):
            await end.open(port, f"idle-{number}")
        alive.append(group.create_task(keep_alive(strangers), name="bare pings"))
        gc.collect()
        gc.freeze()
        figures: tuple[list[float], list[float]] = ([], [])
        for number in range(runs):
            for talks, taken in zip((ours, bare), figures, strict=True):
                taken.append(percentile(await _latencies(talks, number, seconds, a_second), 0.99))
            told(f"run {number + 1}/{runs}: p99 {figures[0][-1]:.2f} ms beside {figures[1][-1]:.2f}")
        for task in alive:
            task.cancel()
    return [
        bounded("sockets: an idle page", each, 40.0, [each], unit="kB"),
        bounded("sockets: relayed, p99", sorted(figures[0])[runs // 2], 5.0, figures[0], beside=figures[1]),
    ]


async def _latencies(talks: list[Talk], attempt: int, seconds: float, a_second: int) -> list[float]:
    """Milliseconds from the writing of each message to its arrival."""
    found: list[float] = []
    messages, everything = int(seconds * a_second), asyncio.Event()

    def heard(text: bytes) -> None:
        at = text.rindex(b"ufrag ") + 6
        found.append((time.perf_counter_ns() - int(text[at : at + len(STAMP)])) / 1e6)
        if len(found) == messages:
            everything.set()

    said = []
    for talk in talks:
        for end in talk.ends:
            end.on_signal = heard
            head, _, tail = signal(talk.link, attempt, candidate(STAMP)).partition(STAMP.encode())
            said.append((end, head, tail))
    turns = itertools.cycle(said)
    began = time.perf_counter()
    for number in range(messages):
        wait = began + number / a_second - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        end, head, tail = next(turns)
        end.write(b"%b%020d%b" % (head, time.perf_counter_ns(), tail))
    async with asyncio.timeout(10):
        await everything.wait()
    return found
