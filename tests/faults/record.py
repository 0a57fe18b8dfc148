"""What came of a fault, and the files in which it is kept."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.result import Figure
from tests.faults.tree import ROOT

DONE = ROOT / "var" / "faults"
"""A folder for each revision. Git ignores it."""
PUBLISHED = ROOT / "docs" / "reliability"
"""The newest of each fault that was measured with what a commit holds: the page is made from these alone."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """`broke_off` is why there are no figures, or empty."""

    fault: str
    done: str
    revision: str
    date: str
    machine: str
    load: tuple[float, float]
    """The machine's load of the last minute before and after."""
    seconds: float
    control: Sequence[Figure]
    figures: Sequence[Figure]
    broke_off: str = ""

    @property
    def held(self) -> bool:
        return not self.broke_off and all(figure.passed for figure in self.figures)

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        values = {**asdict(self), "control": _values(self.control), "figures": _values(self.figures)}
        text = json.dumps(values, ensure_ascii=False, indent=1)
        (folder / f"{self.fault}.json").write_text(text + "\n")


def read(file: Path) -> Record:
    """What `write` wrote."""
    values = json.loads(file.read_text())
    for name in ("control", "figures"):
        values[name] = [Figure(**figure) for figure in values[name]]
    return Record(**{**values, "load": tuple(values["load"])})


def read_all(folder: Path) -> Iterator[Record]:
    """Of every fault that has a record there."""
    return (read(file) for file in sorted(folder.glob("*.json")))


def _values(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    return [{name: _rounded(value) for name, value in figure._asdict().items()} for figure in figures]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
