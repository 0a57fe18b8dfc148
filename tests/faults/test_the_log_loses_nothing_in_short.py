"""The faults of the log, a few times each: what `make faults` does at length."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure
from tests.faults import clock_jumps, killed


def missed(figures: Sequence[Figure]) -> list[str]:
    return [figure.row() for figure in figures if not figure.passed]


async def test_a_server_that_is_killed_under_load_loses_and_doubles_nothing(tmp_path: Path) -> None:
    assert missed(await killed.run(tmp_path, kills=4)) == []


async def test_visits_last_what_they_last_though_the_clock_jumps(tmp_path: Path) -> None:
    assert missed(await clock_jumps.run(tmp_path, lasts=1.0)) == []
