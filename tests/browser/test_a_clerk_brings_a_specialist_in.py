"""Journeys (b) and (d): a clerk asks first and brings in, or adds at once; the visit goes on before, with and after."""

import time

from tests.browser.person import People, Received, until
from tests.browser.scenes import (
    ask_first,
    begin_desk_visit,
    call,
    clerk_on_shift,
    expert_on_shift,
    kinds,
    resident_at,
)
from tests.browser.server import Server

TAX = "verohallinto1, Verohallinto"
CLERK = "asiakaspalvelu1, Asiakaspalvelu"


async def test_a_clerk_asks_first_brings_in_and_goes_on_alone(live_server: Server, people: People) -> None:
    screen = await people.arrive(f"{live_server.address}/desk/customer", 0, size=(1920, 1080))
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)

    await begin_desk_visit(clerk, "Verotus")
    microphone = clerk.page.get_by_role("button", name="Mikrofoni", exact=True)
    assert await microphone.get_attribute("aria-pressed") == "false", "the customer screen has the sound"
    await ask_first(clerk, TAX, tax)
    assert await microphone.get_attribute("aria-pressed") == "true"
    await clerk.wait_to_see(TAX, tax)
    await tax.wait_to_see(CLERK, clerk)
    await clerk.wait_to_hear(tax)
    await tax.wait_to_hear(clerk)
    await screen.page.get_by_text("Asiakaspalvelija keskustelee asiantuntijan kanssa").first.wait_for()
    assert await screen.hears() == frozenset()
    assert await screen.received_from(tax) == Received(0, 0, 0)
    assert await tax.received_from(screen) == Received(0, 0, 0)
    ending = tax.page.get_by_role("button", name="Lopeta asiointi", exact=True)
    assert await ending.is_disabled(), "who is only asked ends nothing of the customer's"

    await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
    await screen.wait_to_see(TAX, tax)
    assert await ending.is_enabled()
    await screen.wait_to_hear(tax)
    await tax.wait_to_hear(screen)
    assert await clerk.hears() == frozenset(), "one desk is one audio end: the customer screen sounds"

    for page in (screen, clerk):
        begun = time.monotonic()
        await page.reload()
        await page.wait_to_see(TAX, tax)
        took = time.monotonic() - begun
        assert took <= 3.0, took
    await screen.wait_to_hear(tax)
    await tax.wait_to_hear(screen)

    await tax.press("Poistu")
    await screen.figure(TAX).wait_for(state="detached")
    await clerk.press("Lopeta asiointi")
    await clerk.press("Asia hoitui")

    async def outcome() -> bool:
        return "outcome_given" in kinds(live_server.events())

    await until(outcome)
    seen = list(kinds(live_server.events()))
    assert seen.count("visit_opened") == 1
    assert seen.count("visit_ended") == 1


async def test_without_a_headset_the_desk_keeps_silent_until_somebody_says_that_there_is_one(
    live_server: Server, people: People
) -> None:
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await clerk.press("Ei")
    await begin_desk_visit(clerk, "Verotus")
    await ask_first(clerk, TAX, tax)
    await clerk.page.get_by_text(
        "Ääni on pois, jotta asiakas ei kuule. Ota kuulokkeet käyttöön."
    ).first.wait_for()
    await clerk.wait_to_see(TAX, tax)
    await tax.wait_to_see(CLERK, clerk)
    assert await clerk.hears() == frozenset()
    assert await tax.hears() == frozenset()

    await clerk.press("Kuulokkeet ovat käytössä")
    await clerk.wait_to_hear(tax)
    await tax.wait_to_hear(clerk)


async def test_a_clerk_answers_a_terminal_and_adds_a_specialist_at_once(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    kela = await expert_on_shift(people, live_server, "kela1", 2)

    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    await clerk.press("Lisää heti", within=clerk.directory_item("kela1, Kela"))
    await kela.press("Vastaa")
    await resident.wait_to_hear(clerk, kela)
    await resident.wait_to_see("kela1, Kela", kela)
    await kela.wait_to_see("Asiakas, Lavia", resident)
    await kela.wait_to_hear(clerk, resident)
    await clerk.wait_to_hear(kela, resident)

    await resident.press("Lopeta")
    await resident.press("Kyllä, lopeta")
    await resident.page.get_by_role("radiogroup", name="Miten asiointi sujui?").wait_for()
    await clerk.press("Ohjattiin eteenpäin")


async def test_a_customer_screen_without_microphone_shows_the_specialist_and_the_laptop_sounds(
    live_server: Server, people: People
) -> None:
    browser = await people.browser(0, permissive=False)
    screen = await people.window(browser, f"{live_server.address}/desk/customer", size=(1920, 1080))
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await screen.press("Ota näyttö käyttöön")
    await screen.page.get_by_text("Ääni kulkee asiakaspalvelijan koneen kautta.").wait_for()
    await begin_desk_visit(clerk, "Verotus")
    await clerk.press("Lisää heti", within=clerk.directory_item(TAX))
    await tax.press("Vastaa")
    await screen.wait_to_see(TAX, tax)
    await clerk.page.get_by_text("Näyttää: verohallinto1.").wait_for()
    await clerk.wait_to_hear(tax)
    await tax.wait_to_hear(clerk)
    assert await screen.hears() == frozenset(), "one desk is one audio end"
    await screen.page.get_by_text("Ääni kulkee asiakaspalvelijan koneen kautta.").wait_for()

    await tax.press("Poistu")
    await clerk.page.get_by_text("Kukaan muu ei ole nyt mukana.").wait_for()
