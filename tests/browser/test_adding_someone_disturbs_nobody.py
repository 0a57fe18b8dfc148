"""Adding a specialist touches no link that exists."""

import statistics

from tests.browser.adding import BOUND, costs, difference
from tests.browser.person import People
from tests.browser.server import Server

RUNS = 5
MOST = 15


async def test_adding_a_specialist_costs_the_talk_nothing(live_server: Server, people: People) -> None:
    added, control = await costs(live_server, people, RUNS, MOST)
    assert {cost.new_descriptions for cost in added} == {0}
    assert difference(added, control) <= BOUND
    assert statistics.median(c.freezes for c in added) <= statistics.median(c.freezes for c in control)
