"""Journey (a): Reposaari → Rakennusluvat → the expert answers → both ways → the expert ends → rating → idle screen."""

import json

from tests.browser.person import People, until
from tests.browser.server import Server

EXPERT = "rakennusvalvonta1, Rakennusvalvonta"


async def test_a_resident_reaches_an_expert_and_nothing_is_left(live_server: Server, people: People) -> None:
    resident = await people.arrive(f"{live_server.address}/terminal?place=reposaari", 0, size=(1080, 1920))
    expert = await people.arrive(f"{live_server.address}/expert?as=rakennusvalvonta1", 1)
    await expert.press("Aloita vuoro")
    await expert.page.get_by_role("button", name="Lopeta vuoro").wait_for()

    await resident.press("Aloita asiointi")
    await resident.choose_card("Rakennusluvat")
    await resident.press("Soita")
    await resident.page.get_by_role("button", name="Peruuta").wait_for()
    await expert.press("Vastaa")

    await resident.wait_to_see(EXPERT, expert)
    await expert.wait_to_see("Asiakas, Reposaari", resident)
    await resident.wait_to_hear(expert)
    await expert.wait_to_hear(resident)
    codecs = {codec for row in await resident.connections() for codec in row["codecs"]}
    assert not codecs & {"audio/PCMU", "audio/PCMA", "audio/G722"}

    await expert.press("Lopeta asiointi")
    await expert.press("Asia hoitui")
    await resident.page.get_by_role("radio", name="Erittäin hyvin").check(force=True)
    await resident.press("Valmis")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for(timeout=5_000)

    assert await resident.storage() == {"local": {}, "session": {}, "cookie": ""}
    assert await resident.connections() == []
    assert await expert.connections() == []

    async def logged() -> bool:
        return "wiped" in [kind for _, kind in live_server.events()]

    await until(logged)
    kinds = [kind for stream, kind in live_server.events() if stream.startswith("visit:")]
    for once in ("visit_opened", "matter_closed", "outcome_given", "rated", "visit_ended", "wiped"):
        assert kinds.count(once) == 1, (once, kinds)
    assert json.loads(live_server.event_data("visit_ended")[0])["reason"] == "completed"
    assert json.loads(live_server.event_data("rated")[0])["score"] == 5
    assert resident.faults == []
    assert expert.faults == []
