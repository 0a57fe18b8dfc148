"""A record's figures as a picture: each run and each control a dot on a scale, and the limit a line that they must not cross."""

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.bench.result import Figure, short
from tests.faults.record import Record

WIDTH, ROW, TOP = 720, 58, 26
LEFT, RIGHT = 12, 708
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1b1b } .small { font-size: 11px; fill: #555 } .axis { stroke: #888 }
.run { fill: #00539b; fill-opacity: .75 } .beside { fill: none; stroke: #8a5a00; stroke-width: 1.5 }
.limit { stroke: #b00020; stroke-width: 2; stroke-dasharray: 4 3 } .limit-word { font-size: 11px; fill: #b00020 } .page { fill: #fff }
@media (prefers-color-scheme: dark) {
 text { fill: #eee } .small { fill: #bbb } .run { fill: #7db8f0 } .beside { stroke: #f0c070 } .page { fill: #16181c }
 .limit { stroke: #ff8a95 } .limit-word { fill: #ff8a95 }
}
"""


def plot(record: Record) -> str:
    """An SVG file's text. Everything in it is in the page's table too."""
    figures = [figure for figure in record.figures if figure.runs]
    height = TOP + ROW * len(figures) + 4
    rows = "".join(_row(figure, TOP + number * ROW) for number, figure in enumerate(figures))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">'
        f"<title>{escape(record.fault)}: every run</title><style>{STYLE}</style>"
        f'<rect class="page" width="{WIDTH}" height="{height}"/>{_key()}{rows}</svg>\n'
    )


def _key() -> str:
    return (
        f'<circle class="run" cx="{LEFT + 5}" cy="12" r="4.5"/><text class="small" x="{LEFT + 16}" y="16">a run</text>'
        f'<circle class="beside" cx="{LEFT + 73}" cy="12" r="4.5"/><text class="small" x="{LEFT + 84}" y="16">a control</text>'
        f'<path class="limit" d="M{LEFT + 150} 5v14"/><text class="small" x="{LEFT + 158}" y="16">the limit</text>'
    )


def _row(figure: Figure, top: int) -> str:
    limit = limit_of(figure)
    values = [
        *filter(math.isfinite, (*figure.runs, *figure.beside)),
        *([] if limit is None else [limit]),
    ] or [0.0]
    low, high = min(0.0, *values), max(values)
    if figure.more_is_better and low >= 0 and min(values) > high / 2:
        low = min(values) - (high - min(values)) * 0.3
    spread = (high - low) or 1.0

    def x(value: float) -> float:
        return LEFT + 6 + min(1.0, (value - low) / spread) * (RIGHT - LEFT - 12)

    return "".join(
        (
            f'<text x="{LEFT}" y="{top + 14}">{escape(figure.name)}</text>',
            *([] if limit is None else [_told(figure, limit, top + 14)]),
            f'<path class="axis" d="M{LEFT} {top + 34}H{RIGHT}"/>',
            *_scale(low, high, figure.unit, top + 50),
            *_dots("beside", map(x, figure.beside), top + 34),
            *_dots("run", map(x, figure.runs), top + 34),
            *([] if limit is None else [f'<path class="limit" d="M{x(limit):.1f} {top + 24}v20"/>']),
        )
    )


def _scale(low: float, high: float, unit: str, y: int) -> Iterator[str]:
    yield f'<text class="small" x="{LEFT}" y="{y}">{escape(_said(low, unit))}</text>'
    yield f'<text class="small" x="{RIGHT}" y="{y}" text-anchor="end">{escape(_said(high, unit))}</text>'


def _told(figure: Figure, limit: float, y: int) -> str:
    said = f"{'at least' if figure.more_is_better else 'at most'} {_said(limit, figure.unit)}"
    return f'<text class="limit-word" x="{RIGHT}" y="{y}" text-anchor="end">{escape(said)}</text>'


def _dots(kind: str, places: Iterator[float], y: int) -> Iterator[str]:
    return (f'<circle class="{kind}" cx="{place:.1f}" cy="{y}" r="4.5"/>' for place in places)


def _said(value: float, unit: str) -> str:
    return f"{short(value)} {unit}".rstrip()


def limit_of(figure: Figure) -> float | None:
    """In the figure's unit; None of what is only told."""
    if figure.limit is None:
        return None
    if figure.bound is not None:
        return figure.bound
    return None if figure.against is None else figure.limit * figure.against
