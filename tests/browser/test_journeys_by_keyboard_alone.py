"""The terminal's other journeys by keys alone: cancelled in line, not sure, by text, still there, another language, the end called off."""

from tests.browser.conftest import Serve
from tests.browser.person import People, Person
from tests.browser.scenes import TERMINAL, start_shift
from tests.browser.screens import settled
from tests.browser.test_a_visit_by_keyboard_alone import Keys

CLERK = "asiakaspalvelu2, Asiakaspalvelu"


async def said(person: Person, words: str) -> None:
    """Until a live region says so."""
    await person.page.locator("[aria-live]").get_by_text(words).first.wait_for(state="attached")


async def test_cancelled_in_line_asked_still_there_and_a_visit_in_writing(
    serve: Serve, people: People
) -> None:
    server = await serve(still_there_seconds=3)
    browser = await people.browser(None)
    resident = await people.window(browser, f"{server.address}/terminal?place=lavia", size=TERMINAL)
    clerk = await people.window(browser, f"{server.address}/desk?as=asiakaspalvelu2")
    page, keys = resident.page, Keys(resident)
    await page.get_by_role("button", name="Aloita asiointi").wait_for()

    # Cancelled in line; the language is changed on the way, and the hatch returns to Finnish for whoever comes next.
    await keys.press("Svenska", "Space")
    await keys.press("Starta besöket")
    await keys.arrives_at("Vad gäller saken?")
    await keys.press("Bygglov")
    await keys.arrives_at("Bygglov")
    await keys.press("Ring")
    await keys.arrives_at("Sitt ner en stund")
    await said(resident, "Sitt ner en stund.")
    await keys.press("Avbryt", "Space")
    await keys.arrives_at("Asioi kasvokkain asiantuntijan kanssa")

    # Not sure; nobody touches anything until the page asks, and Enter on its one button answers.
    await keys.press("Aloita asiointi")
    await keys.arrives_at("Mistä on kyse?")
    await keys.press("En ole varma")
    await keys.arrives_at("En ole varma")
    await keys.press("Soita")
    await keys.arrives_at("Istu hetki rauhassa")
    await page.get_by_role("alertdialog", name="Oletko vielä paikalla?").wait_for()
    await said(resident, "Oletko vielä paikalla?")
    assert await keys.where() == ("BUTTON", "Olen täällä"), "the question has the focus"
    await page.keyboard.press("Enter")
    await page.get_by_role("alertdialog").wait_for(state="detached")
    assert (await keys.where())[0] in {"H1", "BUTTON"}, "the question gives the focus back"

    # A visit in writing.
    await start_shift(clerk)
    await clerk.press("Vastaa")
    await keys.arrives_at("Asiointi on käynnissä")
    await said(resident, f"{CLERK} on luukulla.")
    await settled(resident, CLERK)
    await keys.press("Kirjoita")
    await page.get_by_role("textbox", name="Kirjoita viesti").and_(page.locator(":focus")).wait_for()
    await page.keyboard.type("Hei")
    await page.keyboard.press("Enter")
    await clerk.page.get_by_role("log").get_by_text("Hei").wait_for()
    await clerk.page.get_by_role("textbox", name="Kirjoita viesti").fill("Päivää")
    await clerk.page.keyboard.press("Enter")
    await page.get_by_role("log").get_by_text("Päivää").wait_for()

    # The end, thought better of, and the end.
    await keys.press("Lopeta")
    await page.get_by_role("dialog").wait_for()
    assert await keys.where() == ("BUTTON", "Ei, jatketaan"), "the careful answer is the easy one"
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog").wait_for(state="detached")
    assert await keys.where() == ("BUTTON", "Lopeta")
    await clerk.press("Lopeta asiointi")
    await keys.arrives_at("Miten asiointi sujui?")
    await said(resident, "Miten asiointi sujui?")
    await keys.press("Ohita")
    await keys.arrives_at("Asioi kasvokkain asiantuntijan kanssa")
    assert resident.faults == []
