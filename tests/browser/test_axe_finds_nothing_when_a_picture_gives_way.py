"""A page that measures a line too thin for its picture: both ends are told, hear each other all the time, and see each other again."""

from pathlib import Path

from tests.browser.person import SMALL, People, Person
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.screens import STAFF, TERMINAL, Screens, everything_is_right, sharp_eyes
from tests.browser.server import Server

THIN = Path(__file__).with_name("thin.js")
EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
CUSTOMER = "Asiakas, Lavia"


async def thin(person: Person, on: bool) -> None:
    await person.page.evaluate("on => (window.thin = on)", on)


async def test_both_ends_are_told_and_the_picture_comes_back(live_server: Server, people: People) -> None:
    people.camera = SMALL
    people.scripts.append(THIN)
    sharp_eyes(people)
    terminal, staff = Screens(TERMINAL, "terminal-thin"), Screens(STAFF, "expert-thin")
    resident = await resident_at(people, live_server, "lavia", 0)
    builder = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await builder.wait_to_see(CUSTOMER, resident)
    await terminal.forget(resident, builder)

    await thin(resident, on=True)
    seen = builder.figure(CUSTOMER)
    await seen.get_by_text("Vain ääni: yhteys on nyt hidas").wait_for(timeout=20_000)
    await resident.page.get_by_text("Äänesi kuuluu, mutta kuvasi ei näy").wait_for()
    await seen.locator(".blank").wait_for()
    await seen.locator(".light.weak", has_text="Vain ääni").wait_for()
    await resident.wait_to_see(EXPERT, builder)
    await terminal.look(resident, "own picture given up")
    await staff.look(builder, "only the customer's sound")
    await resident.wait_to_hear(builder)
    await builder.wait_to_hear(resident)

    await thin(resident, on=False)
    await builder.wait_to_see(CUSTOMER, resident, within=30)
    await builder.page.get_by_text("Asiakas näkyy taas.").wait_for(state="attached")
    await resident.page.get_by_text("kuvasi ei näy").wait_for(state="detached")
    assert not resident.faults + builder.faults
    everything_is_right(terminal, staff)
