"""What is so at this moment outside a visit: the catalogue today, who is on shift, who is engaged where, who waits."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from signaling.protocol import views
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Language
from signaling.routing.estimate import estimate, line_lengths, place_in_line
from signaling.routing.find import render_catalogue
from signaling.routing.hours import closes_at, is_open
from signaling.routing.model import Waiting
from signaling.service.book import Book
from signaling.service.ports import Clock, RecentWait
from signaling.service.presence import account_owner
from signaling.service.record import Record
from signaling.service.shifts import Shifts
from signaling.service.visits import Visits
from signaling.visit.commands import ServiceFacts
from signaling.visit.limits import VisitLimits
from signaling.visit.model import Search
from signaling.visit.refusal import Refused

CITY_TIME = ZoneInfo("Europe/Helsinki")


def local_time(at: float) -> datetime:
    """The time of day in the city."""
    return datetime.fromtimestamp(at, CITY_TIME)


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
        self.waits: Sequence[RecentWait] = ()
        self._clock = clock
        self._everything_open = everything_open
        self._estimates: dict[tuple[str, date, int], tuple[int, int] | None] = {}

    def now(self) -> float:
        return self._clock.now()

    def local(self) -> datetime:
        return local_time(self._clock.now())

    # --- services ---------------------------------------------------------------------------------------------------

    def service(self, service: str) -> ServiceFacts:
        """The service as it is now. Raises `Refused`: there is none of that name."""
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
            open=self._everything_open or is_open(known, local),
            anybody_on_shift=any(
                self.book.serves(account, known.id) and self.shifts.counts(account)
                for account in self.shifts.accounts()
            ),
            wait_limit=known.wait_limit,
            closes_at=None if closes is None else closes.timestamp(),
        )

    def catalogue(self, place: str) -> views.Catalogue:
        """The cards of that place."""
        return render_catalogue(
            self.book.catalogue.city,
            place,
            self.local(),
            line_lengths(self.waiting()),
            self.waits,
            everything_open=self._everything_open,
        )

    def estimate(self, service: str | None) -> tuple[int, int] | None:
        """How many minutes residents wait for it at this hour, None where too little is known."""
        if service is None:
            return None
        local = self.local()
        key = (service, local.date(), local.hour)
        if key not in self._estimates:
            self._estimates[key] = estimate(self.waits, service, local)
        return self._estimates[key]

    def learn_waits(self, waits: Sequence[RecentWait]) -> None:
        self.waits = waits
        self._estimates.clear()

    # --- people -----------------------------------------------------------------------------------------------------

    def engaged_in(self, account: str) -> Record | None:
        """The visit that this account is rung for, in, or owes an outcome of."""
        for record in self.visits.of_owner(account_owner(account)):
            if account in record.subjects(record.visit):
                return record
        return None

    # --- the line ---------------------------------------------------------------------------------------------------

    def waiting(self) -> tuple[Waiting, ...]:
        """Everybody who is sought now, as routing sees it."""
        return tuple(
            self._waiting(record, search)
            for record in self.visits.open()
            if record.visit.ended_at is None
            for search in record.visit.searches
        )

    def place_in_line(self, search: str) -> int:
        """1 is next."""
        return place_in_line(self.waiting(), search)

    def _waiting(self, record: Record, search: Search) -> Waiting:
        visit, now = record.visit, self.now()
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
                (account, until)
                for person, at in search.declined
                if (account := record.account(person)) is not None
                and (until := at + self.limits.decline_memory) > now
            ),
            in_visit=tuple(
                account for person in visit.people if (account := record.account(person.id)) is not None
            ),
        )
