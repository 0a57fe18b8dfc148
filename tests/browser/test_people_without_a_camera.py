"""R48, R22: a terminal without a camera, an expert in a phone room, a camera that is refused, and a visit by text alone."""

import re

from tests.browser.person import NO_CAMERA, SMALL, People, Person, until
from tests.browser.scenes import ask_first, expert_on_shift, kinds, start_shift, write
from tests.browser.server import Server

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
CUSTOMER = "Asiakas, Lavia"


async def is_a_placeholder(person: Person, figure: str, *words: str) -> None:
    """The initial and these words, and no picture over them."""
    shown = person.figure(figure)
    for word in words:
        await shown.get_by_text(word, exact=True).wait_for()
    opening = shown.locator(".opening")
    assert await opening.locator("video").evaluate_all(
        "videos => videos.every((video) => getComputedStyle(video).opacity === '0')"
    )
    ground = await opening.evaluate("opening => getComputedStyle(opening).backgroundColor")
    assert min(int(part) for part in re.findall(r"\d+", ground)[:3]) > 200, f"{ground} is dark"


async def test_a_terminal_and_a_phone_room_talk_by_sound_and_an_interpreter_is_asked_first(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await people.arrive(
        f"{live_server.address}/terminal?place=lavia", 0, plugged=NO_CAMERA, size=(1080, 1920)
    )
    expert = await people.arrive(f"{live_server.address}/expert?as=rakennusvalvonta1", 1, plugged=NO_CAMERA)
    await start_shift(expert)
    interpreter = await expert_on_shift(people, live_server, "tulkki1", 2)
    await expert.page.get_by_text("Kamera puuttuu. Voit palvella ilman kuvaa.").wait_for()
    await resident.press("Aloita asiointi")
    await resident.choose_card("Rakennusluvat")
    await resident.page.get_by_text("Kamera ei toimi. Voit soittaa ilman kuvaa.").wait_for()
    await resident.press("Soita")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    await expert.wait_to_hear(resident)
    await is_a_placeholder(resident, EXPERT, "Ei kuvaa", "Vain ääni")
    await is_a_placeholder(expert, CUSTOMER, "Ei kuvaa", "Vain ääni")

    anyone = "Tulkki, kuka tahansa vapaa"
    assert await expert.directory_item(anyone).count() == 0, "the directory is closed until it is needed"
    await expert.press("Asiantuntijat")
    await ask_first(expert, anyone, interpreter)
    await expert.wait_to_hear(interpreter)
    await interpreter.wait_to_hear(expert)
    assert await resident.hears() == frozenset()
    await expert.press("Tuo mukaan", within=expert.directory_item("tulkki1, Tulkkaus"))
    await resident.wait_to_hear(expert, interpreter)
    await resident.wait_to_see("tulkki1, Tulkkaus", interpreter)
    await interpreter.press("Poistu")
    await resident.wait_to_hear(expert)

    await resident.press("Lopeta")
    await resident.press("Kyllä, lopeta")
    await expert.press("Asia hoitui")
    assert [p.faults for p in (resident, expert, interpreter)] == [[], [], []]


async def test_without_any_device_a_visit_is_written_and_a_refused_camera_is_explained(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await people.arrive(
        f"{live_server.address}/terminal?place=lavia", 0, plugged="", size=(1080, 1920)
    )
    browser = await people.browser(1, permissive=False)
    clerk = await people.window(
        browser, f"{live_server.address}/desk?as=asiakaspalvelu2", 1, permissive=False, permits=["microphone"]
    )
    await start_shift(clerk)
    await resident.press("Aloita asiointi")
    await resident.choose_card("En ole varma")
    await resident.page.get_by_text(
        "Mikrofoni ei toimi. Soita silti: voit kirjoittaa asiantuntijalle."
    ).wait_for()
    await resident.press("Soita")
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    refused = (
        "Selain ei anna lupaa kameraan. Salli kamera osoiterivin alusta. Voit palvella myös ilman kuvaa."
    )
    await clerk.page.get_by_role("status").get_by_text(refused).wait_for()
    await is_a_placeholder(clerk, CUSTOMER, "Ei kuvaa eikä ääntä. Kirjoita hänelle.", "Ei kuvaa eikä ääntä")
    await is_a_placeholder(resident, "asiakaspalvelu2, Asiakaspalvelu", "Ei kuvaa", "Vain ääni")
    hint = resident.page.get_by_text("Mikrofoni ei toimi. Paina Kirjoita, niin voit kirjoittaa.")
    await hint.wait_for()

    await write(resident, "Olen kuuro.")
    await clerk.page.get_by_text("Olen kuuro.").wait_for()
    assert await hint.count() == 0
    await write(clerk, "Kirjoitetaan.")
    await resident.page.get_by_text("Kirjoitetaan.").wait_for()
    await clerk.press("Lopeta asiointi")
    await clerk.press("Asia hoitui")

    async def outcome() -> bool:
        return "outcome_given" in kinds(live_server.events())

    await until(outcome)
    assert (resident.faults, clerk.faults) == ([], [])
