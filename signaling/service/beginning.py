"""How a visit begins: **Soita**, **Aloita käynti**, one of staff calling another."""

import hashlib

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Language
from signaling.protocol.words import Kind
from signaling.routing.model import Account
from signaling.service.facts import Facts
from signaling.service.ports import Ids, PlaceIdentity, Pseudonyms
from signaling.service.presence import Page, Presence
from signaling.service.seats import customer_screen, laptop, place_of_account, terminal_screen
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Seat
from signaling.visit.refusal import Refused

BEGUN_AT_MOST = 60.0
"""Seconds ago that a visit may have begun when the server first hears of it."""


class Beginning:
    """Begins each visit once, however often its press is sent."""

    def __init__(self, *, facts: Facts, presence: Presence, pseudonyms: Pseudonyms, ids: Ids) -> None:
        self._facts = facts
        self._visits = facts.visits
        self._presence = presence
        self._pseudonyms = pseudonyms
        self._ids = ids

    async def begin(
        self, page: Page, press: str, action: m.Call | m.StartVisit | m.Inquire, ago: float
    ) -> str:
        """The visit that this press, by its command's id, begins. Raises `Refused`, `Unavailable`."""
        visit = _begun_by(page, press)
        match action:
            case m.Call():
                return await self._call(page, action, ago, visit)
            case m.StartVisit():
                return await self._start_visit(page, action, ago, visit)
            case m.Inquire():
                return await self._inquire(page, action, ago, visit)

    async def _call(self, page: Page, action: m.Call, ago: float, visit: str) -> str:
        assert isinstance(page.identity, PlaceIdentity)  # noqa: S101 (the table of rights)
        place = self._facts.book.places[page.identity.place]
        at = self._pressed_at(ago)
        command = c.OpenVisit(
            visit=visit,
            kind=Kind.TERMINAL,
            place=place.id,
            district=place.district,
            private_room=place.private_room,
            off=place.off,
            language=action.language.value,
            service=self._facts.service(action.service),
            by=CUSTOMER,
            unit=None,
            seats=(terminal_screen(page),),
            search=self._ids.new(),
        )
        return (await self._visits.begin(command, at)).visit.id

    async def _start_visit(self, page: Page, action: m.StartVisit, ago: float, visit: str) -> str:
        account = self._facts.account_of(page.identity)
        place = self._facts.book.places.get(account.desk or "")
        if place is None:
            raise Refused(ErrorCode.NOT_AT_A_DESK)
        at = self._pressed_at(ago)
        by = self._pseudonyms.of(account.id, at)
        screen = self._presence.holder(f"customer:{place.id}")
        seats: tuple[Seat, ...] = (laptop(page, by, account),)
        if screen is not None and screen.live(self._facts.now()):
            seats = (customer_screen(screen), *seats)
        command = c.OpenVisit(
            visit=visit,
            kind=Kind.DESK,
            place=place.id,
            district=place.district,
            private_room=place.private_room,
            off=place.off,
            language=action.language.value,
            service=self._facts.service(action.service),
            by=by,
            unit=account.unit,
            seats=seats,
            search=self._ids.new(),
        )
        while True:
            try:
                return (await self._visits.begin(command, at)).visit.id
            except Refused as refusal:
                if refusal.code is not ErrorCode.PERSON_BUSY or not await self._decline_ring(account):
                    raise

    async def _decline_ring(self, account: Account) -> bool:
        """Whether the account was rung: who begins with somebody in front of them has declined the ring."""
        record = self._facts.engaged_in(account.id)
        for offer in record.visit.offers if record is not None else ():
            if record is not None and record.account(offer.seat.person) == account.id:
                await self._visits.command(record, c.Decline(by=offer.seat.person, offer=offer.id))
                return True
        return False

    async def _inquire(self, page: Page, action: m.Inquire, ago: float, visit: str) -> str:
        account, asked = self._facts.account_of(page.identity), self._facts.somebody(action.person)
        self._facts.must_be_to_be_had(asked)
        at = self._pressed_at(ago)
        by = self._pseudonyms.of(account.id, at)
        command = c.OpenVisit(
            visit=visit,
            kind=Kind.INQUIRY,
            place=place_of_account(account, by),
            district=None,
            private_room=True,
            language=_common_language(account, asked).value,
            service=None,
            by=by,
            unit=account.unit,
            seats=(laptop(page, by, account),),
            search=self._ids.new(),
            person=self._pseudonyms.of(asked.id, at),
        )
        return (await self._visits.begin(command, at)).visit.id

    def _pressed_at(self, ago: float) -> float:
        """When a visit that is only now asked for was begun: nobody waits for long before the first word is sent."""
        return self._facts.now() - min(ago, BEGUN_AT_MOST)


def _begun_by(page: Page, command: str) -> str:
    """The id of the visit that this press begins: the same when it is sent again to a server that was killed meanwhile."""
    return hashlib.sha256(f"{page.owner} {command}".encode()).hexdigest()[:32]


def _common_language(one: Account, other: Account) -> Language:
    return next((language for language in one.languages if language in other.languages), Language.FI)
