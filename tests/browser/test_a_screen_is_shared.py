"""**Jaa näyttö**: everybody in the talk sees it large, nobody on hold does, and it ends with a press or with the visit."""

from tests.browser.person import SMALL, People, Person, until
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.server import Server

SHARED = "Jaettu näyttö, rakennusvalvonta1"
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


async def test_a_shared_screen_is_seen_by_the_resident_until_hold_and_until_it_ends(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await resident_at(people, live_server, "lavia", 0)
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    share = expert.page.get_by_role("button", name="Jaa näyttö", exact=True)
    assert await share.get_attribute("aria-pressed") == "false"
    await share.click()
    await wait_to_see_a_screen(resident)
    assert await share.get_attribute("aria-pressed") == "true"
    await resident.wait_to_see("rakennusvalvonta1, Rakennusvalvonta", expert)
    await resident.wait_to_hear(expert)

    await expert.press("Pito")
    await resident.figure(SHARED).wait_for(state="detached")
    await expert.press("Jatka")
    await wait_to_see_a_screen(resident)

    await share.click()
    await resident.figure(SHARED).wait_for(state="detached")
    assert await share.get_attribute("aria-pressed") == "false"
    await resident.wait_to_see("rakennusvalvonta1, Rakennusvalvonta", expert)
    await resident.wait_to_hear(expert)
    assert [p.faults for p in (resident, expert)] == [[], []]
