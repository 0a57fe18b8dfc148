"""How people part: one leaves and the others go on, or a matter is closed and everybody of staff leaves."""

from signaling.protocol.words import Circle, EndReason, Part, Purpose
from signaling.visit import events as e
from signaling.visit.decide.draft import Draft
from signaling.visit.model import (
    CloseReason,
    LeaveReason,
    OfferEnd,
    Person,
    Search,
    SearchEnd,
    Visit,
)
from signaling.visit.visible import asked_people, in_charge, lost, staff

ENDS = {
    CloseReason.SERVED: EndReason.COMPLETED,
    CloseReason.CANCELLED: EndReason.CANCELLED,
    CloseReason.ABANDONED: EndReason.ABANDONED,
    CloseReason.NO_EXPERT: EndReason.NO_EXPERT,
    CloseReason.CLOSED_HOURS: EndReason.CLOSED_HOURS,
    CloseReason.TERMINAL_LOST: EndReason.TERMINAL_LOST,
    CloseReason.ENDED_UNKNOWN: EndReason.ENDED_UNKNOWN,
}
"""How a visit ends when its last matter is closed so."""


def close_search(draft: Draft, search: Search, reason: SearchEnd) -> None:
    """Nobody is rung for it any longer."""
    other = OfferEnd.OTHER_ANSWERED if reason is SearchEnd.FOUND else OfferEnd.WITHDRAWN
    for offer in draft.visit.offers:
        if offer.search == search.id:
            draft.add(e.OfferClosed(at=draft.now, offer=offer.id, reason=other))
    draft.add(e.SearchClosed(at=draft.now, search=search.id, reason=reason))


def depart(draft: Draft, person: str, reason: LeaveReason) -> None:
    """One of staff leaves; what was theirs ends with them, and the others go on."""
    if draft.visit.hold is not None and draft.visit.hold.by == person:
        draft.add(e.HoldEnded(at=draft.now))
    if draft.visit.aside is not None and draft.visit.aside.asker == person:
        dissolve_aside(draft)
    for search in draft.visit.searches:
        if search.by == person and search.purpose is not Purpose.SERVE:
            close_search(draft, search, SearchEnd.WITHDRAWN)
    was_host = draft.visit.host == person
    draft.add(e.Left(at=draft.now, person=person, reason=reason))
    return_from_empty_aside(draft)
    heir = _heir(draft.visit)
    if was_host and heir is not None:
        draft.add(e.HostChanged(at=draft.now, host=heir.id))


def dissolve_aside(draft: Draft) -> None:
    """The asked are thanked and released, and the asker is back in the main circle."""
    for asked in asked_people(draft.visit):
        draft.add(e.Left(at=draft.now, person=asked.id, reason=LeaveReason.RELEASED))
    return_from_empty_aside(draft)


def return_from_empty_aside(draft: Draft) -> None:
    """The asker returns with the last of the asked."""
    aside = draft.visit.aside
    if aside is not None and not asked_people(draft.visit):
        draft.add(e.Moved(at=draft.now, person=aside.asker, circle=Circle.MAIN), e.AsideEnded(at=draft.now))


def close_matter(
    draft: Draft, reason: CloseReason, by: str | None, left: LeaveReason = LeaveReason.MATTER_CLOSED
) -> None:
    """The open matter is over, and everybody of staff leaves."""
    if draft.visit.hold is not None:
        draft.add(e.HoldEnded(at=draft.now))
    if draft.visit.aside is not None:
        dissolve_aside(draft)
    for search in draft.visit.searches:
        close_search(draft, search, SearchEnd.MATTER_CLOSED)
    draft.add(e.MatterClosed(at=draft.now, matter=draft.visit.matters[-1].number, reason=reason, by=by))
    for person in staff(draft.visit):
        draft.add(e.Left(at=draft.now, person=person.id, reason=left))


def end_visit(
    draft: Draft, reason: CloseReason, by: str | None, left: LeaveReason = LeaveReason.MATTER_CLOSED
) -> None:
    """The open matter is over, and the visit with it."""
    close_matter(draft, reason, by, left)
    draft.add(e.VisitEnded(at=draft.now, reason=ENDS[reason]))


def _heir(visit: Visit) -> Person | None:
    """Who is host next: there with a live page, no interpreter, in the main circle, longest there."""
    return min(
        in_charge(visit),
        key=lambda p: (lost(visit, p.id), p.part is Part.INTERPRETER, p.circle is not Circle.MAIN),
        default=None,
    )
