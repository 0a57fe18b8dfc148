"""The state table is the truth: complete, reached in every cell, and what the docs show."""

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from signaling.protocol.errors import ErrorCode
from signaling.visit import commands as c
from signaling.visit import diagram
from signaling.visit.apply import apply, replay
from signaling.visit.deadlines import deadlines
from signaling.visit.decide import decide
from signaling.visit.events import Event
from signaling.visit.limits import VisitLimits
from signaling.visit.model import CUSTOMER, EMPTY, Stage, Visit
from signaling.visit.refusal import Gone, Refused
from signaling.visit.table import MEANING, TABLE, stage_of
from tests.visit.cast import call, laptop
from tests.visit.moves import Moves
from tests.visit.one_of_each import ONE_OF_EACH
from tests.visit.playbook import Playbook

WALKS = 10_000
STEPS = 50
LIMITS = VisitLimits(closing_grace=30.0, invitation=80.0)
"""Short and long enough that walks get to see everything."""

Cell = tuple[Stage, type, Stage | None]


def test_every_stage_has_a_row_and_a_meaning() -> None:
    assert set(TABLE) == set(MEANING) == set(Stage)


def test_every_command_and_every_event_stands_somewhere() -> None:
    assert {one for row in TABLE.values() for one in row.commands} == set(c.Command.__args__)
    assert {one for row in TABLE.values() for one in row.events} == set(Event.__args__)
    assert set(ONE_OF_EACH) == set(c.Command.__args__)
    assert all(not row.late & set(row.commands) for row in TABLE.values())


def test_every_cell_is_reached_by_somebody_s_walk() -> None:
    """A row that promises what never happens would be as wrong as one that forgets what does."""
    missing = _promised()
    for seed in range(WALKS):
        missing.difference_update(_walk(random.Random(seed)))
        if not missing:
            break
    assert sorted(map(_named, missing)) == []


@pytest.mark.parametrize("stage", Stage)
def test_what_the_table_does_not_name_is_refused_and_changes_nothing(stage: Stage) -> None:
    visit = _at(stage)
    code = ErrorCode.VISIT_OVER if stage is Stage.ENDED else ErrorCode.WRONG_MOMENT
    unnamed = [one for one in c.Command.__args__ if one not in TABLE[stage].commands]
    for kind in unnamed:
        command = ONE_OF_EACH[kind]
        if kind in TABLE[stage].late:
            assert decide(visit, command, 1000.0) == ()
        else:
            with pytest.raises(Refused) as refused:
                decide(visit, command, 1000.0)
            assert refused.value.code is code


def test_the_docs_show_the_table() -> None:
    assert diagram.main(["--check"]) == 0, "run `python -m signaling.visit.diagram`"


def test_a_stale_page_is_found(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "PAGE", tmp_path / "visit.md")
    assert diagram.main(["--check"]) == 1
    assert diagram.main([]) == 0
    assert diagram.main(["--check"]) == 0
    (tmp_path / "visit.md").write_text(diagram.page().replace("SecondMatter", "ThirdMatter"))
    assert diagram.main(["--check"]) == 1


def test_events_written_and_read_again_make_the_same_visit() -> None:
    play = Playbook()
    play.do(call())
    play.ring("ann", "bo")
    play.answer("ann")
    play.ask_first("ann", "cai")
    play.do(c.BringIn(by="ann", person="cai"))
    play.do(c.EndMatter(by=CUSTOMER))
    written = msgspec.json.encode(play.log)
    assert replay(msgspec.json.decode(written, type=tuple[Event, ...])) == play.visit


def _promised() -> set[Cell]:
    cells: set[Cell] = set()
    for stage, row in TABLE.items():
        for steps in (row.commands, row.events):
            cells |= {(stage, one, after) for one, stages in steps.items() for after in stages}
        cells |= {(stage, one, None) for one in row.late}
    return cells


def _named(cell: Cell) -> str:
    stage, kind, after = cell
    return f"{stage}: {kind.__name__} → {after or 'late'}"


def _walk(dice: random.Random) -> Iterator[Cell]:
    """A visit driven by the dice, and every cell of the table that it passes."""
    visit, now, made = dice.choice(_beginnings()), 600.0, 0
    for _ in range(STEPS):
        made += 1
        moves = Moves(dice.choice, lambda kind, made=made: f"{kind}-{made}", visit, now)  # type: ignore[misc]
        chance = dice.random()
        due = deadlines(visit, LIMITS)
        if not visit.id:
            command: c.Command = moves.opening()
        elif chance < 0.12 and due:
            now, command = max(now, due[0][0]), due[0][1]
        elif chance < 0.2:
            command = moves.timer()
        elif chance < 0.25:
            now += dice.choice((1.0, 24.0, 61.0, 130.0))
            continue
        else:
            command = moves.command()
        stage = stage_of(visit)
        try:
            events = decide(visit, command, now, LIMITS)
        except Gone:
            yield stage, type(command), stage
            continue
        except Refused:
            continue
        for event in events:
            before, visit = stage_of(visit), apply(visit, event)
            yield before, type(event), stage_of(visit)
        if type(command) in TABLE[stage].late:
            yield stage, type(command), None
        elif events:
            yield stage, type(command), stage_of(visit)


@cache
def _beginnings() -> tuple[Visit, ...]:
    """Where walks begin: at nothing, in a talk, in the second matter while the first one's outcome is owed."""
    again = Playbook()
    again.now = 590.0
    again.do(call())
    again.ring("ann")
    again.answer("ann")
    talk = again.visit
    again.do(c.EndMatter(by="ann"))
    after = again.visit
    again.do(ONE_OF_EACH[c.SecondMatter])
    again.ring("bo", search="q2")
    again.answer("bo")
    served = again.visit
    again.do(replace(ONE_OF_EACH[c.Transfer], by="bo"))
    return EMPTY, talk, after, served, again.visit


def _at(stage: Stage) -> Visit:
    play = Playbook()
    steps: dict[Stage, c.Command] = {
        Stage.SEEKING: call(),
        Stage.SERVING: c.Answer(by="ann", offer="ann@q1", seat=laptop("ann")),
        Stage.TRANSFERRING: ONE_OF_EACH[c.Transfer],
        Stage.AFTER: c.EndMatter(by="ann"),
        Stage.ENDED: c.Finish(by=CUSTOMER, score=None, words_length=0),
    }
    for reached, step in steps.items():
        if stage_of(play.visit) is stage:
            break
        if reached is Stage.SERVING:
            play.ring("ann")
        play.do(step)
    assert stage_of(play.visit) is stage
    return play.visit
