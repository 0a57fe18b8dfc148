"""Each screen of a call, on both sides of the hatch, for everybody: axe-core, zoom, forced colours, the keyboard, and by ear.

`Screens.look` says what is looked at; `snapshots/` holds each screen as it is heard.
"""

import asyncio

from tests.browser.person import People
from tests.browser.scenes import TERMINAL as PORTRAIT
from tests.browser.scenes import start_shift
from tests.browser.screens import STAFF, TERMINAL, Screens, everything_is_right, settled, sharp_eyes
from tests.browser.server import Server

WASTE = "Jäteneuvonta"
BUILDING = "rakennusvalvonta1, Rakennusvalvonta"


async def test_a_call_from_the_idle_screen_to_the_rating(live_server: Server, people: People) -> None:
    sharp_eyes(people)
    terminal, expert = Screens(TERMINAL, "terminal"), Screens(STAFF, "expert")
    browser = await people.browser(None)
    resident = await people.window(browser, f"{live_server.address}/terminal?place=lavia", size=PORTRAIT)
    builder = await people.window(browser, f"{live_server.address}/expert?as=rakennusvalvonta1")
    waste = await people.window(browser, f"{live_server.address}/expert?as=jateneuvonta1")
    page = resident.page

    async def at_the_terminal() -> None:
        await resident.press("Pysäytä vaihtuminen")
        await terminal.look(resident, "idle")
        await resident.press("Aloita asiointi")
        await page.get_by_role("heading", name="Mistä on kyse?").wait_for()
        await terminal.look(resident, "choices")
        await page.get_by_role("searchbox").fill("sauna")
        await terminal.look(resident, "search")
        await page.get_by_role("searchbox").fill("hammasrattaat")
        await page.get_by_role("heading", name="Emme löytäneet").wait_for()
        await terminal.look(resident, "nothing found")
        await page.get_by_role("searchbox").dispatch_event("pointerdown", {"pointerType": "touch"})
        await page.get_by_role("region", name="Näppäimistö").wait_for()
        await terminal.look(resident, "drawn keyboard")
        await resident.press("Sulje näppäimistö")
        await resident.press("En ole varma")
        await page.get_by_text("Kamera toimii").wait_for()
        await page.get_by_text("Äänesi kuuluu.").wait_for()
        await terminal.look(resident, "not sure")
        await resident.press("Takaisin")
        await page.get_by_role("searchbox").fill("")
        await resident.choose_card("Rakennusluvat")
        await page.get_by_text("Kamera toimii").wait_for()
        await page.get_by_text("Äänesi kuuluu.").wait_for()
        await terminal.look(resident, "card")

    async def at_the_experts() -> None:
        await builder.page.get_by_role("button", name="Aloita vuoro").wait_for()
        await expert.look(builder, "before the shift")
        await start_shift(builder)
        await start_shift(waste)
        await builder.page.get_by_role("button", name="Vaihda laitteita").wait_for()
        await expert.look(builder, "line, empty")

    await asyncio.gather(at_the_terminal(), at_the_experts())

    # The own picture is put away when nobody has looked for a while.
    if await waste.page.get_by_role("button", name="Näytä oma kuva").is_visible():
        await waste.press("Näytä oma kuva")
    await resident.press("Soita")
    await page.get_by_role("button", name="Peruuta", exact=True).wait_for()
    await builder.page.get_by_role("dialog").wait_for()
    await asyncio.gather(
        terminal.look(resident, "waiting"),
        expert.look(builder, "offer"),
        expert.look(waste, "line, somebody waits"),
    )

    await builder.press("Vastaa")
    await settled(resident, BUILDING)
    await settled(builder, "Asiakas, Lavia")
    await asyncio.gather(terminal.look(resident, "talk"), expert.look(builder, "talk"))

    await resident.press("Kirjoita")
    await builder.press("Kirjoita")
    await builder.page.get_by_role("textbox", name="Kirjoita viesti").fill("Päivää")
    await builder.page.keyboard.press("Enter")
    await page.get_by_role("log").get_by_text("Päivää").wait_for()
    await asyncio.gather(terminal.look(resident, "written talk"), expert.look(builder, "written talk"))
    await resident.press_again("Kirjoita")
    await builder.press_again("Kirjoita")

    await builder.press("Pito")
    await builder.page.get_by_text("Asiakas on pidossa").first.wait_for()
    await page.get_by_role("heading", name="selvittää asiaasi").wait_for()
    await asyncio.gather(terminal.look(resident, "hold"), expert.look(builder, "hold"))
    await expert.forget(builder)
    await builder.press("Siirrä")
    dialog = builder.page.get_by_role("dialog", name="Siirrä")
    await dialog.get_by_role("searchbox").fill("jäte")
    await dialog.get_by_role("radio", name=WASTE).first.check()
    await dialog.get_by_label("Viesti vastaanottajalle").fill("Purkujäte.")
    await dialog.get_by_role("checkbox").check()
    await expert.look(builder, "transfer")
    await builder.press("Siirrä", within=dialog)
    await waste.page.get_by_role("dialog").wait_for()
    await asyncio.gather(expert.look(builder, "transfer under way"), expert.look(waste, "offer with a note"))
    await waste.press("Vastaa")
    await settled(resident, BUILDING, "jateneuvonta1, Jäteneuvonta")
    await settled(waste, "Asiakas, Lavia", BUILDING)
    await waste.press("Jaa näyttö")
    await page.get_by_role("figure", name="Jaettu näyttö").wait_for()
    await asyncio.gather(
        terminal.look(resident, "talk of three with a screen"), expert.look(waste, "screen share")
    )
    await waste.press_again("Jaa näyttö")
    await builder.press("Poistu")
    await page.get_by_role("figure", name=BUILDING).wait_for(state="detached")
    await expert.look(builder, "line, after leaving")

    await waste.page.goto("about:blank")
    await page.get_by_role("heading", name="Yhteys katkesi").wait_for()
    await terminal.look(resident, "trouble with the connection")
    await waste.page.goto(f"{live_server.address}/expert?as=jateneuvonta1")
    await settled(resident, "jateneuvonta1, Jäteneuvonta")
    await settled(waste, "Asiakas, Lavia")

    await terminal.forget(resident, waste)
    await resident.press("Lopeta")
    await page.get_by_role("dialog").wait_for()
    await terminal.look(resident, "end?")
    await resident.press("Kyllä, lopeta")
    await page.get_by_role("radiogroup").wait_for()
    await page.get_by_role("radio", name="Hyvin", exact=True).check(force=True)
    await waste.page.get_by_role("heading", name="Miten asia päättyi?").wait_for()
    await asyncio.gather(terminal.look(resident, "after"), expert.look(waste, "outcome"))
    await resident.press("Valmis")
    await page.get_by_role("button", name="Aloita asiointi").wait_for()
    await waste.press("Asia hoitui")

    beside = await people.window(browser, f"{live_server.address}/terminal?place=lavia", size=PORTRAIT)
    await page.get_by_role("heading", name="toisessa ikkunassa").wait_for()
    other = await people.window(browser, f"{live_server.address}/expert?as=rakennusvalvonta1")
    await builder.page.get_by_role("heading", name="toisessa ikkunassa").wait_for()
    await asyncio.gather(terminal.look(resident, "taken over"), expert.look(builder, "taken over"))
    await live_server.kill()
    await beside.page.get_by_role("heading", name="Luukku ei toimi").wait_for()
    await other.page.get_by_text("Yhteys palvelimeen poikki").first.wait_for()
    await asyncio.gather(terminal.look(beside, "out of order"), expert.look(other, "server away"))
    assert [one.faults for one in (resident, builder, waste, beside, other)] == [[], [], [], [], []]
    everything_is_right(terminal, expert)
