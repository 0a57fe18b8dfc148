"""Which seats are lost, and which are back: what presence and the pages' own reports say, told to the visits."""

from signaling.protocol.messages import Quality
from signaling.service.facts import Facts
from signaling.service.presence import Page, Presence
from signaling.service.record import Record
from signaling.service.seating import Seating
from signaling.service.visits import BY_ITSELF
from signaling.visit.commands import LoseSeat
from signaling.visit.model import Seat, SeatKind
from signaling.visit.refusal import Gone, Refused

LOST_AFTER = 10.0
"""Seconds without a socket and without media of a seat after which it is lost."""

WITNESS_WITHIN = 6.5
"""Seconds within which a page that could report has said something: it pings every 5 s. Less than it takes for a page to be missed, so
that of several who fall silent together none is missed by another."""

UNHEARD_FOR = 600.0
"""Seconds for which nobody of a talk may be there at all before anybody of it is lost: they may talk on, and it is their line to us
that is away. Nobody could report whom they hear."""


class Watch:
    """A seat is lost when its page has no socket and nobody else has reported media from it for a while, though somebody could."""

    def __init__(self, *, facts: Facts, presence: Presence, seating: Seating) -> None:
        self._facts = facts
        self._visits = facts.visits
        self._presence = presence
        self._seating = seating
        self._live: frozenset[str] = frozenset()

    def media_reported(self, page: Page, report: Quality) -> None:
        """Whoever this page receives media from is there, signalling or not."""
        record = self._visits.get(report.visit)
        seat = self._seating.own_seat(record, page) if record is not None else None
        if record is None or seat is None or seat.page != page.page:
            return
        links = record.links()
        for quality in report.links:
            link = links.get(quality.link)
            if quality.received and link is not None and seat.id in (link.offerer, link.answerer):
                record.media_at[link.other(seat.id)] = self._facts.now()

    def view_applied(self, page: Page, visit: str, version: int) -> bool:
        """Whether by this report the last page of the customer has shut itself out of a private talk."""
        record = self._visits.get(visit)
        seat = self._seating.own_seat(record, page) if record is not None else None
        if record is None or seat is None or seat.page != page.page or not page.holds_seat:
            return False
        private = record.visit.aside is not None or record.visit.hold is not None
        before = record.customer_is_shut_out()
        record.report_applied(seat.id, version)
        return private and not before and record.customer_is_shut_out()

    async def sweep(self) -> bool:
        """Returns whether somebody has come or gone since the last time. Raises `Unavailable`."""
        for record in self._visits.open():
            if record.visit.ended_at is not None:
                continue
            record.witnessed(self._somebody_is_there(record), self._facts.now())
            for seat in record.visit.seats:
                if seat.kind is not SeatKind.PAPER_CAMERA:
                    await self._look_at(record, seat)
            for offer in record.visit.offers:
                await self._return(record, offer.seat)
        now = self._facts.now()
        live = frozenset(page.owner for page in self._presence.holders() if page.live(now))
        changed = live != self._live
        self._live = live
        return changed

    async def _look_at(self, record: Record, seat: Seat) -> None:
        if await self._return(record, seat) or seat.lost_at is not None:
            return
        now = self._facts.now()
        last_there = max(
            self._presence.last_there(record.owner_of_seat(seat), now),
            record.media_at.get(seat.id, 0.0),
            record.witness_since,
        )
        if now - last_there >= (UNHEARD_FOR if record.unheard else LOST_AFTER):
            try:
                await self._visits.command(
                    record, LoseSeat(seat=seat.id, since=last_there), patience=BY_ITSELF
                )
            except (Refused, Gone):
                return

    def _somebody_is_there(self, record: Record) -> bool:
        since = self._facts.now() - WITNESS_WITHIN
        pages = (self._presence.holder(record.owner_of_seat(seat)) for seat in record.visit.seats)
        return any(page is not None and page.last_seen > since for page in pages)

    async def _return(self, record: Record, seat: Seat) -> bool:
        """A live page whose seat the visit counts as lost, or as another page's, takes it."""
        page = self._presence.holder(record.owner_of_seat(seat))
        if page is None or not page.live(self._facts.now()):
            return False
        if seat.lost_at is None and seat.page == page.page:
            return False
        try:
            await self._seating.take_seat(page)
        except (Refused, Gone):
            return False
        return True
