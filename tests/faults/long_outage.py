"""The resident's line passes nothing for 45 seconds, both ways, ten times in one visit."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure
from tests.faults.outage import outages

RUNS = 10


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    return await outages(folder, 45.0, runs)
