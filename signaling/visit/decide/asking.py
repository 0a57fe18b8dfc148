"""Asking somebody first, or adding them at once."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle, Kind, Part, Purpose
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.deadlines import give_up_due
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.offers import end_lonely_inquiry
from signaling.visit.decide.parting import close_search, depart, end_visit, return_from_empty_aside
from signaling.visit.model import CloseReason, LeaveReason, Search, SearchEnd, Visit
from signaling.visit.refusal import Gone, GoneWhy, Refused
from signaling.visit.visible import asked_people, person_of, search_of


def invite(draft: Draft, command: c.Invite) -> None:
    """**Kysy ensin** or **Lisää heti**."""
    visit = draft.visit
    may.must_be_in_charge(visit, command.by)
    may.must_have_a_customer(visit)
    if command.purpose is Purpose.SERVE:
        raise Refused(ErrorCode.WRONG_MOMENT)
    if command.purpose is Purpose.ASK and _somebody_else_asks(visit, command.by):
        raise Refused(ErrorCode.WRONG_MOMENT)
    if command.person is None and command.service is None and command.part is not Part.INTERPRETER:
        raise Refused(ErrorCode.PERSON_UNKNOWN)
    _must_be_new(visit, command)
    may.must_have_room(visit)
    draft.add(
        e.SearchOpened(
            at=draft.now,
            search=command.search,
            purpose=command.purpose,
            part=command.part,
            service=command.service,
            person=command.person,
            language=command.language,
            since=draft.now,
            by=command.by,
        )
    )


def withdraw(draft: Draft, command: c.Withdraw) -> None:
    """The invitation is called off; after a transfer, whoever stayed goes on with the new matter."""
    may.must_be_in_charge(draft.visit, command.by)
    search = search_of(draft.visit, command.search)
    if search is None:
        raise Gone(GoneWhy.SEARCH_OVER)
    close_search(draft, search, SearchEnd.WITHDRAWN)
    if draft.visit.kind is Kind.INQUIRY:
        end_visit(draft, CloseReason.CANCELLED, command.by)


def give_up_search(draft: Draft, command: c.GiveUpSearch) -> None:
    search = search_of(draft.visit, command.search)
    if search is None:
        return
    due = give_up_due(search, draft.limits)
    if due is not None and draft.now >= due:
        close_search(draft, search, SearchEnd.NO_ANSWER)
        end_lonely_inquiry(draft)


def bring_in(draft: Draft, command: c.BringIn) -> None:
    """**Tuo mukaan**: from the aside to the customer."""
    if _must_be_in_the_aside(draft.visit, command.by, command.person):
        draft.add(e.Moved(at=draft.now, person=command.person, circle=Circle.MAIN))
        return_from_empty_aside(draft)


def release(draft: Draft, command: c.Release) -> None:
    """**Kiitos, ei muuta**."""
    if not _must_be_in_the_aside(draft.visit, command.by, command.person):
        raise Refused(ErrorCode.WRONG_MOMENT)
    depart(draft, command.person, LeaveReason.RELEASED)


def seal(draft: Draft) -> None:
    """Every page of the customer has reported the view of the aside."""
    if draft.visit.aside is not None and not draft.visit.aside.sealed:
        draft.add(e.AsideSealed(at=draft.now))


def _somebody_else_asks(visit: Visit, by: str) -> bool:
    """There is one aside a visit, and whoever asks in it, or is about to, is its asker."""
    if visit.aside is not None:
        return visit.aside.asker != by
    return any(s.purpose is Purpose.ASK and s.by != by for s in visit.searches)


def _must_be_new(visit: Visit, command: c.Invite) -> None:
    if command.person is not None:
        may.must_be_to_be_had(visit, command.person)
    elif any(_seeks_the_same(search, command) for search in visit.searches):
        raise Refused(ErrorCode.ALREADY_INVITED)


def _seeks_the_same(search: Search, command: c.Invite) -> bool:
    """For the same service, whoever comes; or any interpreter at all."""
    if command.service is not None:
        return search.service == command.service
    return search.person is None and search.service is None


def _must_be_in_the_aside(visit: Visit, by: str, person: str) -> bool:
    """Is the person in the aside that `by` asks in? False when they are with the customer already."""
    may.must_be_in_charge(visit, by)
    there = person_of(visit, person)
    if there is None:
        raise Gone(GoneWhy.PERSON_LEFT)
    if there not in asked_people(visit):
        return False
    if visit.aside is None or visit.aside.asker != by:
        raise Refused(ErrorCode.WRONG_MOMENT)
    return True
