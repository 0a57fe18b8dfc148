"""Adding a specialist, beside as many pages under way with nobody added: what it costs those who are talking already."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import NamedTuple

from tests.browser.person import SMALL, People, Person
from tests.browser.scenes import call, clerk_on_shift, expert_on_shift, resident_at
from tests.browser.server import Server

SAMPLES_PER_MS = 48
WATCHED = 4.0

KELA = "kela1, Kela"


class Cost(NamedTuple):
    """What one of the two who talk heard and saw over the links that existed, while they were watched; packets are of each."""

    new_descriptions: int
    packets_of_sound: float
    concealed_ms: float
    freezes: int


async def _watch(
    talking: Sequence[Person], change: Callable[[], Coroutine[None, None, None]] | None
) -> list[Cost]:
    """A cost for each end of the link that exists now, over `WATCHED` seconds in which `change` happens."""
    before = [{row["number"]: row for row in await person.connections()} for person in talking]
    # Only now: a link that the change itself makes is not one that existed.
    changing = asyncio.create_task(change(), name="change") if change is not None else None
    await asyncio.sleep(WATCHED)
    if changing is not None:
        await changing
    costs = []
    for person, old in zip(talking, before, strict=True):
        rows = [(row, old[row["number"]]) for row in await person.connections() if row["number"] in old]
        descriptions, packets, concealed, freezes = (
            sum(row[what] - then[what] for row, then in rows)
            for what in ("descriptions", "sound", "concealed", "freezes")
        )
        costs.append(Cost(descriptions, packets / len(rows), concealed / SAMPLES_PER_MS, freezes))
    return costs


async def costs(server: Server, people: People, runs: int) -> tuple[list[Cost], list[Cost]]:
    """Interleaved (added, control), two costs a run: the resident talks with the clerk all the time. In a run the specialist is
    added; in its control the three talk on and nobody is added, so that as many pages are under way.
    """
    people.camera = SMALL
    resident = await resident_at(people, server, "lavia", 0)
    clerk = await clerk_on_shift(people, server, "asiakaspalvelu2", 1)
    kela = await expert_on_shift(people, server, "kela1", 2)
    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    await clerk.wait_to_hear(resident)
    for person in (resident, clerk, kela):
        await person.rest()
    added: list[Cost] = []
    control: list[Cost] = []

    async def add() -> None:
        await clerk.press("Lisää heti", within=clerk.directory_item(KELA))
        await kela.press("Vastaa")
        await resident.figure(KELA).wait_for()

    for number in range(1, runs + 1):
        added += await _watch([resident, clerk], add)
        await resident.wait_to_see(KELA, kela)
        control += await _watch([resident, clerk], None)
        await kela.press("Poistu")
        await resident.figure(KELA).wait_for(state="detached")
        await clerk.directory_item(KELA).get_by_role("button", name="Lisää heti").wait_for()
        print(f"run {number}: added {added[-2:]}, control {control[-2:]}", flush=True)
    return added, control
