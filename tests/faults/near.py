"""A resident and an expert who talk on one machine, each in a browser whose way to the server can be shut; and what is seen of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import async_playwright

from tests.browser.person import SMALL, Camera, People, Person, until
from tests.browser.scenes import TERMINAL, call, start_shift
from tests.browser.server import Server
from tests.faults.gate import Gate, gate

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
CUSTOMER = "Asiakas, Lavia"
CUT_AT_THE_TERMINAL = "Yhteys katkesi hetkeksi"
CUT_AT_THE_EXPERT = "ääni ja kuva katkesivat"


class Near(NamedTuple):
    """They are in a talk, with their probes at rest."""

    server: Server
    people: People
    resident: Person
    expert: Person
    resident_gate: Gate
    expert_gate: Gate

    @property
    def both(self) -> tuple[Person, Person]:
        return self.resident, self.expert


@asynccontextmanager
async def near(
    folder: Path, *, camera: Camera = SMALL, scripts: Sequence[Path] = (), **settings: float | str
) -> AsyncIterator[Near]:
    """With a server and a store of its own. `scripts` run in every page before anything else does."""
    server = Server(folder, **settings)
    await server.start()
    try:
        async with (
            gate(server.port) as resident_gate,
            gate(server.port) as expert_gate,
            async_playwright() as playwright,
        ):
            people = People(playwright, folder)
            people.camera = camera
            people.scripts = [*people.scripts, *scripts]
            try:
                lavia = f"{resident_gate.address}/terminal?place=lavia"
                resident = await people.arrive(lavia, 0, size=TERMINAL)
                expert = await people.arrive(f"{expert_gate.address}/expert?as=rakennusvalvonta1", 1)
                await start_shift(expert)
                await begin(resident, expert)
                for person in (resident, expert):
                    await person.rest()
                yield Near(server, people, resident, expert, resident_gate, expert_gate)
            finally:
                await people.leave()
    finally:
        await server.stop()


async def begin(resident: Person, expert: Person) -> None:
    """A visit, until both hear each other."""
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert, within=60)
    await expert.wait_to_hear(resident, within=60)


async def end(resident: Person, expert: Person) -> None:
    await expert.press("Lopeta asiointi")
    await expert.press("Asia hoitui")
    await resident.press("Ohita")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()


async def connections(people: Iterable[Person]) -> list[int]:
    """How many each has ever made."""
    return [len(await person.page.evaluate("window.probe.connections()")) for person in people]


async def told_away(person: Person, *, within: float = 30.0) -> float:
    """When the page knew that its line to the server is gone: `time.time()`."""

    async def away() -> bool:
        known: bool = await person.page.evaluate(
            "document.documentElement.dataset.server === 'away' || document.body.innerText.includes('taustalla')"
        )
        return known

    await until(away, within=within, every=0.05)
    return time.time()


async def newest_view(person: Person) -> float:
    """When a view last came over the line, in seconds since the epoch; 0: never."""
    seen = await person.page.evaluate("Math.max(0, ...Object.values(window.probe.views()))")
    return float(seen) / 1000


async def viewed_after(person: Person, moment: float, *, within: float = 30.0) -> float:
    """When the first view after `moment` came, as near as it is looked for."""

    async def came() -> bool:
        return await newest_view(person) > moment

    await until(came, within=within, every=0.05)
    return await newest_view(person)


async def listens(port: int) -> float:
    """When something listens on that port of loopback."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.transport.abort()
            return time.time()
        except OSError:
            await asyncio.sleep(0.01)
