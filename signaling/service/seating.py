"""Which seat a page has in which visit, and telling the visit of it."""

from signaling.protocol import messages as m
from signaling.service.facts import Facts
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, PlaceIdentity
from signaling.service.presence import Devices, Page
from signaling.service.record import Record
from signaling.service.seats import customer_screen, laptop, terminal_screen
from signaling.service.visits import BY_ITSELF
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Seat
from signaling.visit.refusal import Refused


class Seating:
    """Every method may raise `Refused`; what changes a visit also `Gone` and `Unavailable`. Then nothing has changed."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._visits = facts.visits

    async def set_devices(self, page: Page, action: m.SetDevices, ago: float) -> str | None:
        before = page.devices
        page.devices = Devices(
            sound=action.sound, camera=action.camera, sharing=action.sharing, signing=action.signing
        )
        for record in self._visits.of_owner(page.owner):
            seat = self.own_seat(record, page)
            if seat is None or seat.page != page.page:
                continue
            command = c.SetDevices(
                by=seat.person,
                seat=seat.id,
                sound=action.sound,
                camera=action.camera,
                sharing=action.sharing,
                signing=action.signing,
            )
            try:
                await self._visits.command(record, command, ago=ago)
            except Refused:
                page.devices = before
                raise
            return record.visit.id
        return None

    async def take_seat(self, page: Page) -> str | None:
        """The page is there: in each visit that has a seat for its owner it is the seat's page from now on."""
        changed = None
        for record in self._visits.of_owner(page.owner):
            if record.visit.ended_at is not None:
                continue
            if isinstance(page.identity, CustomerScreenIdentity) or self._is_seated(record, page):
                await self._visits.command(
                    record, c.TakeSeat(seat=self.seat_in(record, page)), patience=BY_ITSELF
                )
                changed = record.visit.id
        return changed

    def _is_seated(self, record: Record, page: Page) -> bool:
        """Whether somebody sits, or is rung, at this page's device in that visit."""
        if self.own_seat(record, page) is not None:
            return True
        return any(record.owner_of_seat(offer.seat) == page.owner for offer in record.visit.offers)

    def own_seat(self, record: Record, page: Page) -> Seat | None:
        """The seat of this page's owner in the visit."""
        return next((seat for seat in record.visit.seats if record.owner_of_seat(seat) == page.owner), None)

    def seat_in(self, record: Record, page: Page) -> Seat:
        """The seat as this page would have it in that visit."""
        match page.identity:
            case PlaceIdentity():
                return terminal_screen(page)
            case CustomerScreenIdentity():
                return customer_screen(page)
            case AccountIdentity():
                account = self._facts.account_of(page.identity)
                return laptop(page, self._visits.person(record, account.id), account)

    def person_in(self, record: Record, page: Page) -> str:
        """Who this page's owner is in that visit."""
        if isinstance(page.identity, AccountIdentity):
            return self._visits.person(record, self._facts.account_of(page.identity).id)
        return CUSTOMER
