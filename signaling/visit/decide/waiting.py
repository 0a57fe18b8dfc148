"""The resident in line: touched, asked, given up."""

from signaling.protocol.words import EndReason, Question
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.deadlines import closed_due, question_due, untouched_due
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.parting import end_visit
from signaling.visit.model import CloseReason, Stage


def touch(draft: Draft, command: c.Touch) -> None:
    """**Olen täällä**, **Odotan vielä**. Whoever touches but does not say that they wait on is asked again."""
    may.must_be_customer(command.by)
    asked = draft.visit.asked
    at_limit = asked is not None and asked.question is Question.KEEP_WAITING
    goes_on = at_limit and command.keep_waiting
    wait_limit = draft.visit.matters[-1].wait_limit
    draft.add(e.ResidentTouched(at=draft.now, wait_limit=wait_limit if goes_on else None))
    if at_limit and not goes_on:
        draft.add(e.ResidentAsked(at=draft.now, question=Question.KEEP_WAITING))


def ask_resident(draft: Draft) -> None:
    due = question_due(draft.visit, draft.limits)
    if due is not None and draft.now >= due[0]:
        draft.add(e.ResidentAsked(at=draft.now, question=due[1]))


def end_untouched(draft: Draft) -> None:
    due = untouched_due(draft.visit, draft.limits)
    if due is None or draft.now < due:
        return
    asked = draft.visit.asked
    if draft.stage is Stage.AFTER:
        draft.add(e.VisitEnded(at=draft.now, reason=EndReason.COMPLETED))
    elif asked is not None and asked.question is Question.KEEP_WAITING:
        end_visit(draft, CloseReason.NO_EXPERT, None)
    else:
        end_visit(draft, CloseReason.ABANDONED, None)


def end_closed(draft: Draft) -> None:
    due = closed_due(draft.visit, draft.limits)
    if due is not None and draft.now >= due:
        end_visit(draft, CloseReason.CLOSED_HOURS, None)
