"""Transfer: the matter goes to another service, or to a person of it, at the head of the line."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Kind, Outcome, Part, Purpose
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.opening import open_matter
from signaling.visit.decide.parting import depart
from signaling.visit.model import CloseReason, LeaveReason, Visit
from signaling.visit.refusal import Refused
from signaling.visit.visible import in_charge


def transfer(draft: Draft, command: c.Transfer) -> None:
    """**Siirrä**. The machine gives the old matter's outcome; the resident keeps their first waiting time."""
    _must_be_possible(draft.visit, command)
    if draft.visit.hold is not None:
        draft.add(e.HoldEnded(at=draft.now))
    number = draft.visit.matters[-1].number
    draft.add(
        e.MatterClosed(at=draft.now, matter=number, reason=CloseReason.TRANSFERRED, by=command.by),
        e.OutcomeGiven(at=draft.now, matter=number, outcome=Outcome.REFERRED, by=command.by),
    )
    open_matter(draft, command.service, draft.visit.matters[-1].language)
    draft.add(
        e.SearchOpened(
            at=draft.now,
            search=command.search,
            purpose=Purpose.SERVE,
            part=Part.HOST,
            service=command.service.service,
            person=command.person,
            language=draft.visit.matters[-1].language,
            since=draft.visit.opened_at,
            head=True,
            by=command.by,
            note=command.note_length > 0,
            note_length=command.note_length,
            consent=command.consent,
        )
    )
    if not command.stay:
        depart(draft, command.by, LeaveReason.LEFT)


def _must_be_possible(visit: Visit, command: c.Transfer) -> None:
    may.must_be_in_main(visit, command.by)
    may.must_have_a_customer(visit)
    if command.note_length > 0 and not command.consent:
        raise Refused(ErrorCode.CONSENT_NEEDED)
    may.must_be_open(command.service)
    if not command.service.anybody_on_shift:
        raise Refused(ErrorCode.NOBODY_ON_SHIFT)
    may.must_suit_the_room(command.service, private_room=command.private_room)
    if command.person is not None:
        may.must_be_to_be_had(visit, command.person)
    may.must_have_room(visit, leaving=0 if command.stay else 1)
    if not command.stay:
        _must_be_able_to_leave(visit, command.by)


def _must_be_able_to_leave(visit: Visit, by: str) -> None:
    """At a desk the customer never waits alone: their screen has nothing to press."""
    if visit.kind is Kind.DESK and len(in_charge(visit)) == 1:
        raise Refused(ErrorCode.WRONG_MOMENT)
    may.must_leave_the_customer_a_device(visit, by)
