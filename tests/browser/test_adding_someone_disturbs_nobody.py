"""Adding a specialist touches no link that exists.

What it costs in sound is a figure of `make bench BENCH=adding`, which needs many runs on a quiet machine. Here is found whatever
would break a talk: a description on an existing link, a link replaced, sound that stops.
"""

import statistics

from tests.browser.adding import costs
from tests.browser.person import People
from tests.browser.server import Server

RUNS = 5
STUMBLE = 100.0
"""Milliseconds that two busy cores conceal at times; a link that is touched costs several times as much."""


async def test_adding_a_specialist_disturbs_no_talk(live_server: Server, people: People) -> None:
    added, control = await costs(live_server, people, RUNS)
    assert {cost.new_descriptions for cost in added} == {0}
    assert statistics.median(cost.concealed_ms for cost in added) <= STUMBLE
    assert statistics.median(cost.freezes for cost in added) <= statistics.median(
        cost.freezes for cost in control
    )
