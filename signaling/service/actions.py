"""From what a page asks to what is asked of the visit. Who asks is the session's; the message names only what it is about."""

import hashlib
from typing import assert_never

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Language
from signaling.protocol.words import Kind, Part, Purpose
from signaling.routing.model import Account, Duty
from signaling.service.book import Book
from signaling.service.facts import Facts
from signaling.service.ports import (
    AccountIdentity,
    CustomerScreenIdentity,
    Ids,
    PlaceIdentity,
    Pseudonyms,
)
from signaling.service.presence import Devices, Page, Presence, account_owner
from signaling.service.record import Record
from signaling.service.seats import customer_screen, laptop, place_of_account, terminal_screen
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Seat
from signaling.visit.refusal import Refused

InVisit = (
    m.Cancel
    | m.Touch
    | m.SecondMatter
    | m.Finish
    | m.Rate
    | m.Wiped
    | m.Answer
    | m.Decline
    | m.AskFirst
    | m.AddNow
    | m.Withdraw
    | m.BringIn
    | m.Release
    | m.BeginHold
    | m.EndHold
    | m.Transfer
    | m.Leave
    | m.GiveOutcome
    | m.RateAsStaff
    | m.EndVisit
)

BEGUN_AT_MOST = 60.0
"""Seconds ago that a visit may have begun when the server first hears of it."""


class Actions:
    """Carries out what a page asks. Every method raises `Refused`, `Gone` or `Unavailable`, having changed nothing."""

    def __init__(
        self,
        *,
        facts: Facts,
        presence: Presence,
        pseudonyms: Pseudonyms,
        ids: Ids,
    ) -> None:
        self._facts = facts
        self._visits = facts.visits
        self._shifts = facts.shifts
        self._presence = presence
        self._pseudonyms = pseudonyms
        self._ids = ids

    async def do(self, page: Page, command: m.Command) -> str | None:
        """The visit that it began or changed; None when it is about no visit."""
        action, ago = command.action, command.ago
        match action:
            case m.Call():
                return await self._call(page, action, ago, _begun_by(page, command))
            case m.StartVisit():
                return await self._start_visit(page, action, ago, _begun_by(page, command))
            case m.Inquire():
                return await self._inquire(page, action, ago, _begun_by(page, command))
            case m.StartShift():
                page.devices = Devices(
                    sound=action.microphone, camera=action.camera, sharing=page.devices.sharing
                )
                await self._shifts.start(self._account(page))
                return None
            case m.EndShift():
                await self._shifts.end(self._account(page))
                return None
            case m.SetDevices():
                return await self._set_devices(page, action, ago)
            case m.TakeSeat():
                return await self.take_seat(page)
            case _:
                record = await self._visits.find(action.visit)
                if record is None or not record.concerns(page.identity):
                    raise Refused(ErrorCode.NOT_YOUR_VISIT)
                await self._in_visit(page, record, action, ago)
                return record.visit.id

    # --- beginning a visit ------------------------------------------------------------------------------------------

    async def _call(self, page: Page, action: m.Call, ago: float, visit: str) -> str:
        assert isinstance(page.identity, PlaceIdentity)  # noqa: S101 (the table of rights)
        place = self._book.places[page.identity.place]
        at = self._pressed_at(ago)
        command = c.OpenVisit(
            visit=visit,
            kind=Kind.TERMINAL,
            place=place.id,
            district=place.district,
            private_room=place.private_room,
            language=action.language.value,
            service=self._facts.service(action.service),
            by=CUSTOMER,
            unit=None,
            seats=(terminal_screen(page),),
            search=self._ids.new(),
        )
        return (await self._visits.begin(command, at)).visit.id

    async def _start_visit(self, page: Page, action: m.StartVisit, ago: float, visit: str) -> str:
        account = self._account(page)
        place = self._book.places.get(account.desk or "")
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
        account, asked = self._account(page), self._someone(action.person)
        self._refuse_if_unavailable(asked, None)
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

    # --- in a visit -------------------------------------------------------------------------------------------------

    async def _in_visit(self, page: Page, record: Record, action: InVisit, ago: float) -> None:
        words, note = "", None
        command = self._command(page, record, action)
        match action:
            case m.Finish(words=words) | m.Rate(words=words):
                pass
            case m.Transfer(consent=True, note=text) if text.strip():
                assert isinstance(command, c.Transfer)  # noqa: S101 (as `_command` makes it)
                note = (command.search, text)
            case _:
                pass
        await self._visits.command(record, command, ago=ago, words=words.strip(), note=note)

    def _command(self, page: Page, record: Record, action: InVisit) -> c.Command:
        by = self.person_in(record, page)
        match action:
            case m.Cancel():
                return c.Cancel(by=by)
            case m.Touch(keep_waiting=keep):
                return c.Touch(by=by, keep_waiting=keep)
            case m.SecondMatter(service=service, language=language):
                return c.SecondMatter(
                    by=by,
                    service=self._facts.service(service),
                    language=language.value,
                    search=self._ids.new(),
                    private_room=self._book.places[record.visit.place].private_room,
                )
            case m.Finish(score=score, words=words):
                return c.Finish(by=by, score=score, words_length=len(words.strip()))
            case m.Rate(score=score, words=words):
                return c.RecordRating(by=by, score=score, words_length=len(words.strip()))
            case m.Wiped():
                return c.RecordWipe(by=by)
            case m.Answer(offer=offer):
                return c.Answer(by=by, offer=offer, seat=self.seat_in(record, page))
            case m.Decline(offer=offer):
                return c.Decline(by=by, offer=offer)
            case m.AskFirst(person=person, service=service):
                return self._invite(record, by, Purpose.ASK, person, service)
            case m.AddNow(person=person, service=service):
                return self._invite(record, by, Purpose.ADD, person, service)
            case m.Withdraw(search=search):
                return c.Withdraw(by=by, search=search)
            case m.BringIn(person=person):
                return c.BringIn(by=by, person=self._pseudonym(record, person))
            case m.Release(person=person):
                return c.Release(by=by, person=self._pseudonym(record, person))
            case m.BeginHold():
                return c.BeginHold(by=by)
            case m.EndHold():
                return c.EndHold(by=by)
            case m.Transfer():
                return self._transfer(record, by, action)
            case m.Leave():
                return c.Leave(by=by)
            case m.GiveOutcome(matter=matter, outcome=outcome):
                return c.GiveOutcome(by=by, matter=matter, outcome=outcome)
            case m.RateAsStaff(matter=matter, score=score):
                return c.RateAsStaff(by=by, matter=matter, score=score)
            case m.EndVisit():
                return c.EndMatter(by=by)
            case _:
                assert_never(action)

    def _invite(
        self, record: Record, by: str, purpose: Purpose, person: str | None, service: str | None
    ) -> c.Invite:
        if (person is None) == (service is None):
            raise Refused(ErrorCode.INVALID_MESSAGE)
        part, asked = Part.SPECIALIST, None
        if person is not None:
            account = self._someone(person)
            self._refuse_if_unavailable(account, record)
            asked = self._pseudonym(record, person)
            part = Part.INTERPRETER if account.duty is Duty.INTERPRETER else Part.SPECIALIST
        elif not self._facts.service(service or "").anybody_on_shift:
            raise Refused(ErrorCode.NOBODY_ON_SHIFT)
        language = record.visit.matters[-1].language
        return c.Invite(
            by=by,
            search=self._ids.new(),
            purpose=purpose,
            part=part,
            person=asked,
            service=service,
            language=language,
        )

    def _transfer(self, record: Record, by: str, action: m.Transfer) -> c.Transfer:
        person = None
        if action.person is not None:
            account = self._someone(action.person)
            if not self._book.serves(account.id, action.service):
                raise Refused(ErrorCode.PERSON_UNAVAILABLE)
            self._refuse_if_unavailable(account, record)
            person = self._pseudonym(record, action.person)
        return c.Transfer(
            by=by,
            search=self._ids.new(),
            service=self._facts.service(action.service),
            person=person,
            stay=action.stay,
            note_length=len(action.note.strip()),
            consent=action.consent,
            private_room=self._book.places[record.visit.place].private_room,
        )

    # --- devices and seats ------------------------------------------------------------------------------------------

    async def _set_devices(self, page: Page, action: m.SetDevices, ago: float) -> str | None:
        page.devices = Devices(sound=action.sound, camera=action.camera, sharing=action.sharing)
        for record in self._visits.of_owner(page.owner):
            seat = self.own_seat(record, page)
            if seat is None or seat.page != page.page:
                continue
            command = c.SetDevices(
                by=seat.person, seat=seat.id, sound=action.sound, camera=action.camera, sharing=action.sharing
            )
            await self._visits.command(record, command, ago=ago)
            return record.visit.id
        return None

    async def take_seat(self, page: Page) -> str | None:
        """The page is there: in each visit that has a seat for its owner it is the seat's page from now on."""
        changed = None
        for record in self._visits.of_owner(page.owner):
            if record.visit.ended_at is not None:
                continue
            if isinstance(page.identity, CustomerScreenIdentity) or self._is_seated(record, page):
                await self._visits.command(record, c.TakeSeat(seat=self.seat_in(record, page)))
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
            case AccountIdentity(account=account):
                person = self._pseudonym(record, account)
                return laptop(page, person, self._book.accounts[account])

    def person_in(self, record: Record, page: Page) -> str:
        """Who this page's owner is in that visit."""
        if isinstance(page.identity, AccountIdentity):
            return self._pseudonym(record, page.identity.account)
        return CUSTOMER

    # --- people -----------------------------------------------------------------------------------------------------

    @property
    def _book(self) -> Book:
        return self._facts.book

    def _account(self, page: Page) -> Account:
        assert isinstance(page.identity, AccountIdentity)  # noqa: S101 (the table of rights)
        account = self._book.accounts.get(page.identity.account)
        if account is None:
            raise Refused(ErrorCode.SESSION_EXPIRED)
        return account

    def _someone(self, person: str) -> Account:
        account = self._book.accounts.get(person)
        if account is None:
            raise Refused(ErrorCode.PERSON_UNKNOWN)
        return account

    def _pseudonym(self, record: Record, account: str) -> str:
        """Of an account in the month of the visit's opening."""
        if account not in self._book.accounts:
            raise Refused(ErrorCode.PERSON_UNKNOWN)
        return self._visits.person(record, account)

    def _refuse_if_unavailable(self, account: Account, record: Record | None) -> None:
        """Somebody already in this visit is left to the machine, which says so better."""
        engaged = self._facts.engaged_in(account.id)
        if engaged is not None and engaged is record:
            return
        if engaged is not None:
            raise Refused(ErrorCode.PERSON_BUSY)
        if account.id not in self._shifts or not self._presence.live(
            account_owner(account.id), self._facts.now()
        ):
            raise Refused(ErrorCode.PERSON_UNAVAILABLE)


def _begun_by(page: Page, command: m.Command) -> str:
    """The id of the visit that this press begins: the same when it is sent again to a server that was killed meanwhile."""
    return hashlib.sha256(f"{page.owner} {command.id}".encode()).hexdigest()[:32]


def _common_language(one: Account, other: Account) -> Language:
    return next((language for language in one.languages if language in other.languages), Language.FI)
