"""One benchmark's figures, as a table row and as one JSON line."""

import json
import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """`value` and `against` in `unit`; `ratio` is their quotient (or the value over the limit where nothing is beside it)."""

    name: str
    value: float
    unit: str
    against: float | None
    ratio: float
    limit: float
    runs: Sequence[float]
    beside: Sequence[float] = ()

    @property
    def passed(self) -> bool:
        return self.ratio <= self.limit

    def row(self) -> str:
        spread = f"{min(self.runs):.0f}-{max(self.runs):.0f}"
        beside = (
            f"{self.against:8.1f} {self.unit} ({min(self.beside):.0f}-{max(self.beside):.0f})"
            if self.beside
            else "-"
        )
        verdict = "pass" if self.passed else "MISS"
        return (
            f"{self.name:28} {self.value:8.1f} {self.unit} ({spread:>9})  beside {beside:26} "
            f"ratio {self.ratio:5.2f} limit {self.limit:g}  {verdict}"
        )


def compared(
    name: str, runs: Sequence[float], beside: Sequence[float], limit: float, unit: str = "ms"
) -> Figure:
    """Medians of interleaved runs, as a ratio."""
    value, against = statistics.median(runs), statistics.median(beside)
    return Figure(name, value, unit, against, value / against, limit, runs, beside)


def bounded(name: str, value: float, bound: float, runs: Sequence[float], unit: str = "ms") -> Figure:
    """A figure under a bound of its own."""
    return Figure(name, value, unit, bound, value / bound, 1.0, runs)


def percentile(runs: Sequence[float], share: float) -> float:
    """The smallest of `runs` that `share` (0..1) of them do not exceed."""
    ordered = sorted(runs)
    return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]


def json_line(name: str, figures: Sequence[Figure]) -> str:
    """The last line: the first figure speaks for the benchmark, `pass` for all of them."""
    first = figures[0]
    return json.dumps(
        {
            "name": name,
            "value": round(first.value, 3),
            "unit": first.unit,
            "against": None if first.against is None else round(first.against, 3),
            "ratio": round(first.ratio, 4),
            "limit": first.limit,
            "pass": all(figure.passed for figure in figures),
            "figures": {
                figure.name: {
                    "value": round(figure.value, 3),
                    "ratio": round(figure.ratio, 4),
                    "limit": figure.limit,
                }
                for figure in figures
            },
        }
    )
