"""What a benchmark's figure says of itself: medians, ratios, which way is better, the last line."""

import json

import pytest

from tests.bench.result import bounded, compared, json_line, percentile, shown


def test_less_is_better_unless_it_is_said_otherwise() -> None:
    assert compared("time", [3.0], [1.0], 3.0).passed
    assert not compared("time", [3.1], [1.0], 3.0).passed
    assert compared("throughput", [0.5], [1.0], 0.5, more_is_better=True).passed
    assert not compared("throughput", [0.49], [1.0], 0.5, more_is_better=True).passed


def test_medians_are_compared_and_outliers_are_not() -> None:
    figure = compared("time", [1.0, 2.0, 900.0], [1.0, 1.0, 900.0], 3.0)
    assert (figure.value, figure.against, figure.ratio) == (2.0, 1.0, 2.0)


def test_a_bound_is_kept_to_its_edge() -> None:
    assert bounded("memory", 40.0, 40.0, [40.0], unit="kB").passed
    assert not bounded("memory", 40.1, 40.0, [40.1], unit="kB").passed


def test_what_is_only_told_always_passes_and_has_no_verdict() -> None:
    figure = shown("on another database", [5.0, 7.0, 6.0], unit="/s")
    assert (figure.value, figure.passed) == (6.0, True)
    assert "limit" not in figure.row()


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.5, 50.0), (0.95, 95.0), (0.951, 96.0), (1.0, 100.0)]
)
def test_a_percentile_is_one_of_the_runs(share: float, expected: float) -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], share) == expected


def test_a_row_says_direction_limit_and_verdict() -> None:
    assert "limit ≤ 3  pass" in compared("time", [2.0], [1.0], 3.0).row()
    assert "limit ≥ 0.5  MISS" in compared("throughput", [0.1], [1.0], 0.5, more_is_better=True).row()


def test_the_last_line_passes_only_when_every_figure_does() -> None:
    good, bad = bounded("good", 1.0, 2.0, [1.0]), bounded("bad", 3.0, 2.0, [3.0])
    said = json.loads(json_line("both", [good, bad]))
    assert (said["name"], said["value"], said["ratio"], said["pass"]) == ("both", 1.0, 0.5, False)
    assert {name: figure["pass"] for name, figure in said["figures"].items()} == {"good": True, "bad": False}
