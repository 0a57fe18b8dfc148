"""Who is shown what of a visit: the one place that hands a visit to somebody.

What a customer's page gets names nobody who is rung, asked or in an aside, and no link that leads to them says whose it is.
"""

from typing import TypedDict

from signaling.protocol.scalars import Language
from signaling.protocol.views import (
    AfterView,
    CustomerView,
    GivenUpView,
    InvitationView,
    LinkView,
    LocalText,
    OverView,
    PersonView,
    Private,
    RefusalView,
    RungView,
    SeatView,
    StaffView,
    VisitView,
    WaitingView,
    WrapUpView,
)
from signaling.protocol.words import Circle, Feature, Kind, Part, PrivateWhy, ServiceKind
from signaling.service import texts
from signaling.service.facts import Facts
from signaling.service.ports import AccountIdentity, Identity
from signaling.service.record import Record
from signaling.visit.deadlines import untouched_due
from signaling.visit.links import audio_end, circle_of
from signaling.visit.model import CUSTOMER, Matter, Offer, Person, Search, SearchEnd, Seat, Visit, WrapUp
from signaling.visit.visible import may_come_back, open_matter, serve_search, shares_screen, staff, wrap_up_of

REFUSAL_SHOWN = 60.0
"""Seconds for which staff are told why an invitation failed."""


class _Common(TypedDict):
    """What every view of a visit says."""

    visit: str
    version: int
    kind: Kind
    seat: str
    service: str | None
    service_name: LocalText | None
    service_kind: ServiceKind
    off: tuple[Feature, ...]
    links: tuple[LinkView, ...]


class Renderer:
    """Renders one visit for one reader, at one moment."""

    def __init__(self, facts: Facts, record: Record, language: Language) -> None:
        self._facts = facts
        self._book = facts.book
        self._record = record
        self._visit: Visit = record.visit
        self._language = language
        self._now = facts.now()

    def view(self, identity: Identity, owner: str) -> VisitView | None:
        """What the page of that owner shows of the visit; None: nothing (any longer)."""
        if isinstance(identity, AccountIdentity):
            return self._for_account(identity.account, owner)
        return self._for_customer(owner)

    # --- the customer -----------------------------------------------------------------------------------------------

    def _for_customer(self, owner: str) -> VisitView | None:
        visit = self._visit
        seat = next(
            (s for s in visit.seats if s.person == CUSTOMER and self._record.owner_of_seat(s) == owner), None
        )
        if visit.ended_at is not None:
            return self._over(seat)
        if seat is None or not visit.matters:
            return None
        matter, search = visit.matters[-1], serve_search(visit)
        if open_matter(visit) is None:
            return self._after(seat, matter)
        if search is not None and not staff(visit):
            return self._waiting(seat, matter, search)
        return self._served(seat, matter)

    def _over(self, seat: Seat | None) -> OverView | None:
        """For a terminal's page that has not wiped itself."""
        visit = self._visit
        if visit.kind is not Kind.TERMINAL or visit.wiped or visit.end is None:
            return None
        name = seat.id if seat is not None else f"{visit.place}.screen"
        return OverView(**self._common(name, None), end=visit.end)

    def _after(self, seat: Seat, matter: Matter) -> AfterView:
        due = untouched_due(self._visit, self._facts.limits) or self._now
        return AfterView(
            **self._common(seat.id, matter, self._links_of_customer(seat, set())),
            matter=matter.number,
            left=max(0.0, due - self._now),
            rated=self._visit.rated,
        )

    def _waiting(self, seat: Seat, matter: Matter, search: Search) -> WaitingView:
        asked = self._visit.asked
        left = None if asked is None else asked.since + self._facts.limits.untouched - self._now
        return WaitingView(
            **self._common(seat.id, matter, self._links_of_customer(seat, set())),
            place_in_line=self._facts.place_in_line(search.id),
            estimate=self._facts.estimate(self._visit, search),
            ringing=any(offer.search == search.id for offer in self._visit.offers),
            for_seconds=self._since(matter.opened_at),
            question=None if asked is None else asked.question,
            question_left=None if left is None else max(0.0, left),
        )

    def _served(self, seat: Seat, matter: Matter) -> CustomerView:
        visit = self._visit
        people = tuple(p for p in staff(visit) if p.circle is Circle.MAIN)
        known = {s.id for s in visit.seats if s.person in {p.id for p in people}}
        return CustomerView(
            **self._common(seat.id, matter, self._links_of_customer(seat, known)),
            language=Language(matter.language),
            people=tuple(self._person(p, None) for p in people),
            pair=self._pair_of_customer(),
            private=self._private(),
            seeking=serve_search(visit) is not None,
            sounding=audio_end(visit, seat.place) == seat.id,
        )

    def _pair_of_customer(self) -> tuple[str, str] | None:
        """None while one of the two is in an aside: the customer sees that somebody is away, and not who."""
        visit = self._visit
        apart = {p.id for p in visit.people if p.circle is not Circle.MAIN}
        return None if visit.pair is None or apart & set(visit.pair) else visit.pair

    def _links_of_customer(self, seat: Seat, known: set[str]) -> tuple[LinkView, ...]:
        return tuple(view if view.seat in known else _anonymous(view) for view in self._links(seat.id))

    # --- staff ------------------------------------------------------------------------------------------------------

    def _for_account(self, account: str, owner: str) -> VisitView | None:
        visit = self._visit
        person = next((p for p in visit.people if self._record.account(p.id) == account), None)
        if person is not None and visit.ended_at is None:
            seat = next((s for s in visit.seats if self._record.owner_of_seat(s) == owner), None)
            return self._staff(account, person, seat) if seat is not None else None
        for gone in visit.given_up:
            if self._record.account(gone.id) == account and may_come_back(visit, gone.id) is not None:
                return self._given_up(account, gone)
        offer = next((o for o in visit.offers if self._record.account(o.seat.person) == account), None)
        if offer is not None:
            return self._rung(account, offer)
        for pseudonym in dict.fromkeys(wrap_up.person for wrap_up in visit.wrap_ups):
            if self._record.account(pseudonym) == account:
                wrap_up = wrap_up_of(visit, pseudonym, self._now, self._facts.limits)
                if wrap_up is not None:
                    return self._wrap_up(account, pseudonym, wrap_up)
        return None

    def _staff(self, account: str, person: Person, seat: Seat) -> StaffView:
        visit = self._visit
        matter = visit.matters[-1]
        return StaffView(
            **self._common(seat.id, matter, self._links(seat.id)),
            you=account,
            host=self._id(visit.host or person.id),
            place=self._place_name(),
            language=Language(matter.language),
            stage="serving" if serve_search(visit) is None else "transferring",
            people=tuple(self._person(p, account) for p in visit.people),
            pair=None if visit.pair is None else (self._id(visit.pair[0]), self._id(visit.pair[1])),
            invitations=tuple(
                InvitationView(
                    id=search.id,
                    purpose=search.purpose,
                    person=None if search.person is None else self._id(search.person),
                    service=search.service,
                    names=tuple(self._name(o.seat.person) for o in visit.offers if o.search == search.id),
                    for_seconds=self._since(search.opened_at),
                )
                for search in visit.searches
            ),
            refusal=self._refusal(),
            private=self._private(),
            private_reported=self._private_reported(),
            hold_by=None if visit.hold is None else self._id(visit.hold.by),
            sounding=audio_end(visit, seat.place) == seat.id,
            for_seconds=self._since(visit.opened_at),
            matter=matter.number,
            note=self._note_given_to(person),
        )

    def _note_given_to(self, person: Person) -> str | None:
        given = self._visit.handed
        return (self._record.notes.get(given[1]) or None) if given and given[0] == person.id else None

    def _refusal(self) -> RefusalView | None:
        refusal = self._visit.refusal
        if refusal is None or self._since(refusal.at) >= REFUSAL_SHOWN:
            return None
        search = refusal.search
        return RefusalView(
            id=search.id,
            purpose=search.purpose,
            person=None if search.person is None else self._id(search.person),
            name=None if search.person is None else self._name(search.person),
            service=search.service,
            reason="declined" if refusal.reason is SearchEnd.DECLINED else "no_answer",
            for_seconds=self._since(refusal.at),
        )

    def _rung(self, account: str, offer: Offer) -> RungView | None:
        visit = self._visit
        search = next((s for s in visit.searches if s.id == offer.search), None)
        if search is None:
            return None
        matter = visit.matters[-1]
        common = self._common(offer.seat.id, matter, self._links(offer.seat.id))
        if self._book.conceals(matter.service, account):
            common["service"], common["service_name"] = None, texts.CONFIDENTIAL
            common["service_kind"] = ServiceKind.SERVICE
        note = self._record.notes.get(search.id) if search.note else None
        return RungView(
            **common,
            offer=offer.id,
            purpose=search.purpose,
            reason=offer.reason,
            place=self._place_name(),
            language=Language(search.language),
            for_seconds=self._since(search.since),
            ringing_for=self._since(offer.at),
            silent=offer.silent,
            asked_by=None if search.by in {None, CUSTOMER} else self._name(search.by or ""),
            note=note or None,
        )

    def _given_up(self, account: str, gone: Person) -> GivenUpView:
        matter = self._visit.matters[-1]
        return GivenUpView(
            **self._common(f"{gone.id}.laptop", matter),
            you=account,
            place=self._place_name(),
            language=Language(matter.language),
            waiting=not staff(self._visit),
        )

    def _wrap_up(self, account: str, pseudonym: str, wrap_up: WrapUp) -> WrapUpView:
        matter = _matter(self._visit, wrap_up.matter)
        return WrapUpView(
            **self._common(f"{pseudonym}.laptop", matter),
            you=account,
            matter=wrap_up.matter,
            owes_outcome=wrap_up.owes_outcome,
            rated=wrap_up.rated,
            left=max(0.0, wrap_up.since + self._facts.limits.wrap_up - self._now),
        )

    # --- parts ------------------------------------------------------------------------------------------------------

    def _common(self, seat: str, matter: Matter | None, links: tuple[LinkView, ...] = ()) -> _Common:
        service = None if matter is None else matter.service
        return _Common(
            visit=self._visit.id,
            version=self._visit.version,
            kind=self._visit.kind,
            seat=seat,
            service=service,
            service_name=self._service_name(service),
            service_kind=ServiceKind.SERVICE if matter is None else matter.kind,
            off=self._visit.off,
            links=links,
        )

    def _links(self, seat: str) -> tuple[LinkView, ...]:
        return tuple(
            LinkView(
                id=link.id,
                seat=link.other(seat),
                offer=link.offerer == seat,
                send=link.sent_by(seat),
                receive=link.sent_by(link.other(seat)),
            )
            for link in self._record.links().values()
            if seat in (link.offerer, link.answerer)
        )

    def _person(self, person: Person, reader: str | None) -> PersonView:
        """`reader` is the account that reads; None: a customer's page, which learns no account's name."""
        return PersonView(
            id=person.id if reader is None else self._id(person.id),
            name=self._name(person.id),
            unit=self._unit(person),
            part=person.part,
            circle=circle_of(self._visit, person.id),
            seats=tuple(
                SeatView(
                    id=seat.id,
                    camera=seat.camera,
                    sharing=shares_screen(self._visit, seat),
                    sound=seat.sound,
                    signing=seat.signing,
                    lost_for=None if seat.lost_at is None else self._since(seat.lost_at),
                )
                for seat in self._visit.seats
                if seat.person == person.id
            ),
        )

    def _private(self) -> Private | None:
        visit = self._visit
        if visit.hold is not None:
            return Private(why=PrivateWhy.HOLD, for_seconds=self._since(visit.hold.since))
        if visit.aside is not None:
            return Private(why=PrivateWhy.ASKING, for_seconds=self._since(visit.aside.since))
        return None

    def _private_reported(self) -> bool:
        visit = self._visit
        if visit.aside is not None and not visit.aside.sealed:
            return False
        return (visit.aside is not None or visit.hold is not None) and self._record.customer_is_shut_out()

    def _id(self, person: str) -> str:
        """How staff's pages call somebody: by account."""
        return self._record.accounts.get(person, person)

    def _name(self, person: str) -> str:
        if person == CUSTOMER:
            return texts.say(texts.CUSTOMER, self._language)
        account = self._book.accounts.get(self._record.account(person) or "")
        return account.name if account is not None else ""

    def _unit(self, person: Person) -> LocalText:
        if person.part is Part.CUSTOMER:
            place = self._book.places.get(self._visit.place)
            return place.name if place is not None else texts.NOTHING
        unit = self._book.units.get(person.unit or "")
        return unit.name if unit is not None else texts.NOTHING

    def _place_name(self) -> str:
        place = self._book.places.get(self._visit.place)
        return texts.say(place.name, self._language) if place is not None else ""

    def _service_name(self, service: str | None) -> LocalText | None:
        known = self._book.services.get(service) if service is not None else None
        return known.name if known is not None else None

    def _since(self, at: float) -> float:
        return max(0.0, self._now - at)


def _anonymous(view: LinkView) -> LinkView:
    return LinkView(id=view.id, seat=None, offer=view.offer, send=view.send, receive=view.receive)


def _matter(visit: Visit, number: int) -> Matter:
    return next(matter for matter in visit.matters if matter.number == number)
