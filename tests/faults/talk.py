"""A resident in Lavia and an expert in the town who talk, each in a browser behind a line of their own."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import async_playwright

from tests.browser.person import CHROMIUM, SMALL, Camera, People, Person
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.wan.net import End, Net, net

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
"""What the resident's page calls the expert."""


class Talk(NamedTuple):
    """Both hear each other, and their probes are at rest."""

    lines: Net
    server: Server
    people: People
    resident: Person
    expert: Person


@asynccontextmanager
async def talk(
    folder: Path,
    *,
    lavia: End = End(),  # noqa: B008  frozen
    town: End = End(),  # noqa: B008
    camera: Camera = SMALL,
    beating: bool = False,
    scripts: Sequence[Path] = (),
    residents: Sequence[Path] = (),
    **settings: float | str,
) -> AsyncIterator[Talk]:
    """With a server and a store of its own, and what the lines are from the beginning. `settings` are the server's, `scripts` run
    in both pages before their own, `residents` in the resident's alone.
    """
    server = Server(folder, **settings)
    await server.start()
    try:
        async with net(server.port, lavia=lavia, town=town) as lines, async_playwright() as playwright:
            people = People(playwright, folder)
            people.camera = camera
            people.beating = beating
            people.scripts += [*scripts, *residents]
            try:
                people.chromium = lines.program("lavia", CHROMIUM, folder)
                resident = await resident_at(people, server, "lavia", 0)
                people.scripts = people.scripts[: len(people.scripts) - len(residents)]
                people.chromium = lines.program("town", CHROMIUM, folder)
                expert = await expert_on_shift(people, server, "rakennusvalvonta1", 1)
                await call(resident, "Rakennusluvat")
                await expert.press("Vastaa")
                await resident.wait_to_hear(expert, within=60)
                await expert.wait_to_hear(resident, within=60)
                for person in (resident, expert):
                    await person.rest()
                yield Talk(lines, server, people, resident, expert)
            finally:
                await people.leave()
    finally:
        await server.stop()
