"""R22: the host asks for an interpreter first, shows two in equal size to everybody; a fifth person fills the visit."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import pytest
from playwright.async_api import Locator

from endpoint.cli import ANSWERER
from media.sources.clocked import tone_of
from tests.browser.person import SMALL, People, Person, until
from tests.browser.scenes import ask_first, call, clerk_on_shift, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.endpoint.program import run

KELA = "kela1, Kela"
CLERK = "asiakaspalvelu2, Asiakaspalvelu"
INTERPRETER = "tulkki1, Tulkkaus"
TAX = "verohallinto1, Verohallinto"
WASTE = "jateneuvonta1, Jäteneuvonta"
TOLD = "kela1 ja tulkki1 näkyvät nyt yhtä suurina."
SAME = 0.02
WIDTH = """name => [...document.querySelectorAll("figure")]
  .find((figure) => figure.getAttribute("aria-label") === name).querySelector("video").videoWidth"""
PRESS_BOTH = """names => {
  const items = names.map((name) => [...document.querySelectorAll("li")].find((li) => li.getAttribute("aria-label") === name));
  for (const item of items) [...item.querySelectorAll("button")].find((button) => button.textContent.trim() === "Lisää heti").click();
}"""
"""Before the page can learn that the first one takes the last place."""
HINT = "() => document.querySelector('video.mirror').srcObject.getVideoTracks()[0].contentHint"
"""What a sender that has to save gives up last."""


async def size(person: Person, figure: str) -> tuple[float, float]:
    box = await person.figure(figure).bounding_box()
    assert box is not None
    return box["width"], box["height"]


async def are_equal_and_larger(person: Person, other: str) -> bool:
    """The expert and the interpreter within 2 % of each other, and larger by half than the other."""
    one, two, third = [await size(person, name) for name in (KELA, INTERPRETER, other)]
    equal = all(abs(a - b) <= SAME * max(a, b) for a, b in zip(one, two, strict=True))
    return equal and one[0] * one[1] > 1.5 * third[0] * third[1]


def choice(clerk: Person, name: str) -> Locator:
    group = clerk.page.get_by_role("group", name="Näytä yhtä suurina").or_(
        clerk.page.get_by_role("group", name="Valitse vielä toinen")
    )
    return group.get_by_role("button", name=name, exact=True)


async def everybody_is_seen_well(resident: Person, names: Sequence[str]) -> None:
    """On the terminal: no picture is a slit, and nobody's name lies under the own picture."""
    own = await resident.figure("Oma kuvasi").bounding_box()
    assert own is not None
    for name in names:
        opening = await resident.figure(name).locator(".opening").bounding_box()
        sill = await resident.figure(name).locator(".sill").bounding_box()
        assert opening is not None and sill is not None
        assert opening["height"] > 0.5 * opening["width"], (name, opening)
        apart = sill["x"] + sill["width"] <= own["x"] or sill["y"] >= own["y"] + own["height"]
        assert apart or sill["y"] + sill["height"] <= own["y"], (name, sill, own)


Answering = Callable[..., None]


@pytest.fixture
async def answering(live_server: Server) -> AsyncIterator[Answering]:
    """These come on shift, without browsers, and answer whoever rings."""
    running = []

    def begin(*accounts: str) -> None:
        for account in accounts:
            answer = run(
                *("answer", "--server", live_server.address, "--as", account, "--patience", "300", "--json")
            )
            running.append(asyncio.create_task(answer, name=f"{account} answers"))

    yield begin
    for one in running:
        one.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def wait_to_see_an_endpoint(person: Person, figure: str) -> None:
    async def seen() -> bool:
        mark = await person.sees(figure)
        return mark is not None and mark.identity == ANSWERER

    await until(seen, within=30)


async def test_an_interpreter_is_seen_as_large_as_the_expert_and_a_sixth_person_has_no_place(
    live_server: Server, people: People, answering: Answering
) -> None:
    answering("verohallinto1", "jateneuvonta1")
    people.camera = SMALL
    resident = await resident_at(people, live_server, "lavia", 0)
    await resident.page.set_viewport_size({"width": 1920, "height": 1080})
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    kela = await expert_on_shift(people, live_server, "kela1", 2)
    interpreter = await expert_on_shift(people, live_server, "tulkki1", 3)
    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await clerk.press("Lisää heti", within=clerk.directory_item(KELA))
    await kela.press("Vastaa")
    await resident.figure(KELA).wait_for()
    await choice(clerk, "kela1").wait_for()

    await ask_first(clerk, "Tulkki, kuka tahansa vapaa", interpreter)
    assert await resident.figure(INTERPRETER).count() == 0
    await clerk.press("Tuo mukaan", within=clerk.directory_item(INTERPRETER))
    await resident.wait_to_see(INTERPRETER, interpreter, within=30)
    await interpreter.wait_to_hear(resident, clerk, kela, within=30)
    for person in (resident, clerk, kela):
        await person.figure(INTERPRETER).get_by_text("Tulkki", exact=True).wait_for()
    assert not await are_equal_and_larger(resident, CLERK)

    await choice(clerk, "kela1").click()
    assert await choice(clerk, "kela1").get_attribute("aria-pressed") == "true"
    async with asyncio.TaskGroup() as group:
        for person in (resident, clerk, kela, interpreter):
            group.create_task(person.page.get_by_text(TOLD).first.wait_for(state="attached"))
        await choice(clerk, "tulkki1").click()

    async def large_everywhere() -> bool:
        return await are_equal_and_larger(resident, CLERK) and await are_equal_and_larger(
            clerk, "Asiakas, Lavia"
        )

    await until(large_everywhere, within=30)

    async def enough_to_read_signs_from() -> bool:
        """QVGA of both, EN 301 549, 6.5.2."""
        return all([await resident.page.evaluate(WIDTH, name) >= 320 for name in (KELA, INTERPRETER)])

    await until(enough_to_read_signs_from, within=30)
    for person, hint in ((kela, "motion"), (interpreter, "motion"), (clerk, "")):
        assert await person.page.evaluate(HINT) == hint

    await interpreter.press("Mikrofoni")
    speaks = resident.page.locator(f"figure.speaks[aria-label='{INTERPRETER}']")
    await speaks.wait_for(state="detached")
    await interpreter.press("Viiton")
    await speaks.wait_for()
    assert await clerk.page.get_by_role("button", name="Viiton", exact=True).count() == 0

    await choice(clerk, "kela1").click()

    async def usual_size_everywhere() -> bool:
        return all([await person.page.locator(".large").count() == 0 for person in (resident, clerk)])

    await until(usual_size_everywhere, within=30)
    assert await choice(clerk, "tulkki1").get_attribute("aria-pressed") == "true", "the other stays chosen"
    await choice(clerk, "Asiakas").click()
    await clerk.page.get_by_text("Asiakas ja tulkki1 näkyvät nyt yhtä suurina.").first.wait_for(
        state="attached"
    )

    for name in (TAX, WASTE):
        await clerk.directory_item(name).get_by_role("button", name="Lisää heti").wait_for()
    before = live_server.event_data("search_opened")
    await clerk.page.evaluate(PRESS_BOTH, [TAX, WASTE])
    await clerk.page.get_by_text("Asioinnissa on jo viisi ihmistä.", exact=True).wait_for()
    for person in (resident, clerk, kela, interpreter):
        await wait_to_see_an_endpoint(person, TAX)
    assert len(live_server.event_data("search_opened")) == len(before) + 1
    for person in (resident, clerk, kela, interpreter):
        assert await person.figure(WASTE).count() == 0
        assert await person.page.get_by_role("figure").count() == 5, "four others and oneself"
    await everybody_is_seen_well(resident, (CLERK, KELA, INTERPRETER, TAX))
    await clerk.page.get_by_text("Asioinnissa on jo viisi ihmistä. Enempää ei voi kutsua.").wait_for()
    for name in ("Kysy ensin", "Lisää heti"):
        assert await clerk.page.get_by_role("button", name=name, exact=True).count() == 0

    await interpreter.press("Poistu")
    await resident.figure(INTERPRETER).wait_for(state="detached")
    assert await choice(clerk, "Asiakas").get_attribute("aria-pressed") == "false"
    everybody = {clerk.tone, kela.tone, tone_of(ANSWERER)}

    async def talk_goes_on() -> bool:
        return await resident.hears() == everybody

    await until(talk_goes_on, within=30)
    assert live_server.event_data("pair_ended") and len(live_server.event_data("pair_shown")) == 2
    assert [p.faults for p in (resident, clerk, kela, interpreter)] == [[], [], [], []]
