"""Small questions about a visit that several others ask."""

from signaling.protocol.words import Circle, Feature, Kind, Part, Purpose
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from signaling.visit.model import (
    CUSTOMER,
    Matter,
    Offer,
    Person,
    Search,
    Seat,
    SeatKind,
    Visit,
    WrapUp,
)


def person_of(visit: Visit, person: str) -> Person | None:
    """That person, if in the visit (somebody rung is not)."""
    return next((p for p in visit.people if p.id == person), None)


def staff(visit: Visit) -> tuple[Person, ...]:
    """Everybody of staff in the visit, longest there first, in whichever circle."""
    return tuple(p for p in visit.people if p.part is not Part.CUSTOMER)


def asked_people(visit: Visit) -> tuple[Person, ...]:
    """Those in the aside who were asked: not its asker."""
    if visit.aside is None:
        return ()
    return tuple(p for p in visit.people if p.circle is Circle.ASIDE and p.id != visit.aside.asker)


def in_charge(visit: Visit) -> tuple[Person, ...]:
    """Everybody of staff who serves the customer: all but the asked, who are not brought in yet."""
    asked = asked_people(visit)
    return tuple(p for p in staff(visit) if p not in asked)


def may_come_back(visit: Visit, person: str) -> Person | None:
    """Who was given up while the matter is open, as they were; an interpreter only to staff who are there."""
    gone = next((p for p in visit.given_up if p.id == person), None)
    if gone is None or (gone.part is Part.INTERPRETER and not staff(visit)):
        return None
    return gone


def open_matter(visit: Visit) -> Matter | None:
    """The matter that is being sought for or served."""
    return visit.matters[-1] if visit.matters and visit.matters[-1].closed_at is None else None


def serve_search(visit: Visit) -> Search | None:
    """The open search for somebody to serve the matter."""
    return next((s for s in visit.searches if s.purpose is Purpose.SERVE), None)


def search_of(visit: Visit, search: str) -> Search | None:
    return next((s for s in visit.searches if s.id == search), None)


def invites_by_name(search: Search) -> bool:
    """Is one person asked or added? It is theirs to answer and nobody else's."""
    return search.purpose is not Purpose.SERVE and search.person is not None


def offer_of(visit: Visit, offer: str) -> Offer | None:
    return next((o for o in visit.offers if o.id == offer), None)


def rung_for(visit: Visit, offer: Offer) -> Search:
    """The open search that the open offer rings for."""
    return next(s for s in visit.searches if s.id == offer.search)


def offer_to(visit: Visit, person: str) -> Offer | None:
    """The offer that rings this person; there is at most one."""
    return next((o for o in visit.offers if o.seat.person == person), None)


def seat_of(visit: Visit, seat: str) -> Seat | None:
    """That seat, of somebody in the visit."""
    return next((s for s in visit.seats if s.id == seat), None)


def known_seat(visit: Visit, seat: str) -> Seat | None:
    """That seat, of somebody in the visit or rung."""
    seats = (*visit.seats, *(o.seat for o in visit.offers))
    return next((s for s in seats if s.id == seat), None)


def seats_of(visit: Visit, person: str) -> tuple[Seat, ...]:
    return tuple(s for s in visit.seats if s.person == person)


def live_seats(visit: Visit, person: str) -> tuple[Seat, ...]:
    """The seats of that person that are not lost."""
    return tuple(s for s in visit.seats if s.person == person and s.lost_at is None)


def lost(visit: Visit, person: str) -> bool:
    """Has the person seats, all of them lost? A customer beside a clerk is never lost."""
    if person == CUSTOMER and visit.kind is Kind.DESK:
        return False
    seats = seats_of(visit, person)
    return bool(seats) and all(s.lost_at is not None for s in seats)


def shares_screen(visit: Visit, seat: Seat) -> bool:
    """Does that seat's page show its screen, where this may be?"""
    return seat.sharing and Feature.SCREEN_SHARE not in visit.off


def terminal_screen(visit: Visit) -> Seat | None:
    """The terminal's screen, on which the whole visit of a resident rests."""
    return next((s for s in visit.seats if s.person == CUSTOMER and s.kind is SeatKind.SCREEN), None)


def was_served(visit: Visit) -> bool:
    """Has anybody ever answered a matter of it?"""
    return any(m.first_answered_at is not None for m in visit.matters)


def wrap_up_of(visit: Visit, person: str, now: float, limits: VisitLimits = DEFAULT_LIMITS) -> WrapUp | None:
    """What that person is still shown after leaving: while the outcome is owed, or for `wrap_up` seconds to rate."""
    if person_of(visit, person) is not None or offer_to(visit, person) is not None:
        return None
    mine = [w for w in visit.wrap_ups if w.person == person]
    owed = [w for w in mine if w.owes_outcome]
    if owed:
        return owed[-1]
    if mine and not mine[-1].rated and now < mine[-1].since + limits.wrap_up:
        return mine[-1]
    return None
