"""Journey (e): hold, then a transfer with the customer's consent; nothing passes to the customer or back meanwhile."""

import asyncio

from playwright.async_api import Dialog

from signaling.protocol.words import Feature
from tests.browser.person import SMALL, People, Person, until
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
from tests.browser.server import Server

WASTE = "Jäteneuvonta"
BUILDING = "rakennusvalvonta1, Rakennusvalvonta"
NOTE = "Kysymys purkujätteen viennistä."


async def asks_before_it_unloads(person: Person) -> bool:
    """**Lataa uudelleen** in the browser, and no to its question. Whether it asked."""
    asked: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def stay(question: Dialog) -> None:
        asked.set_result(question.type)
        await question.dismiss()

    person.page.once("dialog", stay)
    await person.page.evaluate("setTimeout(() => location.reload())")
    return await asyncio.wait_for(asked, 10) == "beforeunload"


async def test_a_matter_on_hold_is_transferred_with_a_note_and_consent(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await resident_at(people, live_server, "lavia", 0)
    building = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    waste = await expert_on_shift(people, live_server, "jateneuvonta1", 2)
    await call(resident, "Rakennusluvat")
    await building.press("Vastaa")
    await resident.wait_to_hear(building)
    await building.wait_to_hear(resident)

    await building.press("Pito")
    await building.page.get_by_text("Asiakas on pidossa").first.wait_for()
    await resident.wait_to_hear()
    await building.wait_to_hear()
    held = await resident.received_from(building), await building.received_from(resident)

    empty = await building.storage()
    await building.press("Siirrä")
    dialog = building.page.get_by_role("dialog", name="Siirrä", exact=True)
    await dialog.get_by_role("searchbox").fill("jäte")
    await dialog.get_by_role("radio", name=WASTE).first.check()
    await dialog.get_by_label("Viesti vastaanottajalle").fill(NOTE)
    await dialog.get_by_role("checkbox", name="Asiakas suostuu, että viesti välitetään").check()
    assert (await resident.received_from(building), await building.received_from(resident)) == held, (
        "not one packet and no message passes on hold"
    )
    assert await asks_before_it_unloads(building)
    assert await dialog.get_by_label("Viesti vastaanottajalle").input_value() == NOTE
    assert await building.storage() == empty, "nothing that is typed is kept"
    await building.press("Siirrä", within=dialog)
    await dialog.wait_for(state="detached")
    await building.page.get_by_text(f"Siirretään: {WASTE}").first.wait_for()
    await resident.wait_to_hear(building)

    offer = waste.page.get_by_role("dialog")
    await offer.get_by_text(NOTE).wait_for()
    await waste.press("Vastaa")
    await resident.wait_to_hear(building, waste)
    await waste.page.get_by_text(NOTE).wait_for()
    await waste.reload()
    await waste.page.get_by_text(NOTE).wait_for()
    assert await building.page.get_by_text(NOTE).count() == 0
    await building.press("Poistu")
    await resident.wait_to_hear(waste)
    await waste.wait_to_hear(resident)
    await waste.press("Lopeta asiointi")
    await waste.press("Asia hoitui")

    async def closed() -> bool:
        return list(kinds(live_server.events())).count("outcome_given") == 2

    await until(closed)
    assert [p.faults for p in (resident, building, waste)] == [[], [], []]


async def test_without_consent_no_note_goes_and_a_transfer_is_refused_in_words_or_called_off(
    live_server: Server, people: People
) -> None:
    """At a place that does without writing, sharing and another matter: nobody has a button for them."""
    await live_server.stop()
    live_server.manage("places", "features", "ahlainen", *(f"--off={feature}" for feature in Feature))
    await live_server.start()
    resident = await resident_at(people, live_server, "ahlainen", 0)
    building = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await expert_on_shift(people, live_server, "hyvinvointialue1", 2)
    waste = await expert_on_shift(people, live_server, "jateneuvonta1", 3)
    await call(resident, "Rakennusluvat")
    await building.press("Vastaa")
    await building.page.get_by_role("button", name="Siirrä", exact=True).click()
    dialog = building.page.get_by_role("dialog", name="Siirrä", exact=True)
    nobody = dialog.get_by_role("radio", name="Verotus · palvelu Ketään ei ole vuorossa")
    assert await nobody.is_disabled()
    for service in ("Muutto ja osoite", "Avioliitto ja nimi"):
        name = f"dvv1 · Digi- ja väestötietovirasto, {service} Ei vuorossa"
        assert await dialog.get_by_role("radio", name=name, exact=True).count() == 1, (
            "one for each of a person's services"
        )
    before = list(kinds(live_server.events()))
    await dialog.get_by_role("radio", name="hyvinvointialue1").check()
    await building.press("Siirrä", within=dialog)
    await dialog.get_by_role("alert").get_by_text("jossa on oma huone").wait_for()
    assert list(kinds(live_server.events())) == before, "a refused transfer changes nothing"

    await dialog.get_by_role("radio", name="jateneuvonta1").check()
    await dialog.get_by_label("Viesti vastaanottajalle").fill(NOTE)
    await building.press("Siirrä", within=dialog)
    offer = waste.page.get_by_role("dialog")
    await offer.get_by_role("heading", name="Jäteneuvonta").wait_for()
    assert await offer.get_by_text(NOTE).count() == 0

    await building.press("Peru siirto")
    await offer.wait_for(state="detached")
    await building.page.get_by_role("heading", name=WASTE).wait_for()
    await resident.figure(BUILDING).wait_for()
    await building.press("Siirrä")
    await dialog.get_by_role("radio", name="jateneuvonta1").check()
    await dialog.get_by_role("radio", name="Poistun heti").check()
    await building.press("Siirrä", within=dialog)
    await building.page.get_by_role("heading", name="Olet vuorossa").wait_for()
    await waste.press("Vastaa")
    await waste.wait_to_hear(resident)
    await waste.figure("Asiakas, Ahlainen").wait_for()
    for name in ("Kirjoita", "Jaa näyttö"):
        for person in (waste, resident):
            assert await person.page.get_by_role("button", name=name, exact=True).count() == 0
    await waste.press("Lopeta asiointi")
    await resident.page.get_by_role("button", name="Ohita", exact=True).wait_for()
    assert (
        await resident.page.get_by_role("button", name="Minulla on toinenkin asia", exact=True).count() == 0
    )
