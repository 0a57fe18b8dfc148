"""One benchmark's figures, as a table row and as one JSON line."""

import json
import math
import statistics
from collections.abc import Sequence
from typing import Any, NamedTuple


class Figure(NamedTuple):
    """`value` and `against` in `unit`; `ratio` is their quotient (or the value over the bound where nothing is beside it).

    `limit` is of the ratio: at most so much, or at least so much where `more_is_better`; None: a figure that is only told.
    """

    name: str
    value: float
    unit: str
    against: float | None
    ratio: float
    limit: float | None
    runs: Sequence[float]
    beside: Sequence[float] = ()
    more_is_better: bool = False
    bound: float | None = None
    """In `unit`, where the figure is judged by that and not by what is beside it."""

    @property
    def passed(self) -> bool:
        if self.limit is None:
            return True
        return self.ratio >= self.limit if self.more_is_better else self.ratio <= self.limit

    def row(self) -> str:
        mine = with_range(self.value, self.unit, self.runs)
        other = ""
        if self.beside:
            other = f"beside {with_range(statistics.median(self.beside), self.unit, self.beside)}"
        judged = ""
        if self.limit is not None:
            side, verdict = "≥" if self.more_is_better else "≤", "pass" if self.passed else "MISS"
            judged = f"ratio {self.ratio:5.2f} limit {side} {self.limit:g}  {verdict}"
        return f"{self.name:31} {mine:34} {other:40} {judged}".rstrip()

    def as_json(self) -> dict[str, Any]:
        return {
            "value": round(self.value, 3),
            "unit": self.unit,
            "against": None if self.against is None else round(self.against, 3),
            "ratio": round(self.ratio, 4),
            "limit": self.limit,
            "more_is_better": self.more_is_better,
            "pass": self.passed,
        }


def compared(
    name: str,
    runs: Sequence[float],
    beside: Sequence[float],
    limit: float,
    unit: str = "ms",
    *,
    more_is_better: bool = False,
) -> Figure:
    """Medians of interleaved runs, as a ratio."""
    value, against = statistics.median(runs), statistics.median(beside)
    return Figure(name, value, unit, against, value / against, limit, runs, beside, more_is_better)


def bounded(
    name: str,
    value: float,
    bound: float,
    runs: Sequence[float],
    unit: str = "ms",
    *,
    beside: Sequence[float] = (),
    more_is_better: bool = False,
) -> Figure:
    """A figure within a bound of its own, at most so much or at least; what is `beside` it is only told."""
    ratio, limit = (value / bound, 1.0) if bound else (value, 0.0)
    return Figure(name, value, unit, bound, ratio, limit, runs, beside, more_is_better, bound)


def worst(
    name: str,
    runs: Sequence[float],
    bound: float,
    unit: str = "ms",
    *,
    beside: Sequence[float] = (),
    more_is_better: bool = False,
) -> Figure:
    """The worst of the runs within a bound."""
    value = min(runs) if more_is_better else max(runs)
    return bounded(name, value, bound, runs, unit, beside=beside, more_is_better=more_is_better)


def shown(name: str, runs: Sequence[float], unit: str = "ms", *, beside: Sequence[float] = ()) -> Figure:
    """The median of runs that are not judged."""
    return Figure(name, statistics.median(runs), unit, None, 1.0, None, runs, beside)


def percentile(runs: Sequence[float], share: float) -> float:
    """The smallest of `runs` that `share` (0..1) of them do not exceed."""
    ordered = sorted(runs)
    return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]


def json_line(name: str, figures: Sequence[Figure]) -> str:
    """The last line: the first figure speaks for the benchmark, `pass` for all of them."""
    return json.dumps(
        {
            "name": name,
            **figures[0].as_json(),
            "pass": all(figure.passed for figure in figures),
            "figures": {figure.name: figure.as_json() for figure in figures},
        }
    )


def told(line: str) -> None:
    """How far it is."""
    print(line, flush=True)


def with_range(value: float, unit: str, runs: Sequence[float]) -> str:
    """`5.0 ms (4.0–7.0)`; what was measured once has no range."""
    said = f"{short(value)} {unit}".rstrip()
    return f"{said} ({short(min(runs))}–{short(max(runs))})" if len(set(runs)) > 1 else said


def short(value: float) -> str:
    """Three digits that count, or whole ones."""
    if math.isinf(value):
        return "∞"
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
