"""What is beside the visit: who the page is, the line and the terminals, whom one can ask."""

from collections import Counter

from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import (
    Board,
    Colleague,
    Directory,
    LineEntry,
    LocalText,
    Need,
    PlaceHealth,
    Self,
    UnderWay,
)
from signaling.protocol.words import Availability, Kind, Part, Purpose
from signaling.routing.assign import order as line_order
from signaling.routing.model import Account, Duty, PlaceKind
from signaling.service import texts
from signaling.service.facts import Facts
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, PlaceIdentity
from signaling.service.presence import Page, Presence, account_owner
from signaling.service.record import Record
from signaling.visit.visible import staff

PART_OF_DUTY: dict[Duty, Part] = {
    Duty.CLERK: Part.HOST,
    Duty.EXPERT: Part.SPECIALIST,
    Duty.INTERPRETER: Part.INTERPRETER,
}

NOTHING_TO_SEE = Board(line=(), under_way=(), places=(), on_shift=False)
NOBODY_TO_ASK = Directory(people=(), needs=())


class Boards:
    """Rendered anew for each reader: what a name is kept from depends on what the reader serves."""

    def __init__(self, *, facts: Facts, presence: Presence, demo: bool) -> None:
        self._facts = facts
        self._presence = presence
        self._demo = demo

    # --- who the page is --------------------------------------------------------------------------------------------

    def self_of(self, page: Page) -> Self:
        match page.identity:
            case AccountIdentity(account=account):
                return self._self_of_account(page, self._facts.book.accounts[account])
            case PlaceIdentity(place=place) | CustomerScreenIdentity(desk=place):
                known = self._facts.book.places[place]
                return Self(
                    kind=page.kind,
                    name=texts.say(known.name, page.language),
                    unit=None,
                    place=known.id,
                    place_name=known.name,
                    person=None,
                    on_shift=False,
                    serves=(),
                    clerk=False,
                    private_room=known.private_room,
                    demo=self._demo,
                )

    def _self_of_account(self, page: Page, account: Account) -> Self:
        unit = self._facts.book.units.get(account.unit)
        desk = self._facts.book.places.get(account.desk or "")
        return Self(
            kind=page.kind,
            name=account.name,
            unit=unit.name if unit is not None else None,
            place=desk.id if desk is not None else None,
            place_name=desk.name if desk is not None else None,
            person=account.id,
            on_shift=account.id in self._facts.shifts,
            serves=self._facts.book.served_by(account.id),
            clerk=account.duty is Duty.CLERK,
            private_room=desk.private_room if desk is not None else False,
            demo=self._demo,
        )

    # --- the line, the visits, the terminals ------------------------------------------------------------------------

    def board(self, account: str, kind: PageKind, language: Language) -> Board:
        """An expert who is not on shift sees no line; a desk always does."""
        on_shift = account in self._facts.shifts
        if not on_shift and kind is not PageKind.DESK:
            return NOTHING_TO_SEE
        return Board(
            line=tuple(
                LineEntry(
                    visit=search.visit,
                    service_name=self._service_name(search.service, account),
                    place=self._place_of(search.visit, language),
                    language=search.language,
                    for_seconds=self._since(search.since),
                    ringing=bool(search.rung),
                    yours=self._facts.book.serves(account, search.service),
                )
                for search in sorted(self._facts.waiting(), key=line_order)
                if search.purpose is Purpose.SERVE
            ),
            under_way=tuple(
                self._under_way(record, account, language)
                for record in self._facts.visits.open()
                if record.visit.ended_at is None
                and record.visit.kind is not Kind.INQUIRY
                and staff(record.visit)
            ),
            places=tuple(
                self._health(place.id, texts.say(place.name, language))
                for place in self._facts.book.places.values()
                if place.kind is PlaceKind.TERMINAL
            ),
            on_shift=on_shift,
        )

    def _under_way(self, record: Record, account: str, language: Language) -> UnderWay:
        visit = record.visit
        service = visit.matters[-1].service
        concealed = self._facts.book.conceals(service, account)
        accounts = [
            known
            for person in staff(visit)
            if (known := self._facts.book.accounts.get(record.account(person.id) or "")) is not None
        ]
        return UnderWay(
            visit=visit.id,
            service_name=self._service_name(service, account),
            place=self._place_of(visit.id, language),
            for_seconds=self._since(visit.opened_at),
            with_names=tuple(
                texts.say(texts.ROLE[known.duty], language) if concealed else known.name for known in accounts
            ),
            yours=any(known.id == account for known in accounts),
        )

    def _health(self, place: str, name: str) -> PlaceHealth:
        owner = f"place:{place}"
        page = self._presence.holder(owner)
        return PlaceHealth(
            place=place,
            name=name,
            connected=page is not None and page.live(self._facts.now()),
            in_visit=any(record.visit.ended_at is None for record in self._facts.visits.of_owner(owner)),
            camera=page is not None and page.devices.camera,
            sound=page is not None and page.devices.sound,
        )

    # --- whom one can ask -------------------------------------------------------------------------------------------

    def staffing(self) -> "Staffing":
        """How everybody stands at this moment."""
        book = self._facts.book
        colleagues = tuple(
            Colleague(
                person=account.id,
                name=account.name,
                unit=self._unit_name(account.unit),
                services=book.served_by(account.id),
                languages=account.languages,
                part=PART_OF_DUTY[account.duty],
                state=self._state(account.id),
            )
            for account in sorted(book.accounts.values(), key=lambda account: (account.unit, account.name))
        )
        return Staffing(colleagues)

    def directory(self, account: str, kind: PageKind, staffing: "Staffing") -> Directory:
        """Everybody but the reader: first who is free and serves the reader's matter, then who is free, by unit and name.

        An expert who is neither on shift nor in a visit has nobody to ask.
        """
        if (
            kind is not PageKind.DESK
            and account not in self._facts.shifts
            and not self._facts.engaged_in(account)
        ):
            return NOBODY_TO_ASK
        matter = self._matter_of(account)
        others = [colleague for colleague in staffing.colleagues if colleague.person != account]
        me = next((colleague for colleague in staffing.colleagues if colleague.person == account), None)
        mine = frozenset(me.services) if me is not None and me.state is Availability.FREE else frozenset()

        def order(colleague: Colleague) -> tuple[bool, bool]:
            free = colleague.state is Availability.FREE
            return (not (free and matter in colleague.services), not free)

        return Directory(
            people=tuple(sorted(others, key=order)),
            needs=tuple(
                Need(
                    service=service.id,
                    name=service.name,
                    free=staffing.free.get(service.id, 0) - (service.id in mine),
                )
                for service in sorted(
                    self._facts.book.services.values(), key=lambda service: service.id != matter
                )
            ),
        )

    def _state(self, account: str) -> Availability:
        record = self._facts.engaged_in(account)
        if record is not None:
            rung = any(record.account(offer.seat.person) == account for offer in record.visit.offers)
            return Availability.RUNG if rung else Availability.BUSY
        live = self._presence.live(account_owner(account), self._facts.now())
        return Availability.FREE if live and account in self._facts.shifts else Availability.OFF

    def _matter_of(self, account: str) -> str | None:
        record = self._facts.engaged_in(account)
        return record.visit.matters[-1].service if record is not None and record.visit.matters else None

    # --- parts ------------------------------------------------------------------------------------------------------

    def _service_name(self, service: str | None, reader: str) -> LocalText:
        if self._facts.book.conceals(service, reader):
            return texts.CONFIDENTIAL
        known = self._facts.book.services.get(service) if service is not None else None
        return known.name if known is not None else texts.STAFF_CALL

    def _unit_name(self, unit: str) -> LocalText:
        known = self._facts.book.units.get(unit)
        return known.name if known is not None else texts.NOTHING

    def _place_of(self, visit: str, language: Language) -> str:
        record = self._facts.visits.get(visit)
        place = self._facts.book.places.get(record.visit.place) if record is not None else None
        return texts.say(place.name, language) if place is not None else ""

    def _since(self, at: float) -> float:
        return max(0.0, self._facts.now() - at)


class Staffing:
    """Everybody of staff by unit and name, and how many are free for each service."""

    def __init__(self, colleagues: tuple[Colleague, ...]) -> None:
        self.colleagues = colleagues
        self.free = Counter(
            service
            for colleague in colleagues
            if colleague.state is Availability.FREE
            for service in colleague.services
        )
