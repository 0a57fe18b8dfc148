"""Journey (n): the language is changed in mid-visit; the screen and what is said follow at once, and no link is touched."""

from typing import Any

from tests.browser.person import People, Person
from tests.browser.scenes import ask_first, call, clerk_on_shift, expert_on_shift, resident_at
from tests.browser.server import Server

TAX = "verohallinto1, Verohallinto"


async def language_of(person: Person) -> str | None:
    return await person.page.locator("html").get_attribute("lang")


async def wait_until_said(person: Person, words: str) -> None:
    """Until a live region says these words."""
    await (
        person.page.locator("[aria-live]")
        .filter(has_text=words)
        .first.wait_for(state="attached", timeout=5_000)
    )


async def links(person: Person) -> dict[int, Any]:
    return {row["number"]: row["descriptions"] for row in await person.connections()}


async def heads(person: Person) -> str:
    return (await person.page.locator("main h1").inner_text()).strip()


async def test_screen_and_announcements_follow_and_no_link_is_touched(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await call(resident, "En ole varma")
    assert await language_of(resident) == "fi"
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    await clerk.wait_to_hear(resident)
    before = await links(resident)

    await resident.press("Svenska")
    await resident.page.get_by_role("button", name="Avsluta", exact=True).wait_for(timeout=1_000)
    assert await language_of(resident) == "sv"
    await resident.figure("asiakaspalvelu2, Kundservicen").wait_for()
    await wait_until_said(resident, "är i luckan.")
    assert await resident.page.get_by_role("button", name="Lopeta", exact=True).count() == 0
    assert await resident.page.get_by_text("Räfsö").count() == 1, "the place by its name in that language"
    await resident.wait_to_hear(clerk)
    await clerk.wait_to_hear(resident)
    assert await links(resident) == before, "no connection is replaced or described anew"
    assert clerk.faults == []
    assert await language_of(clerk) == "fi", "the other end keeps its own"

    await ask_first(clerk, TAX, tax)
    await resident.page.get_by_role("heading", name="Kundrådgivaren talar med den sakkunniga.").wait_for()
    await wait_until_said(resident, "Kundrådgivaren talar med den sakkunniga.")
    await resident.page.get_by_text("Började för").wait_for()
    await resident.press("English")
    assert await heads(resident) == "The adviser is talking with the expert."
    await wait_until_said(resident, "The adviser is talking with the expert.")
    await resident.page.get_by_text("You cannot be seen or heard now.").wait_for()
    since = await resident.page.get_by_text("Started").inner_text()
    assert "ago" in since
    assert "sedan" not in since
    await clerk.press("Kiitos, ei muuta", within=clerk.directory_item(TAX))
    await wait_until_said(resident, "The talk goes on.")
    await resident.wait_to_hear(clerk)

    await clerk.press("Pito")
    await resident.page.get_by_role(
        "heading", name="The person helping you is looking into your matter."
    ).wait_for()
    await resident.page.get_by_text("Started").wait_for()
    held = resident.figure("asiakaspalvelu2, Customer service")
    assert await held.get_by_text("Back soon").count() == 1
    assert await held.get_by_text("Sound only").count() == 0, "no light says what is not so"
    await resident.press("Suomi")
    await resident.page.get_by_role("heading", name="Sinua palveleva henkilö selvittää").wait_for()
    await wait_until_said(resident, "Sinua palveleva henkilö selvittää asiaasi hetken.")
    await resident.press("English")
    await clerk.press("Jatka")
    await wait_until_said(resident, "The talk goes on.")
    await resident.wait_to_hear(clerk)

    await resident.press("End")
    await resident.press("Yes, end")
    await resident.page.get_by_role("radiogroup", name="How did it go?").wait_for()
    await resident.press("Suomi")
    await resident.page.get_by_role("radiogroup", name="Miten asiointi sujui?").wait_for()
    await resident.press("English")
    await resident.press("Skip")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()
    assert await language_of(resident) == "fi", "nobody's choice is left to the next"
    assert resident.faults == []


async def test_the_customer_screen_speaks_the_visit_s_language_until_another_is_chosen(
    live_server: Server, people: People
) -> None:
    screen = await people.arrive(f"{live_server.address}/desk/customer", 0, size=(1920, 1080))
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    await screen.page.get_by_text("Tervetuloa").wait_for()
    await clerk.press("Uusi käynti")
    await clerk.choose_card("Verotus")
    await clerk.page.get_by_role("button", name="Svenska").last.click()
    await clerk.press("Aloita käynti")
    await screen.page.get_by_role("heading", name="Kundrådgivaren är bredvid dig.").wait_for()
    assert await language_of(screen) == "sv"
    await screen.press("English")
    await screen.page.get_by_role("heading", name="The adviser is next to you.").wait_for()
    await wait_until_said(screen, "The adviser is next to you.")
    assert await language_of(screen) == "en"
    await clerk.press("Lopeta asiointi")
    await screen.page.get_by_role("heading", name="Tervetuloa").wait_for()
    assert await language_of(screen) == "fi"
    assert screen.faults == []
