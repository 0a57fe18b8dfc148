"""What is so at this moment outside a visit: the catalogue today, who is on shift, who is engaged where, who waits."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from signaling.protocol import views
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Language
from signaling.routing.estimate import Waits, estimate, line_lengths, place_in_line
from signaling.routing.find import render_catalogue
from signaling.routing.hours import closes_at, is_open
from signaling.routing.model import Account, Duty, Waiting
from signaling.service.book import Book
from signaling.service.catalogues import Catalogues
from signaling.service.city_time import CITY_TIME, local_time
from signaling.service.ports import AccountIdentity, Clock, Identity, RecentWait
from signaling.service.presence import account_owner
from signaling.service.record import Record
from signaling.service.shifts import Shifts
from signaling.service.visits import Visits
from signaling.visit.commands import ServiceFacts
from signaling.visit.deadlines import closed_due
from signaling.visit.limits import VisitLimits
from signaling.visit.model import Search, Visit
from signaling.visit.refusal import Refused


class Facts:
    """Read by whatever decides or renders. `book` and `waits` are replaced when the directory or the log have newer ones."""

    def __init__(
        self,
        *,
        book: Book,
        clock: Clock,
        limits: VisitLimits,
        visits: Visits,
        shifts: Shifts,
        everything_open: bool,
    ) -> None:
        self.book = book
        self.limits = limits
        self.visits = visits
        self.shifts = shifts
        self.waits = Waits((), CITY_TIME)
        self._told: dict[str, tuple[int, int] | None] = {}
        self._learnt = False
        self._clock = clock
        self._everything_open = everything_open
        self._waiting_at = -1
        self._all_waiting: tuple[Waiting, ...] = ()
        self._catalogues = Catalogues()

    def now(self) -> float:
        return self._clock.now()

    def local(self) -> datetime:
        return local_time(self._clock.now())

    # --- services ---------------------------------------------------------------------------------------------------

    def service(self, service: str, besides: Collection[str] = ()) -> ServiceFacts:
        """The service as it is now; of who is on shift these accounts do not count. Raises `Refused`: there is none of that name."""
        known = self.book.services.get(service)
        local = self.local()
        unit = self.book.catalogue.unit_of(service, local.date()) if known is not None else None
        if known is None or unit is None:
            raise Refused(ErrorCode.SERVICE_UNKNOWN)
        closes = None if self._everything_open else closes_at(known, local)
        return ServiceFacts(
            service=known.id,
            unit=unit.id,
            sensitive=known.sensitive,
            kind=known.kind,
            open=self._everything_open or is_open(known, local),
            anybody_on_shift=any(
                self.book.serves(account, known.id) and self.shifts.counts(account)
                for account in self.shifts.accounts()
                if account not in besides
            ),
            wait_limit=known.wait_limit,
            closes_at=None if closes is None else closes.timestamp(),
        )

    def catalogues(self) -> Callable[[str], views.Catalogue]:
        """The cards of each place at this moment: the same object as before while nothing of them has changed."""
        book, waits, local = self.book, self.waits, self.local()
        in_line = line_lengths(self.waiting())
        on_shift = frozenset(
            service
            for account in self.shifts.accounts()
            if self.shifts.counts(account)
            for service in book.served_by(account)
        )

        def render(place: str) -> views.Catalogue:
            return render_catalogue(
                book.catalogue,
                place,
                local,
                in_line,
                waits,
                everything_open=self._everything_open,
                on_shift=on_shift,
                closing_grace=self.limits.closing_grace,
            )

        minute = (local.date(), local.hour, local.minute)
        return self._catalogues.at(book, (waits, in_line, on_shift, minute), render)

    def estimate(self, visit: Visit, search: Search) -> tuple[int, int] | None:
        """How many minutes somebody waits who calls when this one did, with as many before them; None where too little is known.

        What was told at the press stays: the wait is counted from there.
        """
        if search.id in self._told:
            return self._told[search.id]
        if search.service is None:
            return None
        rung_until = closed_due(visit, self.limits)
        rung_for = None if rung_until is None else rung_until - search.opened_at
        ahead = self.place_in_line(search.id) - 1
        told = estimate(self.waits.of(search.service, search.opened_at, ahead), rung_for)
        if self._learnt:
            self._told[search.id] = told
        return told

    def learn_waits(self, waits: Iterable[RecentWait]) -> None:
        """What estimates are made from, the oldest first."""
        self.waits = Waits(waits, CITY_TIME)
        self._learnt = True
        self._told = {
            each.search: self._told[each.search] for each in self.waiting() if each.search in self._told
        }

    # --- people -----------------------------------------------------------------------------------------------------

    def account_of(self, identity: Identity) -> Account:
        """Of a page of staff. Raises `Refused`: they work here no longer."""
        assert isinstance(identity, AccountIdentity)  # noqa: S101 (the table of rights)
        account = self.book.accounts.get(identity.account)
        if account is None:
            raise Refused(ErrorCode.SESSION_EXPIRED)
        return account

    def somebody(self, person: str) -> Account:
        """Raises `Refused`: there is nobody of that name."""
        account = self.book.accounts.get(person)
        if account is None:
            raise Refused(ErrorCode.PERSON_UNKNOWN)
        return account

    def must_be_to_be_had(self, account: Account, record: Record | None = None) -> None:
        """Raises `Refused` for somebody who cannot be rung; who is in this visit is left to it, which says so better."""
        engaged = self.engaged_in(account.id)
        if engaged is not None and engaged is record:
            return
        if engaged is not None:
            raise Refused(ErrorCode.PERSON_BUSY)
        if not self.shifts.may_be_rung(account.id):
            raise Refused(ErrorCode.PERSON_UNAVAILABLE)

    def any_interpreter_on_shift(self) -> bool:
        """With a page that hears a ring, free or not."""
        return any(
            account.duty is Duty.INTERPRETER and self.shifts.may_be_rung(account.id)
            for account in self.book.accounts.values()
        )

    def engaged_in(self, account: str) -> Record | None:
        """The visit that this account is rung for, in, or owes an outcome of."""
        for record in self.visits.of_owner(account_owner(account)):
            if account in record.subjects(record.visit):
                return record
        return None

    # --- the line ---------------------------------------------------------------------------------------------------

    def waiting(self) -> tuple[Waiting, ...]:
        """Everybody who is sought now, as routing sees it."""
        if self._waiting_at != self.visits.generation:
            self._waiting_at = self.visits.generation
            self._all_waiting = tuple(
                self._waiting(record, search)
                for record in self.visits.open()
                if record.visit.ended_at is None
                for search in record.visit.searches
            )
        return self._all_waiting

    def place_in_line(self, search: str) -> int:
        """1 is next."""
        return place_in_line(self.waiting(), search)

    def _waiting(self, record: Record, search: Search) -> Waiting:
        visit = record.visit
        return Waiting(
            visit=visit.id,
            search=search.id,
            purpose=search.purpose,
            part=search.part,
            service=search.service,
            person=record.account(search.person),
            language=Language(search.language),
            since=search.since,
            opened_at=search.opened_at,
            head=search.head,
            level=search.level,
            rung=tuple(
                account
                for offer in visit.offers
                if offer.search == search.id and (account := record.account(offer.seat.person)) is not None
            ),
            until_retry=tuple(
                (account, at + self.limits.decline_memory)
                for person, at in search.declined
                if (account := record.account(person)) is not None
            ),
            in_visit=tuple(
                account for person in visit.people if (account := record.account(person.id)) is not None
            ),
        )
