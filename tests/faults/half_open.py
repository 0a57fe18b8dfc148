"""The lines to the server of an expert in a talk, and of one who waits, pass nothing any more, and nobody hangs up.

Their sound goes another way and must not notice. Page and server have to find out by themselves; a resident who calls 20 s later is offered
to nobody behind such a line.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from media.measure.stretches import Stretch
from tests.bench.result import Figure, told, worst
from tests.browser.person import until
from tests.browser.scenes import TERMINAL, call, kinds, start_shift
from tests.browser.score import scored
from tests.faults.near import connections, near, told_away, viewed_after

RUNS = 3
QUIET = 10.0


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    knew: list[float] = []
    server_knew: list[float] = []
    gaps: list[float] = []
    control: list[float] = []
    offers: list[float] = []
    replaced: list[float] = []
    async with near(folder) as made:
        waiting = await made.people.arrive(f"{made.expert_gate.address}/expert?as=verohallinto1", 2)
        caller = await made.people.arrive(f"{made.server.address}/terminal?place=reposaari", 3, size=TERMINAL)
        for number in range(runs):
            if await waiting.page.get_by_role("button", name="Aloita vuoro").count():
                await start_shift(waiting)
            before = await connections(made.both)
            async with scored(*made.both) as scores:
                await asyncio.sleep(QUIET)
                there = await _sessions(made.server.address)
                made.expert_gate.shut = True
                shut = time.time()

                async def known(there: float = there) -> bool:
                    return await _sessions(made.server.address) <= there - 2

                finding = asyncio.create_task(until(known, within=40), name="the server finds out")
                pages = await asyncio.gather(told_away(made.expert, within=40), told_away(waiting, within=40))
                knew += [at - shut for at in pages]
                await finding
                server_knew.append(time.time() - shut)
                await asyncio.sleep(max(0.0, shut + 20 - time.time()))
                offered = list(kinds(made.server.events())).count("offer_made")
                await call(caller, "Verotus")
                await asyncio.sleep(5)
                offers.append(float(list(kinds(made.server.events())).count("offer_made") - offered))
            await caller.press("Peruuta")
            made.expert_gate.shut = False
            for one, other in (made.both, made.both[::-1]):
                gaps.append(1000 * scores.of(one, other, Stretch(shut, scores.end or shut)).longest_gap)
                control.append(1000 * scores.of(one, other, Stretch(scores.begin, shut)).longest_gap)
            opened = time.time()
            await asyncio.gather(*(viewed_after(page, opened) for page in (made.expert, waiting)))
            after = await connections(made.both)
            replaced += [float(b - a) for a, b in zip(before, after, strict=True)]
            told(
                f"{number + 1}/{runs}: pages knew after {knew[-2:]}, the server after {server_knew[-1]:.1f} s"
            )
        ended = list(kinds(made.server.events())).count("matter_closed") - runs  # what the callers called off
    return [
        worst("the page knows after", knew, 20.0, "s"),
        worst("the server knows after", server_knew, 20.0, "s"),
        worst("offers to who is behind such a line", offers, 0.0, ""),
        worst("longest gap in sound", gaps, 200.0, beside=control),
        worst("connections made anew", replaced, 0.0, ""),
        worst("talks ended", [float(ended)], 0.0, ""),
    ]


async def _sessions(address: str) -> float:
    """How many pages the server takes for connected."""
    async with aiohttp.ClientSession() as client, client.get(f"{address}/metrics") as answer:
        found = re.search(r"^etaluukku_pages\S* (\S+)$", await answer.text(), re.MULTILINE)
    if found is None:
        raise RuntimeError("/metrics has no etaluukku_pages")
    return float(found.group(1))
