"""Journey (h): the first matter is closed, **Minulla on toinenkin asia**, another expert, the same visit to its end."""

import json

from tests.browser.person import People, until
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
from tests.browser.server import Server

BUILDING = "rakennusvalvonta1, Rakennusvalvonta"
TAX = "verohallinto1, Verohallinto"


async def test_two_matters_two_experts_one_visit_and_the_face_that_was_chosen_first(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    building = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await call(resident, "Rakennusluvat")
    await building.press("Vastaa")
    await resident.wait_to_see(BUILDING, building)
    await building.press("Lopeta asiointi")
    await building.press("Asia hoitui")

    await resident.page.get_by_role("radio", name="Hyvin", exact=True).check(force=True)
    await resident.press("Minulla on toinenkin asia")
    await resident.press("Takaisin")
    chosen = resident.page.get_by_role("radio", name="Hyvin", exact=True)
    assert await chosen.is_checked(), "whoever looks round and returns finds the screen as it was"
    await resident.press("Minulla on toinenkin asia")
    await resident.choose_card("Verotus")
    await resident.press("Soita")
    await tax.press("Vastaa")
    await resident.wait_to_see(TAX, tax)
    await tax.wait_to_hear(resident)
    await resident.wait_to_hear(tax)
    assert await building.connections() == []

    await tax.press("Lopeta asiointi")
    await tax.press("Asia hoitui")
    await resident.page.get_by_role("button", name="Valmis").wait_for()
    assert await chosen.is_checked(), "the face that was chosen after the first matter"
    await resident.press("Valmis")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for(timeout=5_000)

    async def wiped() -> bool:
        return "wiped" in kinds(live_server.events())

    await until(wiped)
    seen = list(kinds(live_server.events()))
    assert {kind: seen.count(kind) for kind in ("visit_opened", "visit_ended", "rated", "wiped")} == {
        "visit_opened": 1,
        "visit_ended": 1,
        "rated": 1,
        "wiped": 1,
    }
    assert len({stream for stream, _ in live_server.events() if stream.startswith("visit:")}) == 1
    matters = [json.loads(data) for data in live_server.event_data("matter_opened")]
    assert [(matter["matter"], matter["service"]) for matter in matters] == [
        (1, "rakennusluvat"),
        (2, "verotus"),
    ]
    assert json.loads(live_server.event_data("visit_ended")[0])["reason"] == "completed"
    assert json.loads(live_server.event_data("rated")[0])["score"] == 4
    assert [resident.faults, building.faults, tax.faults] == [[], [], []]


async def test_a_chosen_face_counts_also_when_the_second_matter_is_cancelled_in_line(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    building = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await building.press("Vastaa")
    await building.press("Lopeta asiointi")
    await building.press("Asia hoitui")
    await resident.page.get_by_role("radio", name="Erittäin hyvin").check(force=True)
    await resident.press("Minulla on toinenkin asia")
    await resident.choose_card("Verotus")
    await resident.press("Soita")
    await resident.press("Peruuta")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()

    async def rated() -> bool:
        return "rated" in kinds(live_server.events())

    await until(rated)
    assert json.loads(live_server.event_data("rated")[0])["score"] == 5
    assert json.loads(live_server.event_data("visit_ended")[0])["reason"] == "cancelled"
