"""Screens that nobody hopes for, for everybody: questions, ends, a hatch that opens or is not known, no camera, signing in."""

import asyncio
from pathlib import Path

from playwright.async_api import WebSocketRoute

from tests.browser.conftest import Serve
from tests.browser.person import People, until
from tests.browser.scenes import TERMINAL as PORTRAIT
from tests.browser.scenes import ask_first, call, kinds, start_shift
from tests.browser.screens import STAFF, TERMINAL, Screens, everything_is_right, settled, sharp_eyes
from tests.browser.test_staff_and_places_sign_in import RealServer, link_in

TAX = "verohallinto1, Verohallinto"
CLERK = "asiakaspalvelu2, Asiakaspalvelu"


def never_answers(_socket: WebSocketRoute) -> None:
    """The page's socket opens, and nobody speaks on it."""


async def test_questions_ends_and_a_hatch_that_cannot_be_used(serve: Serve, people: People) -> None:
    server = await serve(still_there_seconds=2, seat_held_seconds=2)
    await server.stop()
    server.change_service("verotus", wait_limit=1.0)
    await server.start()
    sharp_eyes(people)
    asked, closed, talk, staff = (
        Screens(TERMINAL, "terminal-asked"),
        Screens(TERMINAL, "terminal-closed"),
        Screens(TERMINAL, "terminal-ask-first"),
        Screens(STAFF, "expert-without"),
    )
    browser = await people.browser(None)
    blocked = await people.browser(None, permissive=False)

    async def questions() -> None:
        still, long = (
            await people.window(browser, f"{server.address}/terminal?place=lavia", size=PORTRAIT),
            await people.window(browser, f"{server.address}/terminal?place=reposaari", size=PORTRAIT),
        )
        await call(still, "Rakennusluvat")
        await still.page.get_by_role("alertdialog").wait_for()
        await asked.look(still, "still there?")
        await call(long, "Verotus")
        await long.page.get_by_role("heading", name="Odotatko vielä?").wait_for()
        await asked.look(long, "nobody answers")
        await long.page.goto("about:blank")

        async def lost() -> bool:
            return "visit_ended" in kinds(server.events())

        await until(lost)
        await long.page.goto(f"{server.address}/terminal?place=reposaari")
        await long.page.get_by_role("heading", name="Asiointi keskeytyi").wait_for()
        await asked.look(long, "over")

    async def hatches() -> None:
        starting = await people.window(browser, "about:blank", size=PORTRAIT)
        await starting.page.route_web_socket("**/ws", never_answers)
        await starting.page.goto(f"{server.address}/terminal?place=ahlainen")
        await starting.page.get_by_role("heading", name="Luukku avautuu").wait_for()
        await closed.look(starting, "starting")
        unknown = await people.window(browser, f"{server.address}/terminal?place=nowhere", size=PORTRAIT)
        await unknown.page.get_by_role("heading", name="Tätä luukkua").wait_for()
        await closed.look(unknown, "unknown")
        dark = await people.window(blocked, f"{server.address}/terminal?place=ahlainen", size=PORTRAIT)
        await dark.press("Aloita asiointi")
        await dark.choose_card("Kaavat ja suunnitelmat")
        await dark.page.get_by_text("Kamera ei toimi").wait_for()
        await closed.look(dark, "card without camera and microphone")
        await dark.page.goto("about:blank")
        expert = await people.window(blocked, f"{server.address}/expert?as=nobody")
        await expert.page.get_by_role("link", name="Etusivulle").wait_for()
        await staff.look(expert, "nobody of that name")
        await expert.page.goto(f"{server.address}/expert?as=kela1")
        await start_shift(expert)
        await expert.page.get_by_text("Selain ei anna lupaa kameraan").wait_for()
        await expert.press("Vaihda laitteita")
        await staff.look(expert, "on shift without camera and microphone")

    await asyncio.gather(questions(), hatches())

    resident = await people.window(browser, f"{server.address}/terminal?place=ahlainen", size=PORTRAIT)
    clerk = await people.window(browser, f"{server.address}/desk?as=asiakaspalvelu2")
    tax = await people.window(browser, f"{server.address}/expert?as=verohallinto1")
    await start_shift(clerk)
    await start_shift(tax)
    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await settled(resident, CLERK)
    await talk.forget(resident)
    await ask_first(clerk, TAX, tax)
    await resident.page.get_by_text("Sinua ei nähdä").wait_for()
    await talk.look(resident, "ask first")
    await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
    await settled(resident, CLERK, TAX)
    await talk.look(resident, "talk of three")
    everything_is_right(asked, closed, talk, staff)


async def test_at_the_door(tmp_path: Path, people: People) -> None:
    server = RealServer(tmp_path)
    await server.run("places", "fill")
    await server.start()
    try:
        sharp_eyes(people)
        site = Screens(STAFF, "site")
        link = link_in(
            await server.run("people", "add", "kela9", "--name", "Kelan neuvoja", "--unit", "kela")
        )
        place = link_in(await server.run("places", "add", "noormarkku", "--name", "Noormarkku"))
        person = await people.window(await people.browser(None), server.address)
        await site.look(person, "start", others=False)
        await person.page.goto(link)
        await person.page.get_by_label("Uusi salasana").fill("hauki on kala")
        await site.look(person, "first password", others=False)
        await person.page.get_by_label("Sama uudelleen").fill("hauki on kala!")
        await person.press("Tallenna ja kirjaudu")
        await person.page.get_by_role("alert").wait_for()
        await site.look(person, "first password, wrong", others=False)
        await person.page.goto(place)
        await site.look(person, "place", others=False)
        await person.page.goto(f"{server.address}/sign-in")
        await person.page.get_by_label("Käyttäjätunnus").fill("kela9")
        await person.page.get_by_label("Salasana").fill("arvaus")
        await person.press("Kirjaudu")
        await person.page.get_by_role("alert").wait_for()
        await site.look(person, "sign in, wrong", others=False)
        await person.page.goto(f"{server.address}/sign-out")
        await site.look(person, "sign out", others=False)
        await person.page.goto(f"{server.address}/sign-in/nothing")
        await site.look(person, "link that is none", others=False)
        everything_is_right(site)
    finally:
        await server.stop()
