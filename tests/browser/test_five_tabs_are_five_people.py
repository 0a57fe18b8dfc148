"""One browser, five tabs, opened from the links that the program prints: five people who do journeys (a) and (b)."""

import re

from tests.browser.person import People, Person, until
from tests.browser.scenes import ask_first, begin_desk_visit, call, start_shift
from tests.browser.server import Server


async def pictures_arrive(person: Person) -> None:
    async def frames() -> bool:
        return any(row["frames"] > 5 for row in await person.connections())

    await until(frames)


async def test_five_tabs_of_one_browser(live_server: Server, people: People) -> None:
    links = re.findall(rf"{live_server.address}/\S+", live_server.output())
    wanted = (
        "/terminal?place=reposaari",
        "/expert?as=rakennusvalvonta1",
        "/desk?as=asiakaspalvelu1",
        "/desk/customer",
        "/expert?as=verohallinto1",
    )
    browser = await people.browser(None)
    tabs = []
    for path in wanted:
        assert live_server.address + path in links
        tabs.append(await people.tab(browser, live_server.address + path))
    resident, builder, clerk, screen, tax = tabs

    await start_shift(builder)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await resident.figure("rakennusvalvonta1, Rakennusvalvonta").wait_for()
    await pictures_arrive(resident)
    await pictures_arrive(builder)
    await builder.press("Lopeta asiointi")
    await builder.press("Asia hoitui")
    await resident.press("Ohita")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()

    await start_shift(clerk)
    await start_shift(tax)
    await begin_desk_visit(clerk, "Verotus")
    await ask_first(clerk, "verohallinto1, Verohallinto", tax)
    await clerk.press("Tuo mukaan", within=clerk.directory_item("verohallinto1, Verohallinto"))
    await screen.figure("verohallinto1, Verohallinto").wait_for()
    await pictures_arrive(screen)
    await tax.press("Poistu")
    await clerk.press("Lopeta asiointi")
    await clerk.press("Asia hoitui")


async def test_a_browser_without_permissive_flags(live_server: Server, people: People) -> None:
    resident = await people.arrive(
        f"{live_server.address}/terminal?place=lavia", 0, permissive=False, size=(1080, 1920)
    )
    expert = await people.arrive(f"{live_server.address}/expert?as=tyollisyyspalvelut1", 1, permissive=False)
    await start_shift(expert)
    await call(resident, "Työnhaku")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    await expert.wait_to_hear(resident)
    await expert.wait_to_see("Asiakas, Lavia", resident)
