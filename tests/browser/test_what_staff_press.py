"""What staff press beyond the journeys: acts in the page at once, and says in words what the server would not do."""

from tests.browser.person import People, until
from tests.browser.scenes import begin_desk_visit, call, clerk_on_shift, expert_on_shift, kinds, resident_at
from tests.browser.server import Server

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"
CUSTOMER = "Asiakas, Reposaari"
TAX = "verohallinto1, Verohallinto"


async def test_microphone_camera_and_the_end_work_while_the_server_is_away(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    await live_server.kill()

    await expert.press("Mikrofoni")
    await resident.wait_to_hear()
    await expert.press("Mikrofoni")
    await resident.wait_to_hear(expert)
    camera = expert.page.get_by_role("button", name="Kamera", exact=True)
    assert await camera.get_attribute("aria-pressed") == "true"
    await camera.click()
    assert await camera.get_attribute("aria-pressed") == "false"

    await expert.press("Lopeta asiointi")

    async def silent() -> bool:
        return await expert.connections() == []

    await until(silent, within=2)
    await expert.press("Asia hoitui")
    await live_server.start()

    async def known() -> bool:
        return {"matter_closed", "outcome_given"} <= set(kinds(live_server.events()))

    await until(known, within=20)
    assert expert.faults == []


async def test_somebody_who_left_is_asked_again_and_heard_again(live_server: Server, people: People) -> None:
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await begin_desk_visit(clerk, "Verotus")
    for time in ("first", "second"):
        await clerk.press("Lisää heti", within=clerk.directory_item(TAX))
        await tax.press("Vastaa")
        await clerk.wait_to_hear(tax)
        await tax.wait_to_hear(clerk)
        await clerk.press("Poistu")
        await clerk.page.get_by_text("Et voi poistua: asiakkaalla ei ole omaa näyttöä.").wait_for()
        await tax.press("Poistu")
        await clerk.figure(TAX).wait_for(state="detached")
        if time == "first":
            await tax.press("Ohita")
        await tax.page.get_by_role("heading", name="Olet vuorossa").wait_for()
    assert await clerk.connections() == []


async def test_a_need_as_a_whole_is_called_off_and_asked_again(live_server: Server, people: People) -> None:
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await begin_desk_visit(clerk, "Kelan etuudet")
    anyone = clerk.directory_item("Verotus, kuka tahansa vapaa")
    await clerk.press("Lisää heti", within=anyone)
    await tax.page.get_by_role("dialog").wait_for()
    assert "Luukku soi" in await tax.page.title()
    await clerk.press("Peru kutsu", within=anyone)
    await tax.page.get_by_role("dialog").wait_for(state="detached")
    await tax.page.get_by_role("status").get_by_text("Soitto päättyi.").wait_for()
    await clerk.press("Kysy ensin", within=anyone)
    await tax.press("Hylkää")
    await tax.page.get_by_role("dialog").wait_for(state="detached")
    assert await tax.page.get_by_role("status").get_by_text("Soitto päättyi.").count() == 0
    await tax.press("Lopeta vuoro")
    await tax.page.get_by_role("button", name="Aloita vuoro").wait_for()
