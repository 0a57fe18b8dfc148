"""Who may do what: raises `Refused`, or says nothing."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle, Feature, Kind
from signaling.visit.commands import ServiceFacts
from signaling.visit.engaged import engaged
from signaling.visit.model import CUSTOMER, MAX_PEOPLE, MAX_SEATS, Person, SeatKind, Visit
from signaling.visit.refusal import Refused
from signaling.visit.visible import asked_people, live_seats, offer_to, person_of


def must_be_customer(by: str) -> None:
    if by != CUSTOMER:
        raise Refused(ErrorCode.NOT_ALLOWED)


def must_be_in_charge(visit: Visit, by: str) -> Person:
    """Somebody of staff in the visit; the asked may only listen, answer and leave until they are brought in."""
    if by == CUSTOMER:
        raise Refused(ErrorCode.NOT_ALLOWED)
    person = person_of(visit, by)
    if person is None:
        raise Refused(ErrorCode.NOT_YOUR_VISIT)
    if person in asked_people(visit):
        raise Refused(ErrorCode.WRONG_MOMENT)
    return person


def must_be_in_main(visit: Visit, by: str) -> Person:
    person = must_be_in_charge(visit, by)
    if person.circle is not Circle.MAIN:
        raise Refused(ErrorCode.WRONG_MOMENT)
    return person


def must_have_a_customer(visit: Visit) -> None:
    if visit.kind is Kind.INQUIRY:
        raise Refused(ErrorCode.WRONG_MOMENT)


def must_be_on(visit: Visit, feature: Feature) -> None:
    if feature in visit.off:
        raise Refused(ErrorCode.FEATURE_OFF)


def must_suit_the_room(service: ServiceFacts, *, private_room: bool) -> None:
    if service.sensitive and not private_room:
        raise Refused(ErrorCode.PRIVATE_ROOM_NEEDED)


def must_be_open(service: ServiceFacts) -> None:
    if not service.open:
        raise Refused(ErrorCode.SERVICE_CLOSED)


def must_be_to_be_had(visit: Visit, person: str) -> None:
    """Somebody who is not in this visit already, nor rung or sought for it, nor still owes it an outcome."""
    here = person_of(visit, person) or offer_to(visit, person)
    if here is not None or any(s.person == person for s in visit.searches):
        raise Refused(ErrorCode.ALREADY_INVITED)
    if person in engaged(visit):
        raise Refused(ErrorCode.PERSON_BUSY)


def must_have_room(visit: Visit, *, leaving: int = 0) -> None:
    """Room for one more person and their seat. Whoever is being sought has a place kept."""
    people = len(visit.people) + len(visit.searches) - leaving
    seats = len(visit.seats) + len(visit.searches) - leaving
    if people >= MAX_PEOPLE or seats >= MAX_SEATS:
        raise Refused(ErrorCode.VISIT_FULL)


def must_leave_the_customer_a_device(visit: Visit, leaver: str) -> None:
    """At a desk the customer sits beside the clerk; the clerk can leave only when there is a customer screen."""
    if visit.kind is not Kind.DESK:
        return
    at_the_desk = [s for s in visit.seats if s.place == visit.place and s.person not in {leaver, CUSTOMER}]
    screens = [s for s in live_seats(visit, CUSTOMER) if s.kind is SeatKind.CUSTOMER_SCREEN]
    if not at_the_desk and not screens:
        raise Refused(ErrorCode.CUSTOMER_HAS_NO_SCREEN)
