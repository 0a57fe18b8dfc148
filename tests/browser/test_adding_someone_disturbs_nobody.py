"""Adding a specialist touches no link that exists."""

from tests.browser.adding import costs, difference
from tests.browser.person import People
from tests.browser.server import Server

RUNS = 5


async def test_adding_a_specialist_costs_the_talk_nothing(live_server: Server, people: People) -> None:
    added, control = await costs(live_server, people, RUNS)
    assert [cost.new_descriptions for cost in added] == [0] * RUNS
    assert difference(added, control) <= 20.0
    assert sum(cost.freezes for cost in added) <= sum(cost.freezes for cost in control)
