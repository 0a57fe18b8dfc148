"""What an outage of the resident's line costs: when the pages say so, and when sound is back after the line is."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.browser.person import Person
from tests.browser.scenes import kinds
from tests.browser.score import scored
from tests.faults.near import CUT_AT_THE_EXPERT, CUT_AT_THE_TERMINAL
from tests.faults.talk import Talk, talk

BETWEEN = 6.0
SEEN_WITHIN = 20.0


async def back_after(made: Talk, fault: Callable[[], Awaitable[float]]) -> list[float]:
    """How many seconds after the moment that `fault` returns each of both hears the other: the resident first."""
    both = (made.resident, made.expert)
    async with scored(*both) as scores:
        await asyncio.sleep(2)
        moment = await fault()
        await made.resident.wait_to_hear(made.expert, within=40)
        await made.expert.wait_to_hear(made.resident, within=40)
        await asyncio.sleep(BETWEEN)
    return [scores.of(one, other).back_after(moment) for one, other in (both, both[::-1])]


def visits_ended(made: Talk) -> Figure:
    return worst("visits ended", [float(list(kinds(made.server.events())).count("visit_ended"))], 0.0, "")


async def _told(person: Person, words: str, since: float) -> float:
    await person.page.get_by_text(words).first.wait_for(timeout=1000 * SEEN_WITHIN)
    return time.time() - since


async def outages(folder: Path, lasting: float, runs: int) -> Sequence[Figure]:
    """One visit, and in it so many outages, each so many seconds long."""
    back: list[float] = []
    banners: list[float] = []
    async with talk(folder) as made:

        async def outage() -> float:
            await made.lines.down("lavia")
            cut = time.time()
            banners.extend(
                await asyncio.gather(
                    _told(made.resident, CUT_AT_THE_TERMINAL, cut), _told(made.expert, CUT_AT_THE_EXPERT, cut)
                )
            )
            await asyncio.sleep(max(0.0, cut + lasting - time.time()))
            await made.lines.up("lavia")
            return time.time()

        for number in range(runs):
            back += await back_after(made, outage)
            told(f"{number + 1}/{runs}: told after {banners[-2:]} s, sound back after {back[-2:]} s")
        ended = visits_ended(made)
    return [
        worst("sound back after the line", back, 3.0 if lasting < 10 else 5.0, "s"),
        worst("the pages say so after", banners, 3.0, "s"),
        ended,
    ]
