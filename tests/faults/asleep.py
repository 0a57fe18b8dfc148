"""The expert's laptop sleeps for 60 s in the middle of a visit, three times, and then for 150 s. (Every process of the browser is stopped.)

The resident is told, and after a minute both hear each other again by themselves, with microphone and camera as they were. After two and a
half the seat has been given up: the expert comes back by **Palaa käynnille**, muted and without a picture.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.browser.person import Person
from tests.browser.scenes import kinds
from tests.browser.stopping import processes_of, stopped
from tests.faults.near import CUT_AT_THE_TERMINAL, near

RUNS = 3
SHORT = 60.0
LONG = 150.0


async def run(folder: Path, runs: int = RUNS, long: float = LONG) -> Sequence[Figure]:
    told_after: list[float] = []
    back: list[float] = []
    changed: list[float] = []
    loud: list[float] = []
    async with near(folder) as made:
        processes = processes_of(str(folder / "1"))
        for number in range(runs):
            before = await _buttons(made.expert)
            with stopped(processes):
                slept = time.time()
                await made.resident.page.get_by_text(CUT_AT_THE_TERMINAL).first.wait_for(timeout=30_000)
                told_after.append(time.time() - slept)
                await asyncio.sleep(max(0.0, slept + SHORT - time.time()))
            woke = time.time()
            await made.resident.wait_to_hear(made.expert, within=40)
            await made.expert.wait_to_hear(made.resident, within=40)
            back.append(time.time() - woke)
            changed.append(float(await _buttons(made.expert) != before))
            told(
                f"{number + 1}/{runs}: told after {told_after[-1]:.1f} s, heard {back[-1]:.1f} s after waking"
            )
        ended = list(kinds(made.server.events())).count("left")
        with stopped(processes):
            await asyncio.sleep(long)
        returning = made.expert.page.get_by_role("button", name="Palaa käynnille", exact=True)
        await returning.wait_for(timeout=30_000)
        await returning.click()
        await made.expert.wait_to_hear(made.resident, within=20)
        await asyncio.sleep(1)
        loud.append(float(await made.resident.hears() != frozenset()))
        loud.append(float(await _buttons(made.expert) != ("false", "false")))
        await made.expert.press("Mikrofoni")
        await made.resident.wait_to_hear(made.expert)
        seen = list(kinds(made.server.events()))
    return [
        worst("the resident is told after", told_after, 10.0, "s"),
        worst("both heard after waking", back, 5.0, "s"),
        worst("microphone or camera not as they were", changed, 0.0, ""),
        worst("left after 60 s", [float(ended)], 0.0, ""),
        worst("after 150 s: heard, or seen as on, before a press", loud, 0.0, ""),
        worst("visits ended", [float(seen.count("visit_ended"))], 0.0, ""),
    ]


async def _buttons(expert: Person) -> tuple[str | None, ...]:
    """Whether **Mikrofoni** and **Kamera** are pressed."""
    buttons = (expert.page.get_by_role("button", name=name).first for name in ("Mikrofoni", "Kamera"))
    return tuple([await button.get_attribute("aria-pressed") for button in buttons])
