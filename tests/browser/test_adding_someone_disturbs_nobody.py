"""Adding a specialist touches no link that exists, and costs those who talk no sound and no picture."""

import statistics

from tests.browser.adding import BOUND, costs, difference
from tests.browser.person import People
from tests.browser.server import Server


async def test_adding_a_specialist_disturbs_no_talk(live_server: Server, people: People) -> None:
    added, control = await costs(live_server, people, runs=5, at_most=15)
    assert {cost.new_descriptions for cost in added} == {0}
    assert difference(added, control) <= BOUND
    assert statistics.median(cost.freezes for cost in added) <= statistics.median(
        cost.freezes for cost in control
    )
