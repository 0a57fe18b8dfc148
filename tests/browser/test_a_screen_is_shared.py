"""**Jaa näyttö** in digital support: everybody in the talk sees it large, nobody on hold does, and it ends with a press or with
the visit, whose matter is logged as of its kind.
"""

import json

from tests.browser.person import SMALL, People, Person, until
from tests.browser.scenes import expert_on_shift, resident_at
from tests.browser.server import Server

EXPERT = "digituki1, Asiakaspalvelu"
SHARED = "Jaettu näyttö, digituki1"
SHOWN = """name => {
  const figure = [...document.querySelectorAll("figure")].find((f) => f.getAttribute("aria-label") === name);
  const video = figure?.querySelector("video");
  return video ? [video.videoWidth, video.getVideoPlaybackQuality().totalVideoFrames] : [0, 0];
}"""


async def wait_to_see_a_screen(person: Person) -> None:
    """Until frames of it come, one after another."""

    async def frames() -> bool:
        width, count = await person.page.evaluate(SHOWN, SHARED)
        return bool(width > 0 and count >= 3)

    await until(frames, within=30)


async def test_in_digital_support_the_expert_shows_a_screen_until_hold_and_until_it_ends(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await resident_at(people, live_server, "lavia", 0)
    expert = await expert_on_shift(people, live_server, "digituki1", 1)
    await resident.press("Aloita asiointi")
    await resident.choose_card("Digituki")
    card = resident.page.get_by_role("main")
    await card.get_by_text("Asiantuntija voi neuvoa omalta näytöltään.").wait_for()
    await card.get_by_text("OmaKanta, kanta.fi").wait_for()
    assert await card.get_by_role("link").count() == 0, "nothing leads away from the hatch"
    await resident.press("Soita")
    await expert.page.get_by_role("dialog").get_by_text("Jaa näyttösi ja neuvo vaihe vaiheelta.").wait_for()
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    share = expert.page.get_by_role("button", name="Jaa näyttö", exact=True)
    assert await share.get_attribute("aria-pressed") == "false"
    guide = expert.page.get_by_role("main").get_by_text("Jaa näyttösi ja neuvo vaihe vaiheelta.")
    await guide.wait_for()
    await share.click()
    await wait_to_see_a_screen(resident)
    assert await share.get_attribute("aria-pressed") == "true"
    reminder = expert.page.get_by_role("main").get_by_text("Näyttösi näkyy muille.")
    await reminder.wait_for()
    assert await guide.count() == 0
    await resident.wait_to_see(EXPERT, expert)
    await resident.wait_to_hear(expert)

    await expert.press("Pito")
    await resident.figure(SHARED).wait_for(state="detached")
    await reminder.wait_for(state="detached")
    await expert.press("Jatka")
    await wait_to_see_a_screen(resident)

    await share.click()
    await resident.figure(SHARED).wait_for(state="detached")
    assert await share.get_attribute("aria-pressed") == "false"
    await resident.wait_to_see(EXPERT, expert)
    await resident.wait_to_hear(expert)
    kinds = [json.loads(data)["kind"] for data in live_server.event_data("matter_opened")]
    assert kinds == ["digital_support"]
    assert [p.faults for p in (resident, expert)] == [[], []]
