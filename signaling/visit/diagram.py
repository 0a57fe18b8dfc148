"""Writes `docs/visit.md` from the state table.

`python -m signaling.visit.diagram` writes, with `--check` it only looks, and fails when the page is stale.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from signaling.visit.commands import Command
from signaling.visit.model import Stage
from signaling.visit.table import MEANING, TABLE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "visit.md"

HEAD = """\
<!-- Generated from signaling/visit/table.py by `python -m signaling.visit.diagram`. Do not edit. -->

# The stages of a visit

A visit is a pure machine: `decide(visit, command, now)` gives events, `apply(visit, event)` the next state, and the log of events
is the truth. Its stage is read from its matter and its people. This page is printed from the table that `decide` refuses by.

An arrow bears the commands that may lead there; those that can only leave the visit in the same stage are in the table below. A
*late* command comes when what it wants has happened anyway: it is answered with no event. Everything else is refused with
`wrong_moment`, or `visit_over` after the end. Who may ask for what, and when a command of the table is refused all the same, stands
in `signaling/visit/decide/`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join((HEAD, "```mermaid", *_diagram(), "```", "", *_stages(), *_commands(), *_events()))


def _diagram() -> Iterable[str]:
    yield "stateDiagram-v2"
    yield f"    [*] --> {Stage.NEW}"
    for stage, row in TABLE.items():
        arrows: dict[Stage, list[str]] = {}
        for command, after in row.commands.items():
            for other in _in_order(after - {stage}):
                arrows.setdefault(other, []).append(command.__name__)
        for other in _in_order(arrows):
            yield f"    {stage} --> {other} : {', '.join(sorted(arrows[other]))}"
    yield f"    {Stage.ENDED} --> [*]"


def _stages() -> Iterable[str]:
    yield "| stage | meaning |"
    yield "|---|---|"
    for stage in TABLE:
        yield f"| `{stage}` | {MEANING[stage]} |"
    yield ""


def _commands() -> Iterable[str]:
    yield "## Commands"
    yield ""
    yield "Each cell says in which stage the command may leave the visit; *late*: no event; empty: refused."
    yield ""
    yield f"| command | {' | '.join(f'`{stage}`' for stage in TABLE)} |"
    yield f"|---|{'---|' * len(TABLE)}"
    for command in Command.__args__:
        cells = (_cell(stage, command) for stage in TABLE)
        yield f"| `{command.__name__}` | {' | '.join(cells)} |"
    yield ""


def _cell(stage: Stage, command: type[Command]) -> str:
    row = TABLE[stage]
    if command in row.late:
        return "*late*"
    return ", ".join(_in_order(row.commands.get(command, ())))


def _events() -> Iterable[str]:
    yield "## Events"
    yield ""
    yield "Each event that may happen in a stage, and the stage after it. A command may pass through several."
    yield ""
    yield "| stage | event → stage |"
    yield "|---|---|"
    for stage, row in TABLE.items():
        by_end: dict[tuple[Stage, ...], list[str]] = {}
        for event, after in row.events.items():
            by_end.setdefault(_in_order(after), []).append(event.__name__)
        parts = (f"{', '.join(sorted(names))} → {', '.join(ends)}" for ends, names in by_end.items())
        yield f"| `{stage}` | {'<br>'.join(parts)} |"
    yield ""


def _in_order(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    wanted = set(stages)
    return tuple(stage for stage in Stage if stage in wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m signaling.visit.diagram", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is stale")
    if parser.parse_args(arguments).check:
        if PAGE.is_file() and PAGE.read_text("utf-8") == page():
            return 0
        sys.stderr.write("docs/visit.md is stale: run `python -m signaling.visit.diagram`.\n")
        return 1
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write("docs/visit.md\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
