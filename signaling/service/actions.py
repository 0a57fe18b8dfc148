"""From what a page asks to what is asked of the visit. Who asks is the session's; the message names only what it is about."""

from typing import assert_never

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Part, Purpose
from signaling.routing.model import Duty
from signaling.service.beginning import Beginning
from signaling.service.book import Book
from signaling.service.facts import Facts
from signaling.service.ports import Ids
from signaling.service.presence import Devices, Page
from signaling.service.record import Record
from signaling.service.seating import Seating
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER
from signaling.visit.refusal import Gone, GoneWhy, Refused

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
    | m.ShowPair
    | m.EndPair
    | m.Transfer
    | m.Leave
    | m.ComeBack
    | m.GiveOutcome
    | m.RateAsStaff
    | m.EndVisit
)

StillDone = m.Finish | m.Rate | m.Wiped | m.GiveOutcome | m.RateAsStaff
"""What is asked for after a visit has ended too, and is done when it has been done already."""


class Actions:
    """Carries out what a page asks. Every method raises `Refused`, `Gone` or `Unavailable`, having changed nothing."""

    def __init__(self, *, facts: Facts, beginning: Beginning, seating: Seating, ids: Ids) -> None:
        self._facts = facts
        self._visits = facts.visits
        self._shifts = facts.shifts
        self._beginning = beginning
        self._seating = seating
        self._ids = ids

    async def do(self, page: Page, command: m.Command) -> str | None:
        """The visit that it began or changed; None when it is about no visit."""
        action, ago = command.action, command.ago
        match action:
            case m.Call() | m.StartVisit() | m.Inquire():
                return await self._beginning.begin(page, command.id, action, ago)
            case m.StartShift():
                page.devices = Devices(
                    sound=action.microphone, camera=action.camera, sharing=page.devices.sharing
                )
                await self._shifts.start(self._facts.account_of(page.identity))
                return None
            case m.EndShift():
                await self._shifts.end(self._facts.account_of(page.identity))
                return None
            case m.SetDevices():
                return await self._seating.set_devices(page, action, ago)
            case m.TakeSeat():
                return await self._seating.take_seat(page)
            case _:
                record = await self._visits.find(action.visit)
                if record is None or not record.concerns(page.identity):
                    raise Refused(ErrorCode.NOT_YOUR_VISIT)
                await self._in_visit(page, record, action, ago)
                return record.visit.id

    async def _in_visit(self, page: Page, record: Record, action: InVisit, ago: float) -> None:
        words, note = "", None
        pressed_at = self._facts.now() - ago
        if isinstance(action, m.EndVisit | m.Leave) and _began_after(
            record, self._seating.person_in(record, page), pressed_at
        ):
            return
        command = self._command(page, record, action, pressed_at)
        match action:
            case m.Finish(words=words) | m.Rate(words=words):
                pass
            case m.Transfer(consent=True, note=text) if text.strip():
                assert isinstance(command, c.Transfer)  # noqa: S101 (as `_command` makes it)
                note = (command.search, text)
            case _:
                pass
        events = await self._visits.command(record, command, ago=ago, words=words.strip(), note=note)
        if not events and record.visit.ended_at is not None and not isinstance(action, StillDone):
            raise Gone(GoneWhy.VISIT_OVER)

    def _command(self, page: Page, record: Record, action: InVisit, pressed_at: float) -> c.Command:
        by = self._seating.person_in(record, page)
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
                return c.Answer(by=by, offer=offer, seat=self._seating.seat_in(record, page))
            case m.Decline(offer=offer):
                return c.Decline(by=by, offer=offer)
            case m.AskFirst():
                return self._invite(record, by, Purpose.ASK, action)
            case m.AddNow():
                return self._invite(record, by, Purpose.ADD, action)
            case m.Withdraw(search=search):
                return c.Withdraw(by=by, search=search)
            case m.BringIn(person=person):
                return c.BringIn(by=by, person=self._colleague(record, person))
            case m.Release(person=person):
                return c.Release(by=by, person=self._colleague(record, person))
            case m.BeginHold():
                return c.BeginHold(by=by)
            case m.EndHold():
                return c.EndHold(by=by)
            case m.ShowPair(people=(one, other)):
                return c.ShowPair(by=by, people=(self._anybody(record, one), self._anybody(record, other)))
            case m.EndPair():
                return c.EndPair(by=by)
            case m.Transfer():
                return self._transfer(record, by, action)
            case m.Leave():
                return c.Leave(by=by)
            case m.ComeBack():
                return c.ComeBack(by=by, seat=self._seating.seat_in(record, page))
            case m.GiveOutcome(matter=matter, outcome=outcome):
                return c.GiveOutcome(by=by, matter=matter, outcome=outcome, pressed_at=pressed_at)
            case m.RateAsStaff(matter=matter, score=score):
                return c.RateAsStaff(by=by, matter=matter, score=score)
            case m.EndVisit():
                return c.EndMatter(by=by)
            case _:
                assert_never(action)

    def _invite(self, record: Record, by: str, purpose: Purpose, action: m.AskFirst | m.AddNow) -> c.Invite:
        person, service = action.person, action.service
        if (person is not None) + (service is not None) + action.interpreter != 1:
            raise Refused(ErrorCode.INVALID_MESSAGE)
        part, asked = Part.SPECIALIST, None
        if action.interpreter:
            part = Part.INTERPRETER
            if not self._facts.any_interpreter_on_shift():
                raise Refused(ErrorCode.NOBODY_ON_SHIFT)
        elif person is not None:
            account = self._facts.somebody(person)
            self._facts.must_be_to_be_had(account, record)
            asked = self._visits.person(record, person)
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
        place = self._book.places.get(record.visit.place)
        if place is None:  # an inquiry from somebody who sits at no desk: there is no customer to hand over
            raise Refused(ErrorCode.WRONG_MOMENT)
        person = None
        if action.person is not None:
            account = self._facts.somebody(action.person)
            if not self._book.serves(account.id, action.service):
                raise Refused(ErrorCode.PERSON_UNAVAILABLE)
            self._facts.must_be_to_be_had(account, record)
            person = self._visits.person(record, action.person)
        return c.Transfer(
            by=by,
            search=self._ids.new(),
            service=self._facts.service(action.service, besides=self._in_visit_already(record)),
            person=person,
            stay=action.stay,
            note_length=len(action.note.strip()),
            consent=action.consent,
            private_room=place.private_room,
        )

    def _anybody(self, record: Record, person: str) -> str:
        return CUSTOMER if person == CUSTOMER else self._colleague(record, person)

    def _in_visit_already(self, record: Record) -> frozenset[str]:
        """Who cannot be rung for it, though on shift."""
        return frozenset(filter(None, (record.account(person.id) for person in record.visit.people)))

    def _colleague(self, record: Record, person: str) -> str:
        return self._visits.person(record, self._facts.somebody(person).id)

    @property
    def _book(self) -> Book:
        return self._facts.book


def _began_after(record: Record, person: str, pressed_at: float) -> bool:
    """Whether what that person could end or leave began later than they pressed: a press told late ends nothing newer."""
    visit = record.visit
    begun = [matter.opened_at for matter in visit.matters[-1:]]
    begun += [one.since for one in visit.people if one.id == person]
    return any(at > pressed_at for at in begun)
