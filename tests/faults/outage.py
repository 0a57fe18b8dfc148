"""What an outage of the resident's line costs: when the pages say so, and when sound is back after the line is."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.result import Figure, told, worst
from tests.browser.person import Person
from tests.browser.scenes import kinds
from tests.browser.score import scored
from tests.faults.near import CUT_AT_THE_EXPERT, CUT_AT_THE_TERMINAL
from tests.faults.talk import talk

BETWEEN = 6.0
SEEN_WITHIN = 20.0


class Outage(NamedTuple):
    """Seconds; of two figures the first is the resident's."""

    told: tuple[float, float]
    back: tuple[float, float]


async def _told(person: Person, words: str, since: float) -> float:
    await person.page.get_by_text(words).first.wait_for(timeout=1000 * SEEN_WITHIN)
    return time.time() - since


async def outages(folder: Path, lasting: float, runs: int) -> Sequence[Figure]:
    """One visit, and in it so many outages, each so many seconds long."""
    seen: list[Outage] = []
    async with talk(folder) as made:
        both = (made.resident, made.expert)
        for number in range(runs):
            async with scored(*both) as scores:
                await asyncio.sleep(2)
                await made.lines.down("lavia")
                cut = time.time()
                banners = await asyncio.gather(
                    _told(made.resident, CUT_AT_THE_TERMINAL, cut), _told(made.expert, CUT_AT_THE_EXPERT, cut)
                )
                await asyncio.sleep(max(0.0, cut + lasting - time.time()))
                await made.lines.up("lavia")
                returned = time.time()
                await made.resident.wait_to_hear(made.expert, within=40)
                await made.expert.wait_to_hear(made.resident, within=40)
                await asyncio.sleep(BETWEEN)
            back = [
                scores.of(one, other).back_after(returned)
                for one, other in (both, (made.expert, made.resident))
            ]
            seen.append(Outage((banners[0], banners[1]), (back[0], back[1])))
            told(f"{number + 1}/{runs}: told after {seen[-1].told} s, sound back after {seen[-1].back} s")
        ended = list(kinds(made.server.events())).count("visit_ended")
    return [
        worst(
            "sound back after the line",
            [s for one in seen for s in one.back],
            3.0 if lasting < 10 else 5.0,
            "s",
        ),
        worst("the pages say so after", [s for one in seen for s in one.told], 3.0, "s"),
        worst("visits ended", [float(ended)], 0.0, ""),
    ]
