"""Ten thousand pages are signed in and do nothing; among them visits begin.

9,900 customer screens and 100 pages of residents and experts, each with a sign-in and a socket of its own, that ping as pages do. Beside it:
the same visits before the 9,900 have come.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.page import PING_EVERY, Page, arrive, keep_alive
from tests.bench.result import Figure, bounded, percentile, shown, told, worst
from tests.bench.town import town
from tests.bench.visits import Pair, Ringing

PAGES = 10_000
VISITS = 50
MEMORY = 500.0


async def run(folder: Path, pages: int = PAGES, visits: int = VISITS) -> Sequence[Figure]:
    async with town(folder, visits=visits, screens=pages - 2 * visits) as here, asyncio.TaskGroup() as group:
        experts, terminals = await arrive(here, here.experts), await arrive(here, here.terminals)
        alive = [group.create_task(keep_alive([*experts, *terminals]), name="pings")]
        for expert in experts:
            await expert.command("start_shift", camera=True, microphone=True)
        ringing, half = Ringing(experts), visits // 2
        await asyncio.sleep(6)  # a server that has just started rings nobody
        alone = [await _begin(terminal, ringing) for terminal in terminals[:half]]
        began = time.perf_counter()
        screens = await arrive(here, here.screens)
        took = time.perf_counter() - began
        told(f"{pages} pages have come in {took:.0f} s")
        alive.append(group.create_task(keep_alive(screens), name="pings of screens"))
        await asyncio.sleep(2 * PING_EVERY)
        among = [await _begin(terminal, ringing) for terminal in terminals[half:]]
        memory = here.server.memory() / 2**20
        still = sum(not page._line.closed.is_set() for page in (*experts, *terminals, *screens))
        for task in alive:
            task.cancel()
    return [
        bounded("memory of the server", memory, MEMORY, [memory], "MiB"),
        worst("a visit is set up", among, 3_000.0, beside=alone),
        bounded("pages that are still there", still, float(pages), [still], "", more_is_better=True),
        shown("a visit is set up, p95", [percentile(among, 0.95)], beside=[percentile(alone, 0.95)]),
        shown("until all of them have come", [took], "s"),
    ]


async def _begin(terminal: Page, ringing: Ringing) -> float:
    """Milliseconds from **Soita** until both pages show each other, answered at once."""
    pair, both = Pair(terminal), asyncio.Event()
    began = time.perf_counter()
    await pair.step(ringing)
    heard = pair.expert.on_view

    def looked() -> None:
        shown = [(page.shown or {}).get("audience") for page in (terminal, pair.expert)]
        if shown == ["customer", "staff"]:
            both.set()

    terminal.on_view = lambda _: looked()
    pair.expert.on_view = lambda _: looked()
    await pair.step(ringing)
    looked()
    async with asyncio.timeout(30):
        await both.wait()
    took = (time.perf_counter() - began) * 1000
    terminal.on_view, pair.expert.on_view = (lambda _: None), heard
    return took
