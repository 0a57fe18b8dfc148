"""Journeys (k) and (l): decline, silence, spreading, nobody; two who answer at once. The log has each reason."""

import json

from tests.browser.conftest import Serve
from tests.browser.person import People, until
from tests.browser.scenes import call, clerk_on_shift, expert_on_shift, kinds, resident_at
from tests.browser.server import Server


async def test_after_a_decline_the_next_is_rung_and_the_log_says_why(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "ahlainen", 0)
    first = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    second = await expert_on_shift(people, live_server, "rakennusvalvonta2", 2)
    await call(resident, "Rakennusluvat")
    await first.press("Hylkää")
    await second.press("Vastaa")
    await resident.wait_to_hear(second)
    reasons = [json.loads(data)["reason"] for data in live_server.event_data("offer_made")]
    assert reasons == ["longest_idle", "after_decline"]
    ends = [json.loads(data)["reason"] for data in live_server.event_data("offer_closed")]
    assert ends == ["declined", "answered"]
    await first.page.get_by_text("Jonossa ei ole ketään").wait_for()


async def test_two_answer_at_once_and_one_is_told_that_the_other_was_first(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    experts = [await expert_on_shift(people, live_server, f"rakennusvalvonta{n}", n) for n in (1, 2)]
    await call(resident, "Rakennusluvat")
    for expert in experts:
        await expert.page.get_by_role("button", name="Vastaa").wait_for()
    live_server.pause()  # both have pressed before it reads either: neither has heard of the other
    for expert in experts:
        await expert.press("Vastaa")
    live_server.go_on()

    async def one_is_late() -> bool:
        late = [await expert.page.get_by_text("Toinen vastasi jo").count() for expert in experts]
        return sum(bool(count) for count in late) == 1

    await until(one_is_late)
    seen = list(kinds(live_server.events()))
    assert seen.count("joined") == 2
    ends = sorted(json.loads(data)["reason"] for data in live_server.event_data("offer_closed"))
    assert ends == ["answered", "other_answered"]


async def test_silence_spreads_to_the_desk_and_then_nobody_was_there(serve: Serve, people: People) -> None:
    server = await serve(
        ring_seconds=1, spread_to_group_seconds=2, spread_to_desk_seconds=3, untouched_seconds=2
    )
    await server.stop()
    server.change_service("rakennusluvat", wait_limit=5.0)
    await server.start()
    resident = await resident_at(people, server, "lavia", 0)
    await expert_on_shift(people, server, "rakennusvalvonta1", 1)
    await expert_on_shift(people, server, "rakennusvalvonta2", 2)
    await clerk_on_shift(people, server, "asiakaspalvelu2", 3)
    await call(resident, "Rakennusluvat")
    await resident.page.get_by_text("Odotatko vielä?").first.wait_for()
    await resident.page.get_by_text("Kukaan ei ehdi nyt vastata").first.wait_for()

    assert [json.loads(data)["reason"] for data in server.event_data("offer_made")] == [
        "longest_idle",
        "next_after_silence",
        "desk_clerk",
    ]
    assert [json.loads(data)["level"] for data in server.event_data("search_spread")] == [
        "next",
        "group",
        "desk",
    ]
    assert json.loads(server.event_data("visit_ended")[0])["reason"] == "no_expert"
    assert list(kinds(server.events())).count("offer_silent") >= 2
