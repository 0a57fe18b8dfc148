"""Everything that anybody could ask of a visit, likely or not: choices are made by whoever drives."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from signaling.protocol.words import Feature, Level, OfferReason, Outcome, Part, Purpose
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Seat, Stage, Visit
from signaling.visit.table import stage_of
from tests.visit.cast import (
    CLERK,
    call,
    customer_screen,
    desk_visit,
    inquiry,
    laptop,
    page,
    paper_camera,
    screen,
    service,
)

T = TypeVar("T")

EXPERTS = ("ann", "bo", "cai", "dag", "eve")
STAFF = (CLERK, *EXPERTS)
ANYBODY = (CUSTOMER, *STAFF)


class Moves:
    """Makes commands that fit the visit more often than not. `pick` chooses one of a sequence, `new_id` makes an id."""

    def __init__(
        self, pick: Callable[[Sequence[Any]], Any], new_id: Callable[[str], str], visit: Visit, now: float
    ) -> None:
        self._pick = pick
        self._visit = visit
        self._now = now
        self.new_id = new_id

    def pick(self, options: Sequence[T]) -> T:
        chosen: T = self._pick(options)
        return chosen

    def opening(self) -> c.OpenVisit:
        facts = service(closes_at=self.pick((None, 100.0, 700.0)), wait_limit=self.pick((600.0, 120.0)))
        made = self.pick((0, 0, 0, 1, 1, 1, 2))
        if made == 0:
            seats = self.pick(((screen(),), (screen(), paper_camera())))
            off = self.pick(((), (), tuple(Feature), (Feature.SCREEN_SHARE,)))
            return call(seats=seats, service=facts, off=off)
        if made == 1:
            return desk_visit(with_screen=self.pick((True, False)), service=facts)
        return inquiry(self.pick((CLERK, "ann")), "bo")

    def command(self) -> c.Command:
        """One command of any kind."""
        return self.pick(self.kinds())()

    def kinds(self) -> Sequence[Callable[[], c.Command]]:
        """What carries a visit on comes more often than what ends it, so that walks get somewhere."""
        ends = [self.cancel, self.leave, self.end_matter, self.finish, self.rating, self.wipe]
        afterwards = [self.outcome, self.rate]
        devices = [
            self.take_seat,
            self.take_seat,
            self.lose_seat,
            self.put_away,
            self.devices,
            self.come_back,
        ]
        ringing = [self.ring, self.close_offer, self.answer, self.decline]
        talking = [self.invite, self.transfer, self.begin_hold, self.end_hold, self.show_pair, self.end_pair]
        asking = [self.seal, self.bring_in, self.release]
        kinds = [*ends, *afterwards, *devices, *ringing, *talking, *asking, self.withdraw, self.touch]
        if self._visit.offers:
            kinds += [self.answer] * 12
        if self._visit.searches:
            kinds += [self.ring] * 8
        if self._visit.given_up:
            kinds += [self.come_back] * 8
        if self._visit.host is not None:
            kinds += [*talking, self.invite] * 2
        if self._visit.aside is not None:
            kinds += asking * 2
        if stage_of(self._visit) is Stage.AFTER:
            kinds += [self.second_matter] * 12
        return kinds

    def somebody(self) -> str:
        """Mostly somebody who is there."""
        there = tuple(p.id for p in self._visit.people)
        return self.pick((*there, *there, *there, *ANYBODY))

    def colleague(self) -> str:
        """Mostly somebody of staff who is there."""
        there = tuple(p.id for p in self._visit.people if p.id != CUSTOMER)
        return self.pick((*there, *there, *there, *STAFF))

    def search(self) -> str:
        return self.pick((*(s.id for s in self._visit.searches), "unknown"))

    def offer(self) -> str:
        live = tuple(o.id for o in self._visit.offers)
        return self.pick((*live, *live, *(o for o, _ in self._visit.past_offers[-2:]), "unknown"))

    def seat(self) -> str:
        return self.pick((*(s.id for s in self._visit.seats), "unknown"))

    def matter(self) -> int:
        return self.pick(range(1, len(self._visit.matters) + 1))

    def facts(self) -> c.ServiceFacts:
        return service(
            self.pick(("verotus", "kela")),
            open=self.pick((True,) * 8 + (False,)),
            anybody_on_shift=self.pick((True,) * 8 + (False,)),
            sensitive=self.pick((False,) * 8 + (True,)),
        )

    # --- the commands ---------------------------------------------------------------------------------------------------

    def cancel(self) -> c.Command:
        return c.Cancel(by=CUSTOMER)

    def touch(self) -> c.Command:
        return c.Touch(by=CUSTOMER, keep_waiting=self.pick((True, False)))

    def second_matter(self) -> c.Command:
        return c.SecondMatter(
            by=CUSTOMER,
            service=self.facts(),
            language="sv",
            search=self.new_id("q"),
            private_room=self.pick((True, False)),
        )

    def finish(self) -> c.Command:
        return c.Finish(by=CUSTOMER, score=self.pick((None, 1, 5)), words_length=0)

    def rating(self) -> c.Command:
        return c.RecordRating(by=self.pick((CUSTOMER, CUSTOMER, CLERK)), score=3, words_length=12)

    def wipe(self) -> c.Command:
        return c.RecordWipe(by=CUSTOMER)

    def ring(self) -> c.Command:
        search = self.search()
        named = next((s.person for s in self._visit.searches if s.id == search), None)
        person = named or self.pick(STAFF)
        return c.MakeOffer(
            offer=self.new_id("o"),
            search=search,
            person=person,
            unit=None,
            seat=laptop(person),
            reason=OfferReason.LONGEST_IDLE,
        )

    def close_offer(self) -> c.Command:
        return c.CloseOffer(offer=self.offer())

    def answer(self) -> c.Command:
        offer = self.offer()
        seat = next((o.seat for o in self._visit.offers if o.id == offer), laptop("ann"))
        return c.Answer(by=self.pick((seat.person, seat.person, "eve")), offer=offer, seat=seat)

    def decline(self) -> c.Command:
        offer = self.offer()
        rung = next((o.seat.person for o in self._visit.offers if o.id == offer), "ann")
        return c.Decline(by=self.pick((rung, rung, "eve")), offer=offer)

    def invite(self) -> c.Command:
        person = self.pick((None, *EXPERTS))
        part = self.pick((Part.SPECIALIST, Part.INTERPRETER))
        return c.Invite(
            by=self.somebody(),
            search=self.new_id("q"),
            purpose=self.pick((Purpose.ASK, Purpose.ASK, Purpose.ADD)),
            part=part,
            person=person,
            service="verotus" if person is None and part is Part.SPECIALIST else None,
            language="fi",
        )

    def withdraw(self) -> c.Command:
        return c.Withdraw(by=self.colleague(), search=self.search())

    def bring_in(self) -> c.Command:
        return c.BringIn(by=self.colleague(), person=self.somebody())

    def release(self) -> c.Command:
        return c.Release(by=self.colleague(), person=self.somebody())

    def begin_hold(self) -> c.Command:
        return c.BeginHold(by=self.somebody())

    def end_hold(self) -> c.Command:
        return c.EndHold(by=self.colleague())

    def show_pair(self) -> c.Command:
        return c.ShowPair(by=self.colleague(), people=(self.somebody(), self.somebody()))

    def end_pair(self) -> c.Command:
        return c.EndPair(by=self.colleague())

    def transfer(self) -> c.Command:
        return c.Transfer(
            by=self.somebody(),
            search=self.new_id("q"),
            service=self.facts(),
            person=self.pick((None, None, None, None, *EXPERTS)),
            stay=self.pick((True, False)),
            note_length=self.pick((0, 40)),
            consent=self.pick((True, True, True, False)),
            private_room=self.pick((True, False)),
        )

    def leave(self) -> c.Command:
        return c.Leave(by=self.somebody())

    def end_matter(self) -> c.Command:
        return c.EndMatter(by=self.somebody())

    def outcome(self) -> c.Command:
        owing = tuple(w.person for w in self._visit.wrap_ups if w.owes_outcome)
        return c.GiveOutcome(
            by=self.pick((*owing, *owing, *STAFF)),
            matter=self.matter(),
            outcome=self.pick(tuple(Outcome)),
        )

    def rate(self) -> c.Command:
        gone = tuple(w.person for w in self._visit.wrap_ups)
        return c.RateAsStaff(by=self.pick((*gone, *gone, *STAFF)), matter=self.matter(), score=4)

    def take_seat(self) -> c.Command:
        """The same page again, a new page, or another device."""
        known: tuple[Seat, ...] = (*self._visit.seats, *(o.seat for o in self._visit.offers))
        others = (customer_screen(), paper_camera(), *(laptop(p) for p in STAFF))
        seat = self.pick((*known, *known, *others))
        if self.pick((True, False)):
            seat = replace(seat, page=page(self.new_id("p")))
        if self.pick((False, False, False, True)):
            seat = replace(seat, id=f"{seat.id}-2")
        return c.TakeSeat(seat=seat)

    def lose_seat(self) -> c.Command:
        return c.LoseSeat(seat=self.seat(), since=self._now - self.pick((0.0, 10.0)))

    def come_back(self) -> c.Command:
        gone = tuple(p.id for p in self._visit.given_up)
        person = self.pick((*gone, *gone, *STAFF))
        return c.ComeBack(by=person, seat=laptop(person))

    def put_away(self) -> c.Command:
        return c.PutAwaySeat(seat=self.seat())

    def devices(self) -> c.Command:
        seat = self.seat()
        owner = next((s.person for s in self._visit.seats if s.id == seat), "ann")
        return c.SetDevices(
            by=self.pick((owner, owner, "eve")),
            seat=seat,
            sound=self.pick((True, False)),
            camera=self.pick((True, False)),
            sharing=self.pick((True, False)),
        )

    def seal(self) -> c.Command:
        return c.SealAside()

    # --- timers that fire whenever they like ----------------------------------------------------------------------------

    def timer(self) -> c.Command:
        return self.pick(self.timers())

    def timers(self) -> Sequence[c.Command]:
        return (
            c.Spread(search=self.search(), level=self.pick(tuple(Level))),
            c.MarkSilent(offer=self.offer()),
            c.GiveUpSearch(search=self.search()),
            c.AskResident(),
            c.EndUntouched(),
            c.EndClosed(),
            c.GiveUpSeat(seat=self.seat()),
            c.GiveUpOutcome(person=self.pick(STAFF)),
            c.SealAside(),
        )
