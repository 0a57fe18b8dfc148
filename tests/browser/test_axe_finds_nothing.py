"""axe-core finds nothing on the screens of residents, in three languages and both themes."""

from playwright.async_api import WebSocketRoute

from tests.browser.axe import axe_finds
from tests.browser.person import People, Person
from tests.browser.scenes import (
    TERMINAL,
    ask_first,
    begin_desk_visit,
    clerk_on_shift,
    expert_on_shift,
    resident_at,
    write,
)
from tests.browser.server import Server

TAX = "verohallinto1, Verohallinto"


class Screens:
    """Screens that were looked at, and what was found on them."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}

    async def look(self, person: Person, screen: str) -> None:
        if found := await axe_finds(person):
            self.found[screen] = found


async def test_on_the_terminal(live_server: Server, people: People) -> None:
    screens = Screens()
    resident = await resident_at(people, live_server, "lavia", 0)
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    page = resident.page
    await page.get_by_role("button", name="Aloita asiointi").wait_for()
    await screens.look(resident, "idle")
    await resident.press("Aloita asiointi")
    await screens.look(resident, "need")
    await page.get_by_role("searchbox").fill("hammasrattaat")
    await screens.look(resident, "nothing found")
    await page.get_by_role("searchbox").dispatch_event("pointerdown", {"pointerType": "touch"})
    await page.get_by_role("region", name="Näppäimistö").wait_for()
    await screens.look(resident, "drawn keyboard")
    await resident.press("Sulje näppäimistö")
    await resident.press("En ole varma")
    await page.get_by_role("button", name="Soita", exact=True).wait_for()
    await screens.look(resident, "card")
    await resident.press("Soita")
    await page.get_by_role("button", name="Peruuta", exact=True).wait_for()
    await screens.look(resident, "waiting")
    await clerk.press("Vastaa")
    await page.get_by_role("button", name="Lopeta", exact=True).wait_for()
    await resident.wait_to_hear(clerk)
    await screens.look(resident, "talk")
    await write(clerk, "Päivää")
    await write(resident, "Hei")
    await screens.look(resident, "written talk")
    await resident.press("Kirjoita")
    await ask_first(clerk, TAX, tax)
    await page.get_by_text("Sinua ei nähdä").wait_for()
    await screens.look(resident, "asking")
    await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
    await resident.figure(TAX).wait_for()
    await screens.look(resident, "talk of three")
    await resident.press("Lopeta")
    await page.get_by_role("dialog").wait_for()
    await screens.look(resident, "end?")
    await resident.press("Kyllä, lopeta")
    await page.get_by_role("radiogroup").wait_for()
    await screens.look(resident, "after")
    assert screens.found == {}, "\n".join(f"{k}: {x}" for k, v in screens.found.items() for x in v)


async def test_on_a_terminal_that_cannot_be_used(live_server: Server, people: People) -> None:
    screens = Screens()
    resident = await people.arrive("about:blank", 0, size=TERMINAL)

    def never_answers(_socket: WebSocketRoute) -> None:
        """The page's socket opens, and nobody speaks on it."""

    await resident.page.route_web_socket("**/ws", never_answers)
    await resident.page.goto(f"{live_server.address}/terminal?place=lavia")
    await resident.page.get_by_role("heading", name="Luukku avautuu").wait_for()
    await screens.look(resident, "starting")
    stranger = await people.arrive(f"{live_server.address}/terminal?place=nowhere", 0, size=TERMINAL)
    await stranger.page.get_by_role("heading", name="Tätä luukkua").wait_for()
    await screens.look(stranger, "unknown")
    assert screens.found == {}, "\n".join(f"{k}: {x}" for k, v in screens.found.items() for x in v)


async def test_on_the_customer_screen(live_server: Server, people: People) -> None:
    screens = Screens()
    screen = await people.arrive(f"{live_server.address}/desk/customer", 0, size=(1920, 1080))
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await screen.page.get_by_role("heading", name="Tervetuloa").wait_for()
    await screens.look(screen, "welcome")
    await begin_desk_visit(clerk, "Verotus")
    await screen.page.get_by_role("heading", name="vieressäsi").wait_for()
    await screens.look(screen, "beside")
    await ask_first(clerk, TAX, tax)
    await screen.page.get_by_text("Asiantuntija ei näe").wait_for()
    await screens.look(screen, "asking")
    await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
    await screen.figure(TAX).wait_for()
    await screen.wait_to_hear(tax)
    await screens.look(screen, "talk")
    await write(tax, "Päivää")
    await screen.page.get_by_role("log").wait_for()
    await screens.look(screen, "written talk")
    assert screens.found == {}, "\n".join(f"{k}: {x}" for k, v in screens.found.items() for x in v)
