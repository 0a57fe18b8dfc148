"""The server is away: the terminal says so, keeps a call until it is back, and at rest is out of order by itself."""

from tests.browser.person import People, until
from tests.browser.scenes import resident_at
from tests.browser.server import Server

RESTORING = "Yhteyttä palautetaan. Odota hetki."


async def test_a_call_waits_for_the_server_or_is_called_off_and_a_hatch_at_rest_is_out_of_order(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    page = resident.page
    calling = page.get_by_role("button", name="Soitetaan…")
    await resident.press("Aloita asiointi")
    await resident.choose_card("En ole varma")
    await live_server.kill()
    await page.locator("[aria-live=polite]").get_by_text(RESTORING).wait_for(state="attached")
    await page.locator("main").get_by_text(RESTORING).wait_for()

    await resident.press("Soita")
    await resident.press("Peruuta")
    await calling.wait_for(state="detached")

    async def called() -> bool:
        # A second press of the same button within 800 ms is none.
        await resident.press("Soita")
        return await calling.count() > 0

    await until(called)
    await live_server.start()
    await page.get_by_role("heading", name="Istu hetki rauhassa").wait_for()
    assert await page.get_by_text(RESTORING).count() == 0
    await resident.press("Peruuta")
    await page.get_by_role("button", name="Aloita asiointi").wait_for()

    await live_server.kill()
    await page.get_by_role("heading", name="Luukku ei toimi juuri nyt").wait_for(timeout=12_000)
    await live_server.start()
    await page.get_by_role("button", name="Aloita asiointi").wait_for()
    assert resident.faults == []
