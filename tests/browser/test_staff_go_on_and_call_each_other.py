"""Journeys (c) and (m): specialists of two units go on without the clerk, and staff call each other without a customer."""

from tests.browser.person import SMALL, People, until
from tests.browser.scenes import begin_desk_visit, clerk_on_shift, expert_on_shift, kinds
from tests.browser.server import Server

TAX = "verohallinto1, Verohallinto"
KELA = "kela1, Kela"
BUILDING = "rakennusvalvonta1, Rakennusvalvonta"
WASTE = "jateneuvonta1, Jäteneuvonta"


async def test_two_specialists_added_at_once_go_on_when_the_clerk_leaves(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    screen = await people.arrive(f"{live_server.address}/desk/customer", 0, size=(1920, 1080))
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    kela = await expert_on_shift(people, live_server, "kela1", 3)
    await begin_desk_visit(clerk, "Verotus")
    for name in (TAX, KELA):
        await clerk.press("Lisää heti", within=clerk.directory_item(name))
    await tax.press("Vastaa")
    await tax.figure("Asiakas, Palvelupiste, Yrjönkatu 6").wait_for()
    await kela.press("Vastaa")
    await screen.wait_to_hear(tax, kela, within=30)
    await tax.wait_to_hear(screen, kela, within=30)

    await clerk.press("Poistu")
    await clerk.page.get_by_role("heading", name="Kukaan ei ole tiskillä").wait_for()
    await tax.page.get_by_role("status").get_by_text("Sinä vastaat nyt asioinnista.").wait_for()
    assert await kela.page.get_by_text("Sinä vastaat nyt asioinnista.").count() == 0
    await screen.wait_to_see(TAX, tax, within=30)
    await screen.wait_to_see(KELA, kela, within=30)
    await screen.wait_to_hear(tax, kela, within=30)
    await kela.wait_to_hear(screen, tax, within=30)
    assert await clerk.connections() == []

    await tax.press("Lopeta asiointi")
    await tax.press("Asia hoitui")
    await kela.page.get_by_role("heading", name="Olet vuorossa").wait_for()

    async def over() -> bool:
        seen = list(kinds(live_server.events()))
        return seen.count("outcome_given") == 1 and seen.count("visit_ended") == 1

    await until(over)
    assert [p.faults for p in (screen, clerk, tax, kela)] == [[], [], [], []]


async def test_experts_call_each_other_without_a_customer(live_server: Server, people: People) -> None:
    people.camera = SMALL
    building = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    waste = await expert_on_shift(people, live_server, "jateneuvonta1", 2)
    await building.press("Soita", within=building.directory_item(WASTE))
    await building.page.get_by_text("Soi: jateneuvonta1").first.wait_for()
    offer = waste.page.get_by_role("dialog")
    await offer.get_by_role("heading", name="Tiedustelu").wait_for()
    await offer.get_by_text("rakennusvalvonta1 soittaa sinulle. Asiakasta ei ole mukana.").wait_for()
    await waste.press("Vastaa")
    await building.wait_to_see(WASTE, waste)
    await building.wait_to_hear(waste)
    await waste.wait_to_see(BUILDING, building)
    await waste.wait_to_hear(building)
    for expert in (building, waste):
        await expert.page.get_by_role("heading", name="Tiedustelu").wait_for()
        for name in ("Pito", "Siirrä", "Lopeta asiointi"):
            assert await expert.page.get_by_role("button", name=name, exact=True).count() == 0, name

    await waste.press("Poistu")
    for expert in (building, waste):
        await expert.page.get_by_role("heading", name="Olet vuorossa").wait_for()
        assert await expert.connections() == []
        assert await expert.page.get_by_text("Miten asiointi sujui sinusta?").count() == 0

    await waste.press("Soita", within=waste.directory_item(BUILDING))
    await building.press("Hylkää")
    await waste.page.get_by_role("status").get_by_text("Tiedusteluun ei nyt vastattu.").wait_for()
    seen = list(kinds(live_server.events()))
    assert seen.count("visit_opened") == seen.count("visit_ended") == 2
    assert "outcome_given" not in seen, "an inquiry has no outcome"
