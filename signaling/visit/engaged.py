"""Whom a visit engages: nobody is rung or busy twice, and a place has one visit at a time."""

from signaling.protocol.words import Kind
from signaling.visit.model import CUSTOMER, Visit


def engaged(visit: Visit) -> frozenset[str]:
    """Pseudonyms of everybody rung, in the visit, or owing an outcome, and `place:<id>` while a resident's visit is open."""
    people = {o.seat.person for o in visit.offers}
    people |= {p.id for p in visit.people if p.id != CUSTOMER}
    people |= {w.person for w in visit.wrap_ups if w.owes_outcome}
    if visit.id and visit.ended_at is None and visit.kind is not Kind.INQUIRY:
        people.add(f"place:{visit.place}")
    return frozenset(people)
