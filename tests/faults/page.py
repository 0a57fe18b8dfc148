"""docs/reliability.md and its pictures, written from the records that lie beside them and from nothing else."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.result import Figure, short, with_range
from tests.faults.plot import plot
from tests.faults.record import PUBLISHED, Record, read_all

PAGE = PUBLISHED.with_suffix(".md")

BEGINNING = """# What holds, and what does not

Written by `make faults` from what it measured; a figure is judged on the worst of its runs. What was not reached stands here as
**missed**. The lines are those of `tests/wan`, between pages in Chromium and the real server, all on one machine: the same two cores carry the pages'
cameras, encoders and decoders, so a figure is that of a visit on a busy machine. Before each fault a line of known loss and delay is measured, and
nothing is judged where that is off. Every value is in the tables; the pictures show each run.
"""


def publish(record: Record, folder: Path = PUBLISHED) -> None:
    """The record, its picture, and the page with it in its place."""
    record.write(folder)
    write_again(folder)


def write_again(folder: Path = PUBLISHED) -> None:
    """The page and the pictures, from the records."""
    records = list(read_all(folder))
    for record in records:
        (folder / f"{record.fault}.svg").write_text(plot(record))
    folder.with_suffix(".md").write_text(page(records))


def page(records: Sequence[Record]) -> str:
    """The whole page."""
    ordered = sorted(records, key=_place)
    return "\n".join([BEGINNING, *_overview(ordered), *(line for one in ordered for line in _section(one))])


def _place(record: Record) -> tuple[bool, int, str]:
    """Those that are numbered first, by their numbers."""
    number = record.fault.removeprefix("F")
    return (not number.isdigit(), int(number) if number.isdigit() else 0, record.fault)


def _overview(records: Sequence[Record]) -> Iterator[str]:
    yield "| fault | | figures kept |"
    yield "|---|---|---|"
    for record in records:
        judged = [figure for figure in record.figures if figure.limit is not None]
        kept = sum(figure.passed for figure in judged)
        verdict = "**broke off**" if record.broke_off else f"{kept} of {len(judged)}"
        missed = "" if record.held or record.broke_off else ", **missed**"
        yield f"| [{record.fault}](#{record.fault.lower()}) | {_title(record)} | {verdict}{missed} |"
    yield ""


def _section(record: Record) -> Iterator[str]:
    title, _, rest = record.done.partition("\n\n")
    yield f"## {record.fault}\n"
    yield f"**{' '.join(title.split())}**\n"
    if rest:
        yield f"{rest}\n"
    if record.broke_off:
        yield f"**Broke off**, so there are no figures: `{record.broke_off}`\n"
    else:
        yield "| figure | measured | beside it | limit | |"
        yield "|---|---|---|---|---|"
        yield from (_row(figure) for figure in record.figures)
        yield f"\n![Each run of {record.fault} on its scale; the table has the same figures]({PUBLISHED.name}/{record.fault}.svg)\n"
    before, after = record.load
    yield (
        f"Commit {record.revision}, {record.date}, {record.machine}, {record.seconds / 60:.0f} min; load {before:.1f} before, {after:.1f} "
        f"after. Control: {'; '.join(f'{one.name} {short(one.value)} {one.unit}' for one in record.control)}.\n"
    )


def _row(figure: Figure) -> str:
    beside = with_range(statistics.median(figure.beside), figure.unit, figure.beside) if figure.beside else ""
    verdict = "" if figure.limit is None else "kept" if figure.passed else "**missed**"
    return f"| {figure.name} | {with_range(figure.value, figure.unit, figure.runs)} | {beside} | {_limit(figure)} | {verdict} |"


def _limit(figure: Figure) -> str:
    side = "≥" if figure.more_is_better else "≤"
    if figure.limit is None:
        return ""
    if figure.bound is not None:
        return f"{side} {short(figure.bound)} {figure.unit}".rstrip()
    return f"{side} {figure.limit:g} × what is beside it"


def _title(record: Record) -> str:
    return " ".join(record.done.partition("\n\n")[0].split())
