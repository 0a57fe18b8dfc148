"""Each screen of a visit at the desk, of the clerk, the customer beside and the expert, for everybody, as in a call from a terminal."""

import asyncio

from tests.browser.person import People
from tests.browser.scenes import start_shift
from tests.browser.screens import CUSTOMER, STAFF, Screens, everything_is_right, settled, sharp_eyes
from tests.browser.server import Server

TAX = "verohallinto1, Verohallinto"
KELA = "kela1, Kela"


async def test_a_visit_at_the_desk_from_the_welcome_to_the_outcome(
    live_server: Server, people: People
) -> None:
    sharp_eyes(people)
    desk, customer, expert = (
        Screens(STAFF, "desk"),
        Screens(CUSTOMER, "customer"),
        Screens(STAFF, "expert-asked"),
    )
    browser = await people.browser(None, permissive=False)
    screen = await people.window(
        browser, f"{live_server.address}/desk/customer", permissive=False, size=(1920, 1080)
    )
    clerk = await people.window(browser, f"{live_server.address}/desk?as=asiakaspalvelu1", permissive=False)
    tax = await people.window(browser, f"{live_server.address}/expert?as=verohallinto1", permissive=False)

    async def at_the_customers() -> None:
        await screen.page.get_by_role("button", name="Ota näyttö käyttöön").wait_for()
        await customer.look(screen, "to be turned on")
        await screen.press("Ota näyttö käyttöön")
        await screen.page.get_by_role("heading", name="Tervetuloa").wait_for()
        await customer.look(screen, "welcome")

    async def at_the_desk() -> None:
        await clerk.page.get_by_role("heading", name="Vuorosi ei ole alkanut").wait_for()
        await desk.look(clerk, "before the shift")
        await start_shift(tax)
        await start_shift(clerk)
        await desk.look(clerk, "board")
        await clerk.press("Kyllä")
        await clerk.press("Uusi käynti")
        await clerk.page.get_by_role("heading", name="Uusi käynti").wait_for()
        await desk.look(clerk, "new visit")
        await clerk.page.get_by_role("searchbox", name="Hae palvelua").fill("vero")
        await clerk.choose_card("Verotus")
        await desk.look(clerk, "new visit, service chosen")

    await asyncio.gather(at_the_customers(), at_the_desk())

    await desk.forget(screen, clerk, tax)
    await clerk.press("Aloita käynti")
    await clerk.page.get_by_role("button", name="Lopeta asiointi", exact=True).wait_for()
    await screen.page.get_by_role("heading", name="vieressäsi").wait_for()
    await asyncio.gather(desk.look(clerk, "talk beside"), customer.look(screen, "talk beside"))

    await clerk.press("Kysy ensin", within=clerk.directory_item(TAX))
    await tax.page.get_by_role("dialog").wait_for()
    await clerk.page.get_by_text("Soi…").first.wait_for()
    await asyncio.gather(desk.look(clerk, "ringing"), expert.look(tax, "offer, asked first"))
    await tax.press("Vastaa")
    await clerk.page.get_by_text("Asiakas ei kuule").first.wait_for()
    await screen.page.get_by_text("Asiantuntija ei näe").wait_for()
    await settled(clerk, TAX)
    await asyncio.gather(
        desk.look(clerk, "ask first"), customer.look(screen, "ask first"), expert.look(tax, "ask first")
    )

    await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
    await settled(screen, TAX)
    await settled(tax, "Asiakas")
    await asyncio.gather(
        desk.look(clerk, "talk of three"), customer.look(screen, "talk"), expert.look(tax, "talk at a desk")
    )
    await tax.press("Kirjoita")
    await tax.page.get_by_role("textbox", name="Kirjoita viesti").fill("Päivää")
    await tax.page.keyboard.press("Enter")
    await screen.page.get_by_role("log").get_by_text("Päivää").wait_for()
    await clerk.page.get_by_role("log").get_by_text("Päivää").wait_for()
    await asyncio.gather(desk.look(clerk, "written talk"), customer.look(screen, "written talk"))
    await clerk.press("Kirjoita")

    await clerk.press("Pito")
    await clerk.page.get_by_text("Asiakas on pidossa").first.wait_for()
    await screen.page.get_by_role("heading", name="selvittää asiaasi").wait_for()
    await asyncio.gather(desk.look(clerk, "hold"), customer.look(screen, "hold"))
    await desk.forget(clerk, screen, tax)
    await clerk.press("Lopeta asiointi")
    await clerk.page.get_by_role("heading", name="Miten asia päättyi?").wait_for()
    await screen.page.get_by_role("heading", name="Tervetuloa").wait_for()
    await desk.look(clerk, "outcome")
    await clerk.press("Asia hoitui")

    kela = await people.window(browser, f"{live_server.address}/expert?as=kela1", permissive=False)
    await start_shift(kela)
    await desk.forget(tax, kela)
    await tax.press("Soita", within=tax.directory_item(KELA))
    await kela.page.get_by_role("dialog").wait_for()
    await expert.look(kela, "offer, inquiry")
    await kela.press("Vastaa")
    await settled(tax, KELA)
    await expert.look(tax, "inquiry")

    await people.window(browser, f"{live_server.address}/desk?as=asiakaspalvelu1")
    await people.window(browser, f"{live_server.address}/desk/customer")
    await clerk.page.get_by_role("heading", name="toisessa ikkunassa").wait_for()
    await screen.page.get_by_role("heading", name="toisessa ikkunassa").wait_for()
    await asyncio.gather(desk.look(clerk, "taken over"), customer.look(screen, "taken over"))
    assert [one.faults for one in (screen, clerk, tax, kela)] == [[], [], [], []]
    everything_is_right(desk, customer, expert)
