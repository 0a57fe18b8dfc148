"""Somebody leaves, or ends the matter."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Kind
from signaling.visit import commands as c
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.parting import close_matter, depart, end_visit
from signaling.visit.model import CUSTOMER, CloseReason, LeaveReason, Stage, Visit
from signaling.visit.refusal import Refused
from signaling.visit.visible import asked_people, in_charge, person_of, staff


def leave(draft: Draft, command: c.Leave) -> None:
    """**Poistu**: the others go on; the last of staff closes the matter, unless it is sought for somebody else already."""
    visit = draft.visit
    if command.by == CUSTOMER:
        raise Refused(ErrorCode.NOT_ALLOWED)
    person = person_of(visit, command.by)
    if person is None:
        _must_have_left(visit, command.by)
        return
    if visit.kind is Kind.INQUIRY:
        end_matter(draft, command.by)
    elif person in asked_people(visit):
        depart(draft, command.by, LeaveReason.LEFT)
    elif len(in_charge(visit)) > 1:
        may.must_leave_the_customer_a_device(visit, command.by)
        depart(draft, command.by, LeaveReason.LEFT)
    elif draft.stage is Stage.TRANSFERRING and visit.kind is Kind.TERMINAL:
        depart(draft, command.by, LeaveReason.LEFT)
    else:
        _close(draft, command.by, LeaveReason.LEFT)


def end_matter(draft: Draft, by: str) -> None:
    """**Lopeta asiointi** by staff, **Kyllä, lopeta** by the resident."""
    if person_of(draft.visit, by) is None:
        _must_have_left(draft.visit, by)
        return
    if by != CUSTOMER:
        may.must_be_in_charge(draft.visit, by)
    elif draft.visit.kind is not Kind.TERMINAL:
        raise Refused(ErrorCode.NOT_ALLOWED)
    if draft.stage is Stage.SEEKING:
        end_visit(draft, CloseReason.CANCELLED, by)
    else:
        _close(draft, by, LeaveReason.MATTER_CLOSED)


def cancel(draft: Draft, command: c.Cancel) -> None:
    """**Peruuta**. Whoever answered at the same moment finds the matter ended: the resident wants out."""
    may.must_be_customer(command.by)
    end_matter(draft, command.by)


def _close(draft: Draft, by: str, left: LeaveReason) -> None:
    if draft.visit.kind is Kind.TERMINAL:
        close_matter(draft, CloseReason.SERVED, by, left)
    elif draft.visit.kind is Kind.INQUIRY and len(staff(draft.visit)) == 1:
        end_visit(draft, CloseReason.CANCELLED, by)
    else:
        end_visit(draft, CloseReason.SERVED, by, left)


def _must_have_left(visit: Visit, by: str) -> None:
    """A press that comes after one has left already is no fault."""
    if not any(w.person == by for w in visit.wrap_ups):
        raise Refused(ErrorCode.NOT_YOUR_VISIT)
