"""Descriptions and candidates from page to page: only over a link that exists, only from the page that has the seat."""

from collections import deque

from signaling.protocol.errors import ErrorCode
from signaling.protocol.limits import MAX_CANDIDATES_PER_LINK
from signaling.protocol.messages import Candidate, Relayed, Signal
from signaling.service.metrics import Metrics
from signaling.service.ports import Clock
from signaling.service.presence import Page, Presence
from signaling.service.record import Record
from signaling.service.visits import Visits
from signaling.visit.links import Link
from signaling.visit.model import Seat
from signaling.visit.refusal import Refused

KEPT_FOR = 30.0
KEPT_AT_MOST = 128
"""For how many seconds, and how many at most, signals wait for a page that is just reconnecting."""


class Relay:
    """Nothing of it is logged. What comes while the other page has no socket waits for it in memory for a moment."""

    def __init__(self, *, visits: Visits, presence: Presence, metrics: Metrics, clock: Clock) -> None:
        self._visits = visits
        self._presence = presence
        self._metrics = metrics
        self._clock = clock
        self._kept: dict[tuple[str, str], deque[tuple[float, Signal]]] = {}

    def pass_on(self, page: Page, signal: Signal) -> None:
        """To the page at the other end. Raises `Refused`: it is no link of this page's."""
        for record in self._visits.of_owner(page.owner):
            link = record.links().get(signal.link)
            if link is None:
                continue
            mine = self._end(record, link, page)
            if mine is None:
                continue
            if isinstance(signal.body, Candidate) and not record.count_candidate(
                link.id, mine.id, signal.attempt, MAX_CANDIDATES_PER_LINK
            ):
                return
            self._deliver(record, seat_of(record, link.other(mine.id)), signal)
            return
        raise Refused(ErrorCode.LINK_UNKNOWN)

    def _end(self, record: Record, link: Link, page: Page) -> Seat | None:
        """The end of the link at which this very page sits."""
        for name in (link.offerer, link.answerer):
            seat = seat_of(record, name)
            if seat is not None and seat.page == page.page and record.owner_of_seat(seat) == page.owner:
                return seat
        return None

    def _deliver(self, record: Record, seat: Seat | None, signal: Signal) -> None:
        if seat is None:
            return
        owner = record.owner_of_seat(seat)
        other = self._presence.holder(owner)
        if other is not None and other.page == seat.page:
            self._send(other, signal)
        elif other is None:
            waiting = self._kept.setdefault((owner, seat.page), deque(maxlen=KEPT_AT_MOST))
            waiting.append((self._clock.now(), signal))

    def _send(self, page: Page, signal: Signal) -> None:
        self._metrics.relayed += 1
        page.outbox.send(Relayed(link=signal.link, attempt=signal.attempt, body=signal.body))

    def welcome_back(self, page: Page) -> None:
        """Give a page what came for it while it had no socket, over links that it still has."""
        for _, signal in self._kept.pop((page.owner, page.page), ()):
            if self._has(page, signal.link):
                self._send(page, signal)

    def _has(self, page: Page, link: str) -> bool:
        for record in self._visits.of_owner(page.owner):
            found = record.links().get(link)
            if found is not None and self._end(record, found, page) is not None:
                return True
        return False

    def forget_old(self) -> None:
        """Drop what has waited too long."""
        since = self._clock.now() - KEPT_FOR
        self._kept = {key: kept for key, kept in self._kept.items() if kept[-1][0] >= since}


def seat_of(record: Record, name: str) -> Seat | None:
    """A seat of the visit by its id, that of somebody rung included."""
    visit = record.visit
    seats = (*visit.seats, *(offer.seat for offer in visit.offers))
    return next((seat for seat in seats if seat.id == name), None)
