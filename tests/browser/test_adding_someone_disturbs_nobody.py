"""Adding a specialist touches no link that exists: what those who talk hear and see of each other goes on.

How much sound a busy machine conceals meanwhile is a benchmark's (`make bench BENCH=adding`), not a test's.
"""

import statistics

from tests.browser.adding import costs
from tests.browser.person import People
from tests.browser.server import Server

RUNS = 3


async def test_adding_a_specialist_disturbs_no_talk(live_server: Server, people: People) -> None:
    added, control = await costs(live_server, people, RUNS)
    assert {cost.new_descriptions for cost in added} == {0}
    usual = statistics.median(cost.packets_of_sound for cost in control)
    assert min(cost.packets_of_sound for cost in added) >= 0.95 * usual
    assert statistics.median(cost.freezes for cost in added) <= statistics.median(
        cost.freezes for cost in control
    )
