"""The renderer of the expert's page crashes in the middle of a visit, and the page is loaded again two seconds later; then the resident's.

A kiosk's supervisor, or the person, does the loading. The page has to have its seat again without a press, the other sees one figure and never two,
and no connection of the crashed page is left.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import Error

from tests.bench.result import Figure, told, worst
from tests.browser.person import Person, until
from tests.browser.scenes import kinds
from tests.faults.near import CUSTOMER, EXPERT, near

RUNS = 3
DEAD = 2.0


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    back: list[float] = []
    old_gone: list[float] = []
    most: list[float] = []
    async with near(folder) as made:
        sides = ((made.expert, made.resident, EXPERT), (made.resident, made.expert, CUSTOMER))
        for number in range(runs):
            for crashing, other, figure in sides:
                one = await _once(crashing, other, figure, made.people.scripts)
                back.append(one.back)
                old_gone.append(one.old_gone)
                most.append(one.most)
            told(f"{number + 1}/{runs}: heard again after {back[-2:]} s")
        seen = list(kinds(made.server.events()))
    return [
        worst("both heard again after the page is loaded", back, 10.0, "s"),
        worst("the old connection is gone after that", old_gone, 2.0, "s"),
        worst("figures of that person at the other end", most, 1.0, ""),
        worst("visits ended", [float(seen.count("visit_ended"))], 0.0, ""),
    ]


class _Once(NamedTuple):
    back: float
    old_gone: float
    most: float


async def _once(crashing: Person, other: Person, figure: str, scripts: Sequence[Path]) -> _Once:
    counts: set[int] = set()

    async def heard() -> bool:
        counts.add(await other.figure(figure).count())
        return await crashing.hears() == {other.tone} and await other.hears() == {crashing.tone}

    async def alone() -> bool:
        return len(await other.connections()) == 1

    await _crash(crashing)
    await asyncio.sleep(DEAD)
    loaded = time.time()
    await _load_again(crashing, scripts)
    await until(heard, within=40, every=0.05)
    seated = time.time()
    await until(alone, within=30, every=0.05)
    return _Once(seated - loaded, time.time() - seated, float(max(counts)))


async def _crash(person: Person) -> None:
    session = await person.page.context.new_cdp_session(person.page)
    crashing = asyncio.create_task(session.send("Page.crash"), name="crash")  # it is never answered
    await asyncio.sleep(0.5)
    crashing.cancel()
    with suppress(asyncio.CancelledError, Error):
        await crashing


async def _load_again(person: Person, scripts: Sequence[Path]) -> None:
    """In a tab of its own: one whose renderer has crashed is of no more use to Playwright."""
    context, address = person.page.context, person.page.url
    old = person.page
    person.move_to(await context.new_page())
    for script in scripts:
        await person.page.add_init_script(path=script)
    await person.page.goto(address, wait_until="commit")
    closing = asyncio.create_task(old.close(), name="close the crashed tab")
    await asyncio.sleep(0)
    closing.cancel()
    with suppress(asyncio.CancelledError, Error):
        await closing
