"""Three people talk, and the terminal is on the line of Lavia: 1 Mbit/s down, 300 kbit/s up, 200 ms there and back, 2 % lost each way.

Five minutes in all, in five parts; after each part as long with the same people and load on a line that loses and delays nothing.
"""

import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import async_playwright

from tests.bench.result import Figure, bounded, shown, told
from tests.browser.person import CHROMIUM, SMALL, People, Person
from tests.browser.scenes import call, clerk_on_shift, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.faults.lavia import LAVIA
from tests.faults.thin import LINE, Got, become, watch
from tests.wan.net import End, Net, net

KELA = "kela1, Kela"
RUNS, SECONDS = 5, 60.0


class Three(NamedTuple):
    """Everybody hears everybody."""

    lines: Net
    resident: Person
    clerk: Person
    kela: Person


@asynccontextmanager
async def three(folder: Path) -> AsyncIterator[Three]:
    """The terminal in Lavia on a line of its own, two of staff in the town, each on theirs."""
    server = Server(folder)
    await server.start()
    try:
        async with (
            net(server.port, lavia=End(), hall=End(), office=End()) as lines,
            async_playwright() as playwright,
        ):
            people = People(playwright, folder)
            people.camera = SMALL
            people.scripts.append(LINE)
            try:
                people.chromium = lines.program("lavia", CHROMIUM, folder)
                resident = await resident_at(people, server, "lavia", 0)
                people.chromium = lines.program("hall", CHROMIUM, folder)
                clerk = await clerk_on_shift(people, server, "asiakaspalvelu2", 1)
                people.chromium = lines.program("office", CHROMIUM, folder)
                kela = await expert_on_shift(people, server, "kela1", 2)
                await call(resident, "En ole varma")
                await clerk.press("Vastaa")
                await resident.wait_to_hear(clerk)
                await clerk.press("Lisää heti", within=clerk.directory_item(KELA))
                await kela.press("Vastaa")
                await resident.wait_to_hear(clerk, kela, within=30)
                await clerk.wait_to_hear(kela, resident, within=30)
                for person in (resident, clerk, kela):
                    await person.rest()
                yield Three(lines, resident, clerk, kela)
            finally:
                await people.leave()
    finally:
        await server.stop()


async def run(folder: Path, runs: int = RUNS, seconds: float = SECONDS) -> Sequence[Figure]:
    thin: list[Sequence[Got]] = []
    good: list[Sequence[Got]] = []
    async with three(folder) as made:
        # What the resident gets of one of the two, and what each of the two gets of the resident.
        pairs = [(made.resident, made.clerk), (made.clerk, made.resident), (made.kela, made.resident)]
        for number in range(runs):
            for line, got in ((LAVIA, thin), (End(), good)):
                await become(made.lines, line)
                got.append(await watch(pairs, seconds))
                told(f"{number + 1}/{runs} {[f'{one.concealed:.2f} %, {one.rate:.0f}/s' for one in got[-1]]}")
    concealed, control = _worst_heard(thin), _worst_heard(good)
    more = [own - beside for own, beside in zip(concealed, control, strict=True)]
    rates = [max(one.rate for one in got[1:]) for got in thin]
    return [
        bounded("concealed, more than the control", statistics.median(more), 2, more, "points"),
        shown("concealed", concealed, "%"),
        shown("concealed on the good line", control, "%"),
        bounded(
            "frames a second of the resident, at one of them",
            statistics.median(rates),
            10,
            rates,
            "",
            more_is_better=True,
        ),
    ]


def _worst_heard(runs: Sequence[Sequence[Got]]) -> list[float]:
    return [max(one.concealed for one in got) for got in runs]
