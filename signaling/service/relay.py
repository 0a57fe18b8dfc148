"""Descriptions and candidates from page to page: only over a link that exists, only from the page that has the seat."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.limits import MAX_CANDIDATES_PER_LINK
from signaling.protocol.messages import Candidate, Relayed, Signal
from signaling.service.metrics import Metrics
from signaling.service.presence import Page, Presence
from signaling.service.record import Record
from signaling.service.visits import Visits
from signaling.visit.links import Link
from signaling.visit.model import Seat
from signaling.visit.refusal import Refused


class Relay:
    """Nothing of it is kept or logged. A message whose receiver is away just now is dropped: the link is replaced."""

    def __init__(self, *, visits: Visits, presence: Presence, metrics: Metrics) -> None:
        self._visits = visits
        self._presence = presence
        self._metrics = metrics

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
            if seat is None or seat.page != page.page or record.owner_of_seat(seat) != page.owner:
                continue
            return seat if page.holds_seat else None
        return None

    def _deliver(self, record: Record, seat: Seat | None, signal: Signal) -> None:
        if seat is None:
            return
        other = self._presence.holder(record.owner_of_seat(seat))
        if other is None or other.page != seat.page:
            return
        self._metrics.relayed += 1
        other.outbox.send(Relayed(link=signal.link, attempt=signal.attempt, body=signal.body))


def seat_of(record: Record, name: str) -> Seat | None:
    """A seat of the visit by its id, that of somebody rung included."""
    visit = record.visit
    seats = (*visit.seats, *(offer.seat for offer in visit.offers))
    return next((seat for seat in seats if seat.id == name), None)
