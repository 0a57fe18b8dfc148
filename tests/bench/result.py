"""One benchmark's figures, as a table row and as one JSON line."""

import json
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

    @property
    def passed(self) -> bool:
        if self.limit is None:
            return True
        return self.ratio >= self.limit if self.more_is_better else self.ratio <= self.limit

    def row(self) -> str:
        mine = f"{_short(self.value)} {self.unit} ({_range(self.runs)})"
        other = ""
        if self.beside:
            other = f"beside {_short(statistics.median(self.beside))} {self.unit} ({_range(self.beside)})"
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
) -> Figure:
    """A figure under a bound of its own; what is `beside` it is only told."""
    return Figure(name, value, unit, bound, value / bound, 1.0, runs, beside)


def shown(name: str, runs: Sequence[float], unit: str = "ms") -> Figure:
    """The median of runs that are not judged."""
    return Figure(name, statistics.median(runs), unit, None, 1.0, None, runs)


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


def _range(runs: Sequence[float]) -> str:
    return f"{_short(min(runs))}–{_short(max(runs))}"


def _short(value: float) -> str:
    """Three digits that count, or whole ones."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
