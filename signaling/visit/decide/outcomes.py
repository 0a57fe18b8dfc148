"""Afterwards: the outcome, the ratings, the wiped screen, each once."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import EndReason, Kind, Outcome, Part
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.deadlines import outcome_due
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.model import Stage, Visit, WrapUp
from signaling.visit.refusal import Gone, GoneWhy, Refused
from signaling.visit.visible import was_served


def give_outcome(draft: Draft, command: c.GiveOutcome) -> None:
    """The one tap. **Asiakas ei ollut paikalla** ends the visit at once: nobody sits at the After screen."""
    wrap_up = _wrap_up(draft.visit, command.by, command.matter)
    if command.outcome is Outcome.NOT_GIVEN:
        raise Refused(ErrorCode.NOT_ALLOWED)
    if not wrap_up.owes_outcome and not _was_pressed_in_time(draft, command, wrap_up):
        outcome = next(m.outcome for m in draft.visit.matters if m.number == command.matter)
        if outcome is command.outcome:
            return  # told again
        raise Refused(ErrorCode.NOT_ALLOWED) if outcome is None else Gone(GoneWhy.OUTCOME_GIVEN)
    draft.add(e.OutcomeGiven(at=draft.now, matter=command.matter, outcome=command.outcome, by=command.by))
    last = draft.visit.matters[-1].number == command.matter
    if command.outcome is Outcome.NO_CUSTOMER and draft.stage is Stage.AFTER and last:
        draft.add(e.VisitEnded(at=draft.now, reason=EndReason.ABANDONED))


def _was_pressed_in_time(draft: Draft, command: c.GiveOutcome, wrap_up: WrapUp) -> bool:
    """A tap that could not be told before the outcome counted as not given stands in its place."""
    return (
        command.pressed_at is not None
        and command.pressed_at < outcome_due(wrap_up, draft.limits)
        and wrap_up.part is Part.HOST
        and any(m.outcome is Outcome.NOT_GIVEN for m in draft.visit.matters if m.number == command.matter)
    )


def give_up_outcome(draft: Draft, command: c.GiveUpOutcome) -> None:
    for wrap_up in draft.visit.wrap_ups:
        if (
            wrap_up.person == command.person
            and wrap_up.owes_outcome
            and draft.now >= outcome_due(wrap_up, draft.limits)
        ):
            draft.add(
                e.OutcomeGiven(
                    at=draft.now, matter=wrap_up.matter, outcome=Outcome.NOT_GIVEN, by=wrap_up.person
                )
            )


def rate_as_staff(draft: Draft, command: c.RateAsStaff) -> None:
    wrap_up = _wrap_up(draft.visit, command.by, command.matter)
    if not wrap_up.rated:
        draft.add(e.StaffRated(at=draft.now, person=command.by, matter=command.matter, score=command.score))


def finish(draft: Draft, command: c.Finish) -> None:
    """**Valmis**, **Ohita**; after the end only the score still counts."""
    may.must_be_customer(command.by)
    if command.score is not None and was_served(draft.visit):
        _rate(draft, command.score, command.words_length)
    if draft.stage is Stage.AFTER:
        draft.add(e.VisitEnded(at=draft.now, reason=EndReason.COMPLETED))


def record_rating(draft: Draft, command: c.RecordRating) -> None:
    may.must_be_customer(command.by)
    if not was_served(draft.visit) or draft.visit.kind is Kind.INQUIRY:
        raise Refused(ErrorCode.WRONG_MOMENT)
    _rate(draft, command.score, command.words_length)


def record_wipe(draft: Draft, command: c.RecordWipe) -> None:
    """The page has forgotten everything; one that did so without the server has left the After screen."""
    may.must_be_customer(command.by)
    if draft.stage is Stage.AFTER:
        draft.add(e.VisitEnded(at=draft.now, reason=EndReason.COMPLETED))
    if not draft.visit.wiped:
        draft.add(e.Wiped(at=draft.now))


def _rate(draft: Draft, score: int, words_length: int) -> None:
    if not draft.visit.rated:
        draft.add(e.Rated(at=draft.now, score=score, words_length=words_length))


def _wrap_up(visit: Visit, by: str, matter: int) -> WrapUp:
    """What `by` may say of that matter. Raises `Refused`: they have not served it, or are still there."""
    for wrap_up in visit.wrap_ups:
        if (wrap_up.person, wrap_up.matter) == (by, matter):
            return wrap_up
    raise Refused(ErrorCode.NOT_ALLOWED)
