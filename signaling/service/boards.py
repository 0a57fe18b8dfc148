"""What is beside the visit, at one moment: the line and the terminals, and whom one can ask.

What a name is kept from depends on what the reader serves, so readers who serve the same share their rows.
"""

from collections import Counter
from collections.abc import Hashable
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import (
    Board,
    Colleague,
    Directory,
    LineEntry,
    LocalText,
    Need,
    PlaceHealth,
    UnderWay,
)
from signaling.protocol.words import Availability, Kind, Part, Purpose, ServiceKind
from signaling.routing.assign import order as line_order
from signaling.routing.model import Duty, PlaceKind
from signaling.service import texts
from signaling.service.facts import Facts
from signaling.service.presence import Presence
from signaling.service.record import Record
from signaling.service.unchanged import Unchanged
from signaling.visit.visible import staff

PART_OF_DUTY: dict[Duty, Part] = {
    Duty.CLERK: Part.HOST,
    Duty.EXPERT: Part.SPECIALIST,
    Duty.INTERPRETER: Part.INTERPRETER,
}

NOTHING_TO_SEE = Board(line=(), under_way=(), places=(), on_shift=False)
NOBODY_TO_ASK = Directory(people=(), needs=())


R = TypeVar("R", LineEntry, UnderWay)


class Rows(NamedTuple, Generic[R]):
    """`ageless` are the rows without how long they have been there: pages count seconds themselves."""

    rows: tuple[R, ...]
    ageless: tuple[R, ...]


class Boards:
    """Of the moment in which it is made; thrown away after everybody has been told. `unchanged` goes on to the next."""

    def __init__(self, facts: Facts, presence: Presence, unchanged: Unchanged) -> None:
        self._facts = facts
        self._book = facts.book
        self._presence = presence
        self._unchanged = unchanged
        self._now = facts.now()
        self._lines: dict[object, Rows[LineEntry]] = {}
        self._under_way: dict[object, Rows[UnderWay]] = {}
        self._places: dict[Language, tuple[PlaceHealth, ...]] = {}
        self._colleagues: tuple[Colleague, ...] | None = None
        self._free: Counter[str] = Counter()

    @cached_property
    def _engaged(self) -> dict[str, Record]:
        """As `Facts.engaged_in`, of everybody at once."""
        return {
            subject: record
            for record in reversed(tuple(self._facts.visits.open()))
            for subject in record.subjects(record.visit)
        }

    # --- the line, the visits, the terminals ------------------------------------------------------------------------

    def board(self, account: str, kind: PageKind, language: Language) -> Board:
        """An expert who is not on shift sees no line; a desk always does."""
        on_shift = account in self._facts.shifts
        if not on_shift and kind is not PageKind.DESK:
            return NOTHING_TO_SEE
        return Board(
            line=self._line(account, language).rows,
            under_way=self._with_own(self._visits(account, language).rows, account),
            places=self._terminals(language),
            on_shift=on_shift,
        )

    def board_says(self, account: str, kind: PageKind, language: Language) -> object:
        """Equal for two moments, quickly, when the board says the same but for ages."""
        on_shift = account in self._facts.shifts
        if not on_shift and kind is not PageKind.DESK:
            return NOTHING_TO_SEE
        own = self._own(account)
        return (
            self._line(account, language).ageless,
            self._visits(account, language).ageless,
            self._terminals(language),
            on_shift,
            None if own is None else own.visit.id,
        )

    def _rows(self, place: Hashable, rows: tuple[R, ...]) -> Rows[R]:
        ageless = tuple(
            self._unchanged.same((place, row.visit), replace(row, for_seconds=0.0)) for row in rows
        )
        return Rows(rows, self._unchanged.same(place, ageless))

    def _line(self, account: str, language: Language) -> Rows[LineEntry]:
        key = (language, self._book.served_by(account))
        if key not in self._lines:
            rows = tuple(
                LineEntry(
                    visit=search.visit,
                    service_name=self._service_name(search.service, account),
                    service_kind=self._service_kind(search.visit, search.service, account),
                    place=self._place_of(search.visit, language),
                    language=search.language,
                    for_seconds=self._since(search.since),
                    ringing=bool(search.rung),
                    yours=self._book.serves(account, search.service),
                )
                for search in sorted(self._facts.waiting(), key=line_order)
                if search.purpose is Purpose.SERVE
            )
            self._lines[key] = self._rows(("line", key), rows)
        return self._lines[key]

    def _visits(self, account: str, language: Language) -> Rows[UnderWay]:
        key = (language, self._book.sensitive_served_by(account))
        if key not in self._under_way:
            rows = tuple(
                self._row(record, account, language)
                for record in self._facts.visits.open()
                if record.visit.ended_at is None
                and record.visit.kind is not Kind.INQUIRY
                and staff(record.visit)
            )
            self._under_way[key] = self._rows(("under way", key), rows)
        return self._under_way[key]

    def _row(self, record: Record, account: str, language: Language) -> UnderWay:
        visit = record.visit
        service = visit.matters[-1].service
        concealed = self._book.conceals(service, account)
        accounts = [
            known
            for person in staff(visit)
            if (known := self._book.accounts.get(record.account(person.id) or "")) is not None
        ]
        return UnderWay(
            visit=visit.id,
            service_name=self._service_name(service, account),
            service_kind=self._service_kind(visit.id, service, account),
            place=self._place_of(visit.id, language),
            for_seconds=self._since(visit.opened_at),
            with_names=tuple(
                texts.say(texts.ROLE[known.duty], language) if concealed else known.name for known in accounts
            ),
            yours=False,
        )

    def _with_own(self, rows: tuple[UnderWay, ...], account: str) -> tuple[UnderWay, ...]:
        own = self._own(account)
        if own is None:
            return rows
        return tuple(replace(row, yours=True) if row.visit == own.visit.id else row for row in rows)

    def _own(self, account: str) -> Record | None:
        """The visit that this account is in."""
        record = self._engaged.get(account)
        if record is None or not any(record.account(person.id) == account for person in record.visit.people):
            return None
        return record

    def _terminals(self, language: Language) -> tuple[PlaceHealth, ...]:
        if language not in self._places:
            terminals = tuple(
                self._health(place.id, texts.say(place.name, language))
                for place in self._book.places.values()
                if place.kind is PlaceKind.TERMINAL
            )
            self._places[language] = self._unchanged.same(("places", language), terminals)
        return self._places[language]

    def _health(self, place: str, name: str) -> PlaceHealth:
        owner = f"place:{place}"
        page = self._presence.holder(owner)
        return PlaceHealth(
            place=place,
            name=name,
            connected=page is not None and page.live(self._now),
            in_visit=any(record.visit.ended_at is None for record in self._facts.visits.of_owner(owner)),
            camera=page is not None and page.devices.camera,
            sound=page is not None and page.devices.sound,
        )

    # --- whom one can ask -------------------------------------------------------------------------------------------

    def directory(self, account: str, kind: PageKind) -> Directory:
        """Everybody but the reader: first who is free and serves the reader's matter, then who is free, by unit and name.

        An expert who is neither on shift nor in a visit has nobody to ask.
        """
        engaged = self._engaged.get(account)
        if kind is not PageKind.DESK and account not in self._facts.shifts and engaged is None:
            return NOBODY_TO_ASK
        matter = _matter(engaged)
        others = [colleague for colleague in self._everybody() if colleague.person != account]
        free = self._free
        if self._state(account) is Availability.FREE:
            free = free - Counter(self._book.served_by(account))

        def order(colleague: Colleague) -> tuple[bool, bool]:
            is_free = colleague.state is Availability.FREE
            return (not (is_free and matter in colleague.services), not is_free)

        return Directory(
            people=tuple(sorted(others, key=order)),
            needs=tuple(
                Need(service=service.id, name=service.name, free=free[service.id])
                for service in sorted(self._book.services.values(), key=lambda service: service.id != matter)
            ),
        )

    def directory_says(self, account: str, kind: PageKind) -> object:
        """Equal for two moments, quickly, when the directory says the same."""
        engaged = self._engaged.get(account)
        if kind is not PageKind.DESK and account not in self._facts.shifts and engaged is None:
            return NOBODY_TO_ASK
        return (self._everybody(), _matter(engaged), self._book)

    def _everybody(self) -> tuple[Colleague, ...]:
        """By unit and name; with it `_free` is counted."""
        if self._colleagues is None:
            everybody = tuple(
                self._unchanged.same(
                    ("colleague", account.id),
                    Colleague(
                        person=account.id,
                        name=account.name,
                        unit=self._unit_name(account.unit),
                        services=self._book.served_by(account.id),
                        languages=account.languages,
                        part=PART_OF_DUTY[account.duty],
                        state=self._state(account.id),
                    ),
                )
                for account in sorted(self._book.accounts.values(), key=lambda each: (each.unit, each.name))
            )
            self._colleagues = self._unchanged.same("everybody", everybody)
            for colleague in self._colleagues:
                if colleague.state is Availability.FREE:
                    self._free.update(colleague.services)
        return self._colleagues

    def _state(self, account: str) -> Availability:
        record = self._engaged.get(account)
        if record is not None:
            rung = any(record.account(offer.seat.person) == account for offer in record.visit.offers)
            return Availability.RUNG if rung else Availability.BUSY
        return Availability.FREE if self._facts.shifts.may_be_rung(account) else Availability.OFF

    # --- parts ------------------------------------------------------------------------------------------------------

    def _service_name(self, service: str | None, reader: str) -> LocalText:
        if self._book.conceals(service, reader):
            return texts.CONFIDENTIAL
        known = self._book.services.get(service) if service is not None else None
        return known.name if known is not None else texts.STAFF_CALL

    def _service_kind(self, visit: str, service: str | None, reader: str) -> ServiceKind:
        """Of that visit's matter, as it was when it was opened."""
        record = self._facts.visits.get(visit)
        if record is None or self._book.conceals(service, reader):
            return ServiceKind.SERVICE
        return record.visit.matters[-1].kind

    def _unit_name(self, unit: str) -> LocalText:
        known = self._book.units.get(unit)
        return known.name if known is not None else texts.NOTHING

    def _place_of(self, visit: str, language: Language) -> str:
        record = self._facts.visits.get(visit)
        place = self._book.places.get(record.visit.place) if record is not None else None
        return texts.say(place.name, language) if place is not None else ""

    def _since(self, at: float) -> float:
        return max(0.0, self._now - at)


def _matter(record: Record | None) -> str | None:
    """The service of the matter that the visit is about now."""
    return record.visit.matters[-1].service if record is not None and record.visit.matters else None
