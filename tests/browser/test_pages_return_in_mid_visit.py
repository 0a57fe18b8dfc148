"""Journeys (f) and (g): a reload, a second tab and a killed server in mid-visit change nothing of the visit."""

import time

from tests.browser.person import People, Person, until
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
from tests.browser.server import Server

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
CUSTOMER = "Asiakas, Reposaari"


async def talk(live_server: Server, people: People) -> tuple[Person, Person]:
    resident = await resident_at(people, live_server, "reposaari", 0)
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    await expert.wait_to_hear(resident)
    return resident, expert


async def test_a_reloaded_page_has_its_seat_back_in_three_seconds(
    live_server: Server, people: People
) -> None:
    resident, expert = await talk(live_server, people)
    for person, other, figure in ((resident, expert, EXPERT), (expert, resident, CUSTOMER)):
        begun = time.monotonic()
        await person.reload()
        await person.wait_to_see(figure, other, within=10)
        took = time.monotonic() - begun
        await person.wait_to_hear(other)
        await other.wait_to_hear(person)
        assert took <= 3.0, took
    assert list(kinds(live_server.events())).count("visit_opened") == 1
    assert list(kinds(live_server.events())).count("joined") == 2


async def test_a_duplicated_tab_takes_the_seat_and_the_old_one_stops(
    live_server: Server, people: People
) -> None:
    resident, expert = await talk(live_server, people)
    browser = expert.page.context.browser
    assert browser is not None
    second = await people.tab(browser, expert.page.url, 1)
    await second.wait_to_see(CUSTOMER, resident)
    await expert.page.get_by_role("button", name="Jatka tässä ikkunassa").wait_for()
    assert await expert.connections() == []
    await resident.wait_to_hear(expert)

    await expert.press("Jatka tässä ikkunassa")
    await expert.wait_to_see(CUSTOMER, resident)
    await second.page.get_by_role("button", name="Jatka tässä ikkunassa").wait_for()


async def test_a_killed_server_is_not_noticed_by_the_talk(live_server: Server, people: People) -> None:
    resident, expert = await talk(live_server, people)
    before = {row["number"]: row for row in await resident.connections()}
    await live_server.kill()
    assert await resident.hears() == {expert.tone}
    await live_server.start()

    async def back() -> bool:
        answer: bool = await expert.page.evaluate(
            "performance.getEntriesByType('resource').length >= 0 && !document.querySelector('[data-server=away]')"
        )
        return answer

    await until(back)
    assert await resident.hears() == {expert.tone}
    after = {row["number"]: row for row in await resident.connections()}
    assert after.keys() == before.keys(), "no link is replaced"
    for number, row in after.items():
        assert row["descriptions"] == before[number]["descriptions"]
        assert row["sound"] > before[number]["sound"]

    await expert.press("Lopeta asiointi")
    await expert.press("Asia hoitui")
    await resident.press("Ohita")

    async def ended() -> bool:
        return "visit_ended" in kinds(live_server.events())

    await until(ended)
    seen = list(kinds(live_server.events()))
    assert seen.count("visit_opened") == 1
    assert seen.count("visit_ended") == 1
    assert "seat_taken" in seen


async def test_lopeta_works_while_the_server_is_down(live_server: Server, people: People) -> None:
    resident, _expert = await talk(live_server, people)
    await live_server.kill()
    await resident.press("Lopeta")
    await resident.press("Kyllä, lopeta")
    await resident.page.get_by_role("button", name="Kyllä, lopeta").wait_for(state="detached")

    async def silent() -> bool:
        return await resident.connections() == []

    await until(silent, within=2)
    await live_server.start()

    async def closed() -> bool:
        return "matter_closed" in kinds(live_server.events())

    await until(closed, within=20)
