"""A visit as the service keeps it in memory beside its state: who its people are, what its pages have reported."""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from signaling.protocol.words import Kind
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, Identity, PlaceIdentity
from signaling.service.presence import account_owner
from signaling.visit import events as ev
from signaling.visit.commands import Command
from signaling.visit.engaged import engaged
from signaling.visit.events import Event
from signaling.visit.links import Link, links
from signaling.visit.model import CUSTOMER, EMPTY, Seat, SeatKind, Visit


class Due(Struct, frozen=True, kw_only=True):
    """`command` is to be carried out when the clock says `at`."""

    at: float
    command: Command


KEPT_AFTER_END = 120.0
"""Seconds that an ended visit is shown to a page that has not wiped itself."""


class End(NamedTuple):
    """One end of a link: the seat, and whose page sits there as `presence` knows it."""

    seat: Seat
    owner: str


class Record:
    """One visit. Everything but `visit` can be lost: it is made again from the log and from what pages report."""

    def __init__(self, pseudonyms: dict[str, str]) -> None:
        self.visit: Visit = EMPTY
        self.last_at = 0.0
        self.lock = asyncio.Lock()
        self.accounts = pseudonyms
        self.took_part: set[str] = set()
        self.notes: dict[str, str] = {}
        self.private_from = 0
        self.applied: dict[str, int] = {}
        self.media_at: dict[str, float] = {}
        self.candidates: dict[tuple[str, str], tuple[int, int]] = {}
        self.unheard = False
        self.witness_since = 0.0
        self._was_there = False
        self.restarted = False
        self.stuck_until = 0.0
        self.due: Due | None = None
        self.due_version = -1
        self._subjects: tuple[Visit, frozenset[str]] = (EMPTY, frozenset())
        self._ends: tuple[int, dict[str, tuple[End, End]]] = (-1, {})
        self._links: tuple[int, dict[str, Link]] = (-1, {})

    def follow(self, after: Visit, events: Iterable[Event]) -> None:
        """`after` is the state with these events."""
        number = self.visit.version
        for event in events:
            number += 1
            self.last_at = max(self.last_at, event.at)
            match event:
                case ev.AsideBegan() | ev.HoldBegan():
                    self.private_from = number
                case ev.OfferMade(person=person) | ev.Joined(person=person):
                    self.took_part.add(person)
                case ev.SeatTaken(seat=seat) if seat.person == CUSTOMER:
                    # A new page of the customer has to report what it does, too.
                    self.private_from = number
                case ev.AsideSealed():
                    # The log itself says that whoever sat there then had reported.
                    for seat in after.seats:
                        if seat.person == CUSTOMER and seat.lost_at is None:
                            self.applied[seat.id] = number
                case _:
                    pass
        self.visit = after

    def witnessed(self, somebody: bool, now: float) -> None:
        """Whether a page of the visit is there, to report whom it hears. `unheard`: none is, of a talk between places that has been
        heard of since this process began; `witness_since`: since when one is again.
        """
        if somebody and self.unheard:
            self.witness_since = now
        self._was_there = self._was_there or somebody
        self.unheard = not somebody and self._was_there and len({seat.place for seat in self.visit.seats}) > 1

    def searches_with_a_note(self) -> tuple[str, ...]:
        """Open ones, and the one whose note somebody in the visit was given."""
        given = self.visit.handed[1:] if self.visit.handed is not None else ()
        return (*(search.id for search in self.visit.searches if search.note), *given)

    # --- people -----------------------------------------------------------------------------------------------------

    def account(self, pseudonym: str | None) -> str | None:
        """The account of that pseudonym in the month of the visit's opening; None for the customer."""
        return self.accounts.get(pseudonym) if pseudonym is not None else None

    def owner_of_seat(self, seat: Seat) -> str:
        """Whose page sits there, as `presence` knows it."""
        match seat.kind:
            case SeatKind.LAPTOP:
                return account_owner(self.accounts.get(seat.person, seat.person))
            case SeatKind.CUSTOMER_SCREEN:
                return f"customer:{seat.place}"
            case SeatKind.SCREEN | SeatKind.PAPER_CAMERA:
                return f"place:{seat.place}"

    def subjects(self, after: Visit) -> frozenset[str]:
        """Whom the visit engages: accounts, and places as `place:<id>`."""
        known, subjects = self._subjects
        if known is not after:
            subjects = frozenset(self.accounts.get(subject, subject) for subject in engaged(after))
            self._subjects = (after, subjects)
        return subjects

    def owners(self) -> set[str]:
        """Every owner that is shown something of this visit now."""
        visit = self.visit
        owners = {self.owner_of_seat(offer.seat) for offer in visit.offers}
        owners |= {account_owner(self.accounts.get(wrap.person, wrap.person)) for wrap in visit.wrap_ups}
        owners |= {
            account_owner(self.accounts.get(person.id, person.id))
            for person in (*visit.people, *visit.given_up)
            if person.id != CUSTOMER
        }
        match visit.kind:
            case Kind.TERMINAL if not visit.wiped:
                owners.add(f"place:{visit.place}")
            case Kind.DESK if visit.ended_at is None:
                owners.add(f"customer:{visit.place}")
            case _:
                pass
        return owners

    def concerns(self, identity: Identity) -> bool:
        """Whether this page's owner is or was in the visit: as its customer's place, or rung or in it as staff."""
        visit = self.visit
        match identity:
            case PlaceIdentity(place=place):
                return visit.kind is Kind.TERMINAL and visit.place == place
            case CustomerScreenIdentity(desk=desk):
                return visit.kind is Kind.DESK and visit.place == desk
            case AccountIdentity(account=account):
                return any(self.accounts.get(person) == account for person in self.took_part)

    def settled(self, now: float) -> bool:
        """Nothing of it needs to be in memory any longer."""
        visit = self.visit
        if visit.ended_at is None or engaged(visit):
            return False
        return visit.wiped or now - visit.ended_at > KEPT_AFTER_END

    # --- links ------------------------------------------------------------------------------------------------------

    def links(self) -> dict[str, Link]:
        """The links of this moment by id."""
        version, found = self._links
        if version != self.visit.version:
            found = {link.id: link for link in links(self.visit)}
            self._links = (self.visit.version, found)
            self.candidates = {end: count for end, count in self.candidates.items() if end[0] in found}
        return found

    def ends(self, link: str) -> tuple[End, End] | None:
        """The offerer's and the answerer's end of that link; None: there is no such link now."""
        version, found = self._ends
        if version != self.visit.version:
            visit = self.visit
            seats = {seat.id: seat for seat in (*(offer.seat for offer in visit.offers), *visit.seats)}
            ends = {name: End(seat, self.owner_of_seat(seat)) for name, seat in seats.items()}
            found = {each.id: (ends[each.offerer], ends[each.answerer]) for each in self.links().values()}
            self._ends = (visit.version, found)
        return found.get(link)

    def count_candidate(self, link: str, seat: str, attempt: int, at_most: int) -> bool:
        """Whether one more candidate of this end may be passed on in this attempt."""
        counted, number = self.candidates.get((link, seat), (attempt, 0))
        if attempt != counted:
            number = 0 if attempt > counted else at_most
        if number >= at_most:
            return False
        self.candidates[(link, seat)] = (attempt, number + 1)
        return True

    # --- what the customer's pages have reported --------------------------------------------------------------------

    def report_applied(self, seat: str, version: int) -> None:
        """By the page that has the seat: it does what that version of the view asks for."""
        self.applied[seat] = version

    def customer_is_shut_out(self) -> bool:
        """Every page of the customer has done what the view of the private talk asks for, or is not there."""
        return all(
            self.applied.get(seat.id, 0) >= self.private_from
            for seat in self.visit.seats
            if seat.person == CUSTOMER and seat.lost_at is None
        )
