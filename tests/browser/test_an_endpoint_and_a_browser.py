"""Journey (j): an endpoint at one end and Chromium at the other, both ways: two implementations of one protocol."""

import asyncio

from endpoint.cli import ANSWERER, CALLER
from media.sources.clocked import tone_of
from tests.browser.person import People, Person, until
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.browser.test_text_is_seen_as_it_is_typed import shows
from tests.endpoint.program import Ran, run

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
TALK = ("--for", "40")
ENOUGH = 4.0
"""Seconds of talk, once it flows one way, that the endpoint is given to measure."""


async def sees_and_hears(person: Person, figure: str, identity: int) -> None:
    """The person is shown the endpoint's pictures, one after the other, and hears its tone and nothing else."""
    seen: set[int] = set()

    async def moving() -> bool:
        mark = await person.sees(figure)
        if mark is not None and mark.identity == identity:
            seen.add(mark.frame)
        return len(seen) >= 3

    async def heard() -> bool:
        return await person.hears() == {tone_of(identity)}

    await until(moving, within=20)
    await until(heard, within=20)


def saw_and_heard(ran: Ran, person: Person) -> None:
    """The endpoint's report says the same of the person."""
    assert ran.status == 0, ran.err
    assert ran.link["sound"]["tones"] == [person.tone]
    assert list(ran.link["picture"]["marks"]) == [str(person.number)]
    assert ran.link["sound"]["seconds"] > 2
    assert ran.link["picture"]["pictures"] > 20
    assert ran.link["ungranted"] == 0
    assert "ResourceWarning" not in ran.err


async def test_a_browser_calls_an_endpoint(live_server: Server, people: People) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    async with asyncio.TaskGroup() as group:
        answering = group.create_task(
            run(
                "answer",
                "--server",
                live_server.address,
                "--as",
                "rakennusvalvonta1",
                "--json",
                *TALK,
                "--type",
                "Päivää Änkyt\brä",
            )
        )
        await call(resident, "Rakennusluvat")
        await sees_and_hears(resident, EXPERT, ANSWERER)
        await shows(resident, ("rakennusvalvonta1 kirjoitti", "Päivää Änkyrä"), within=10)
        await resident.page.get_by_role("textbox").focus()
        await resident.page.keyboard.type("Saun")
        await resident.page.keyboard.press("Backspace")
        await resident.page.keyboard.type("na")
        await asyncio.sleep(ENOUGH)
        await resident.press("Lopeta")
        await resident.press("Kyllä, lopeta")
    saw_and_heard(answering.result(), resident)
    assert answering.result().visit["ended_by"] == "the other end"
    assert answering.result().link["text"] == "Sauna"
    assert answering.result().link["text_losses"] == 0
    assert resident.faults == []


async def test_an_endpoint_calls_a_browser(live_server: Server, people: People) -> None:
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    async with asyncio.TaskGroup() as group:
        calling = group.create_task(
            run(
                *("call", "--server", live_server.address, "--place", "lavia"),
                *("--service", "rakennusluvat", "--json", *TALK),
            )
        )
        await expert.press("Vastaa")
        await sees_and_hears(expert, "Asiakas, Lavia", CALLER)
        await asyncio.sleep(ENOUGH)
        await expert.press("Lopeta asiointi")
        await expert.press("Asia hoitui")
    saw_and_heard(calling.result(), expert)
    assert calling.result().visit["ended_by"] == "the other end"
    assert expert.faults == []
