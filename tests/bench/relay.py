"""`relay`: candidates and descriptions from page to page, as fast as they go, beside a bare relay of the same bytes.

Every page says at once as much as its limit allows; then everybody waits until they may again.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.bare_relay import bare_relay
from tests.bench.page import arrive, keep_alive
from tests.bench.result import Figure, compared, told
from tests.bench.talk import BURST, REFILLED, Talk, bare_talk, burst, talk_of
from tests.bench.town import town
from tests.bench.visits import begin_all

VISITS = 200
ROUNDS = 12
WITHIN = 60.0


async def run(folder: Path, *, visits: int = VISITS, rounds: int = ROUNDS) -> Sequence[Figure]:
    """Interleaved: a round of ours, a round of the bare relay, and so on; the first round of each warms up."""
    async with town(folder, visits=visits) as here, bare_relay() as port, asyncio.TaskGroup() as group:
        experts, terminals = await arrive(here, here.experts), await arrive(here, here.terminals)
        alive = group.create_task(keep_alive([*experts, *terminals]), name="pings")
        pairs, _ = await begin_all(terminals, experts)
        ours = [talk_of(pair) for pair in pairs]
        bare = [await bare_talk(port, talk.link) for talk in ours]
        figures: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds + 1):
            if number:
                await asyncio.sleep(REFILLED)
            for talks, taken in zip((ours, bare), figures, strict=True):
                taken.append(await _round(talks, number))
            told(f"round {number}/{rounds}: {figures[0][-1]:,.0f} a second beside {figures[1][-1]:,.0f}")
        alive.cancel()
    return [
        compared("relay: throughput", figures[0][1:], figures[1][1:], 0.5, unit="msg/s", more_is_better=True)
    ]


async def _round(talks: list[Talk], attempt: int) -> float:
    """Messages a second, from the first that is said until the last has arrived."""
    missing, everything = len(talks) * 2 * BURST, asyncio.Event()

    def heard(_text: bytes) -> None:
        nonlocal missing
        missing -= 1
        if not missing:
            everything.set()

    said = [(end, burst(talk.link, attempt)) for talk in talks for end in talk.ends]
    for end, _ in said:
        end.on_signal = heard
    began = time.perf_counter()
    for end, frames in said:
        end.write(frames)
    async with asyncio.timeout(WITHIN):
        await everything.wait()
    return len(said) * BURST / (time.perf_counter() - began)
