"""What each event makes of a visit. The log is replayed through this: it judges nothing and refuses nothing."""

from collections.abc import Iterable
from functools import reduce

from msgspec.structs import replace

from signaling.protocol.words import Circle, Kind, Level, Part, Purpose
from signaling.visit import events as e
from signaling.visit.model import (
    EMPTY,
    Aside,
    Asked,
    Hold,
    LeaveReason,
    Matter,
    Offer,
    OfferEnd,
    Person,
    Refusal,
    Search,
    SearchEnd,
    Seat,
    Visit,
    WrapUp,
)
from signaling.visit.visible import (
    offer_of,
    open_matter,
    person_of,
    rung_for,
    search_of,
    staff,
    terminal_screen,
)


def replay(events: Iterable[e.Event]) -> Visit:
    """The visit that these events, in order and from the first, have made."""
    return reduce(apply, events, EMPTY)


def apply(visit: Visit, event: e.Event) -> Visit:
    """The visit after one more event; its version is one higher."""
    return replace(_after(visit, event), version=visit.version + 1)


def _after(visit: Visit, event: e.Event) -> Visit:
    match event:
        case e.VisitOpened():
            return replace(
                visit,
                id=event.visit,
                kind=event.kind,
                place=event.place,
                off=event.off,
                opened_at=event.at,
            )
        case e.MatterOpened():
            return _matter_opened(visit, event)
        case e.SearchOpened():
            return _search_opened(visit, event)
        case e.SearchSpread():
            return _search(visit, event.search, level=event.level, person=None)
        case e.SearchClosed():
            return _search_closed(visit, event)
        case e.OfferMade():
            offer = Offer(
                id=event.offer,
                search=event.search,
                seat=event.seat,
                unit=event.unit,
                reason=event.reason,
                at=event.at,
            )
            return replace(visit, offers=(*visit.offers, offer))
        case e.OfferSilent():
            offers = tuple(replace(o, silent=True) if o.id == event.offer else o for o in visit.offers)
            return replace(visit, offers=offers)
        case e.OfferClosed():
            return _offer_closed(visit, event)
        case e.Joined():
            return _joined(visit, event)
        case e.Moved():
            return _person(visit, event.person, circle=event.circle)
        case e.AsideBegan():
            return replace(visit, aside=Aside(asker=event.asker, since=event.at, sealed=False))
        case e.AsideSealed():
            return replace(visit, aside=replace(visit.aside, sealed=True) if visit.aside else None)
        case e.AsideEnded():
            return replace(visit, aside=None)
        case e.HoldBegan():
            return replace(visit, hold=Hold(by=event.by, since=event.at))
        case e.HoldEnded():
            return replace(visit, hold=None)
        case e.PairShown():
            return replace(visit, pair=event.people)
        case e.PairEnded():
            return replace(visit, pair=None)
        case e.HostChanged():
            return _hosted_by(visit, event.host)
        case e.Left():
            return _left(visit, event)
        case e.SeatTaken():
            return _seat_taken(visit, event.seat, event.at)
        case e.SeatLost():
            return _seat(visit, event.seat, lost_at=event.since)
        case e.SeatReturned():
            return _asked_anew(_seat(visit, event.seat, lost_at=None), event.seat, event.at)
        case e.SeatLeft():
            return replace(visit, seats=tuple(s for s in visit.seats if s.id != event.seat))
        case e.DevicesChanged():
            return _devices(visit, event)
        case e.ResidentAsked():
            return replace(visit, asked=Asked(question=event.question, since=event.at))
        case e.ResidentTouched():
            limit = visit.wait_limit_at if event.wait_limit is None else event.at + event.wait_limit
            return replace(visit, asked=None, touched_at=event.at, wait_limit_at=limit)
        case e.MatterReturned():
            return visit
        case e.MatterClosed():
            visit = replace(visit, asked=None, given_up=())
            return _matter(visit, event.matter, closed_at=event.at, reason=event.reason)
        case e.OutcomeGiven():
            wrap_ups = tuple(
                replace(w, owes_outcome=False) if w.matter == event.matter else w for w in visit.wrap_ups
            )
            return replace(_matter(visit, event.matter, outcome=event.outcome), wrap_ups=wrap_ups)
        case e.Rated():
            return replace(visit, rated=True)
        case e.StaffRated():
            wrap_ups = tuple(
                replace(w, rated=True) if (w.person, w.matter) == (event.person, event.matter) else w
                for w in visit.wrap_ups
            )
            return replace(visit, wrap_ups=wrap_ups)
        case e.VisitEnded():
            return replace(visit, ended_at=event.at, end=event.reason)
        case e.Wiped():
            return replace(visit, wiped=True)


def _matter_opened(visit: Visit, event: e.MatterOpened) -> Visit:
    at_a_desk = visit.kind is Kind.DESK and not visit.matters
    matter = Matter(
        number=event.matter,
        service=event.service,
        unit=event.unit,
        language=event.language,
        sensitive=event.sensitive,
        kind=event.kind,
        opened_at=event.at,
        first_answered_at=event.at if at_a_desk else None,
        wait_limit=event.wait_limit,
    )
    return replace(visit, matters=(*visit.matters, matter), closes_at=event.closes_at)


def _search_opened(visit: Visit, event: e.SearchOpened) -> Visit:
    search = Search(
        id=event.search,
        purpose=event.purpose,
        part=event.part,
        service=event.service,
        person=event.person,
        language=event.language,
        since=event.since,
        opened_at=event.at,
        head=event.head,
        level=Level.ONE,
        by=event.by,
        note=event.note,
    )
    if event.purpose is Purpose.SERVE:
        matter = visit.matters[-1]
        search = replace(search, declined=matter.declined)
        visit = replace(visit, touched_at=event.at, wait_limit_at=event.at + matter.wait_limit)
    else:
        visit = replace(visit, refusal=None)
    return replace(visit, searches=(*visit.searches, search))


def _search_closed(visit: Visit, event: e.SearchClosed) -> Visit:
    search = search_of(visit, event.search)
    visit = replace(visit, searches=tuple(s for s in visit.searches if s.id != event.search))
    if search is None or event.reason not in {SearchEnd.DECLINED, SearchEnd.NO_ANSWER}:
        return visit
    return replace(visit, refusal=Refusal(search=search, reason=event.reason, at=event.at))


def _offer_closed(visit: Visit, event: e.OfferClosed) -> Visit:
    offer = offer_of(visit, event.offer)
    if offer is None:
        return visit
    search = rung_for(visit, offer)
    if event.reason is OfferEnd.DECLINED:
        declined = (*search.declined, (offer.seat.person, event.at))
        visit = _search(visit, search.id, declined=declined)
        if search.purpose is Purpose.SERVE:
            visit = _matter(visit, visit.matters[-1].number, declined=declined)
    if event.reason is OfferEnd.ANSWERED and search.note:
        visit = replace(visit, handed=(offer.seat.person, search.id))
    return replace(
        visit,
        offers=tuple(o for o in visit.offers if o.id != event.offer),
        past_offers=(*visit.past_offers, (event.offer, event.reason)),
    )


def _joined(visit: Visit, event: e.Joined) -> Visit:
    person = Person(id=event.person, part=event.part, unit=event.unit, circle=event.circle, since=event.at)
    visit = replace(
        visit,
        people=(*visit.people, person),
        given_up=tuple(p for p in visit.given_up if p.id != person.id),
    )
    if event.part is not Part.CUSTOMER:
        visit = replace(visit, asked=None)
    if event.part is Part.HOST:
        visit = _hosted_by(visit, event.person)
    answers = event.part is Part.HOST or visit.kind is Kind.INQUIRY
    if answers and visit.matters and visit.matters[-1].first_answered_at is None:
        visit = _matter(visit, visit.matters[-1].number, first_answered_at=event.at)
    return visit


def _hosted_by(visit: Visit, host: str) -> Visit:
    people = tuple(
        replace(p, part=Part.HOST)
        if p.id == host
        else replace(p, part=Part.SPECIALIST)
        if p.part is Part.HOST
        else p
        for p in visit.people
    )
    return replace(visit, people=people, host=host)


def _left(visit: Visit, event: e.Left) -> Visit:
    person = person_of(visit, event.person)
    if person is None:
        return visit
    given_up = event.reason is LeaveReason.LOST and open_matter(visit) is not None
    visit = replace(
        visit,
        given_up=(*visit.given_up, person) if given_up else visit.given_up,
        people=tuple(p for p in visit.people if p.id != event.person),
        seats=tuple(s for s in visit.seats if s.person != event.person),
        host=None if visit.host == event.person else visit.host,
        pair=None if event.person in (visit.pair or ()) else visit.pair,
        handed=None if event.person in (visit.handed or ()) else visit.handed,
        wrap_ups=_wrapping_up(visit, person, event),
    )
    return visit if staff(visit) else replace(visit, touched_at=event.at)


def _wrapping_up(visit: Visit, person: Person, event: e.Left) -> tuple[WrapUp, ...]:
    """The host at a matter's closing owes its outcome; everybody may say how it went with what they served."""
    last = visit.matters[-1]
    owes = (
        visit.kind is not Kind.INQUIRY
        and visit.host == person.id
        and event.reason is not LeaveReason.LOST
        and last.closed_at is not None
    )
    served = [m.number for m in visit.matters if m.first_answered_at is not None]
    if not served:
        return visit.wrap_ups
    number = last.number if owes else served[-1]
    earlier = next((w for w in visit.wrap_ups if (w.person, w.matter) == (person.id, number)), None)
    wrap_up = WrapUp(
        person=person.id,
        part=person.part,
        matter=number,
        owes_outcome=owes,
        since=event.at,
        rated=earlier is not None and earlier.rated,
    )
    return (*(w for w in visit.wrap_ups if w is not earlier), wrap_up)


def _seat_taken(visit: Visit, seat: Seat, at: float) -> Visit:
    if person_of(visit, seat.person) is None:
        offers = tuple(replace(o, seat=seat) if o.seat.person == seat.person else o for o in visit.offers)
        return replace(visit, offers=offers)
    seats = tuple(seat if s.id == seat.id else s for s in visit.seats)
    if seat not in seats:
        seats = (*seats, seat)
    return _asked_anew(replace(visit, seats=seats), seat.id, at)


def _asked_anew(visit: Visit, seat: str, at: float) -> Visit:
    """A resident whose screen was away while a question stood there gets the full time to see it."""
    screen = terminal_screen(visit)
    if visit.asked is None or screen is None or screen.id != seat:
        return visit
    return replace(visit, asked=replace(visit.asked, since=at))


def _devices(visit: Visit, event: e.DevicesChanged) -> Visit:
    def changed(seat: Seat) -> Seat:
        if seat.id != event.seat:
            return seat
        return replace(
            seat, sound=event.sound, camera=event.camera, sharing=event.sharing, signing=event.signing
        )

    return replace(
        visit,
        seats=tuple(changed(s) for s in visit.seats),
        offers=tuple(replace(o, seat=changed(o.seat)) for o in visit.offers),
    )


def _person(visit: Visit, person: str, *, circle: Circle) -> Visit:
    people = tuple(replace(p, circle=circle) if p.id == person else p for p in visit.people)
    return replace(visit, people=people)


def _seat(visit: Visit, seat: str, *, lost_at: float | None) -> Visit:
    seats = tuple(replace(s, lost_at=lost_at) if s.id == seat else s for s in visit.seats)
    return replace(visit, seats=seats)


def _search(visit: Visit, search: str, **changes: object) -> Visit:
    searches = tuple(replace(s, **changes) if s.id == search else s for s in visit.searches)
    return replace(visit, searches=searches)


def _matter(visit: Visit, number: int, **changes: object) -> Visit:
    matters = tuple(replace(m, **changes) if m.number == number else m for m in visit.matters)
    return replace(visit, matters=matters)
