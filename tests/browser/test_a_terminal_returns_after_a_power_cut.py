"""Power is cut in a talk: who sits at the terminal when it is back is asked first, and nothing of the talk is seen or heard until then."""

from tests.browser.person import People, Person, until
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
from tests.browser.screens import TERMINAL, Screens, everything_is_right, sharp_eyes
from tests.browser.server import Server

QUESTION = "Jatketaanko keskeytynyttä asiointia?"
EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
LOST_WITHIN = 25.0
"""Ten seconds after the expert's page has last reported that it hears the terminal, which it does every five, and the look of a second;
and whatever the browser takes to end."""


async def power_cut(people: People, server: Server, resident: Person) -> Person:
    """The terminal's browser ends at once, and the one that is started when the seat is lost shows the question."""
    browser = resident.page.context.browser
    assert browser is not None
    before = list(kinds(server.events())).count("seat_lost")
    await browser.close()

    async def lost() -> bool:
        return list(kinds(server.events())).count("seat_lost") > before

    await until(lost, within=LOST_WITHIN)
    again = await resident_at(people, server, "lavia", resident.number)
    await again.page.get_by_role("heading", name=QUESTION).wait_for()
    return again


async def test_one_press_goes_on_and_another_ends_it(live_server: Server, people: People) -> None:
    sharp_eyes(people)
    screens = Screens(TERMINAL, "terminal-interrupted")
    resident = await resident_at(people, live_server, "lavia", 0)
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)

    resident = await power_cut(people, live_server, resident)
    assert await resident.connections() == []
    assert await resident.hears() == frozenset()
    assert await resident.page.get_by_text("rakennusvalvonta1").count() == 0, "who it was is not told"
    await screens.look(resident, "interrupted")
    everything_is_right(screens)
    await resident.press("Kyllä, jatketaan")
    await resident.wait_to_see(EXPERT, expert)
    await resident.wait_to_hear(expert)
    await expert.wait_to_hear(resident)

    await resident.reload()
    await resident.wait_to_hear(expert)
    assert await resident.page.get_by_role("heading", name=QUESTION).count() == 0, "a reload is no power cut"

    resident = await power_cut(people, live_server, resident)
    await resident.press("Ei, lopetetaan")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()
    await expert.page.get_by_role("button", name="Asia hoitui").wait_for()
    assert list(kinds(live_server.events())).count("visit_opened") == 1
    assert await resident.storage() == {"local": {}, "session": {}, "cookie": ""}
    assert resident.faults + expert.faults == []
