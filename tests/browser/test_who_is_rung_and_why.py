"""Journeys (k) and (l): decline, silence, spreading, nobody; two who answer at once. The log has each reason."""

import asyncio
import json

from tests.browser.person import People, until
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
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
        await expert.page.get_by_role("button", name="Vastaa").wait_for(timeout=40_000)
    await asyncio.gather(*(expert.press("Vastaa") for expert in experts))

    async def one_is_late() -> bool:
        late = [await expert.page.get_by_text("Toinen vastasi jo").count() for expert in experts]
        return sum(bool(count) for count in late) == 1

    await until(one_is_late)
    seen = list(kinds(live_server.events()))
    assert seen.count("joined") == 2
    ends = sorted(json.loads(data)["reason"] for data in live_server.event_data("offer_closed"))
    assert ends == ["answered", "other_answered"]
