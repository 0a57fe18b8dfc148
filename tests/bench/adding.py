"""`adding`: what a specialist's joining costs those who talk already, 20 runs beside 20 controls."""

import statistics
from collections.abc import Sequence

from tests.bench.result import Figure, bounded
from tests.browser.adding import costs
from tests.browser.person import People
from tests.browser.server import Server

RUNS = 20
BOUND = 20.0
"""Milliseconds of concealed sound by which the medians may differ."""


async def run(server: Server, people: People, runs: int = RUNS) -> Sequence[Figure]:
    """Interleaved with controls: as many pages under way, nobody added."""
    added, control = await costs(server, people, runs)
    concealed = [cost.concealed_ms for cost in added]
    descriptions = [float(cost.new_descriptions) for cost in added]
    freezes = [float(cost.freezes) for cost in added]
    difference = statistics.median(concealed) - statistics.median(cost.concealed_ms for cost in control)
    frozen = statistics.median(freezes) - statistics.median(cost.freezes for cost in control)
    return [
        bounded("adding: concealed, difference", difference, BOUND, concealed),
        bounded("adding: new descriptions", max(descriptions), 0.5, descriptions, unit=""),
        bounded("adding: freezes, difference", frozen, 0.5, freezes, unit=""),
    ]
