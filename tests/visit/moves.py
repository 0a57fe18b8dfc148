"""Everything that anybody could ask of a visit, likely or not: choices are made by whoever drives."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from signaling.protocol.words import Level, OfferReason, Outcome, Part, Purpose
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Seat, Visit
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
Pick = Callable[[Sequence[T]], T]

EXPERTS = ("ann", "bo", "cai", "dag", "eve")
STAFF = (CLERK, *EXPERTS)
ANYBODY = (CUSTOMER, *STAFF)


class Moves:
    """Makes commands that fit the visit more often than not. `pick` chooses one of a sequence."""

    def __init__(self, pick: Callable[[Sequence[object]], object]) -> None:
        self._pick = pick
        self._made = 0

    def pick(self, options: Sequence[T]) -> T:
        chosen = self._pick(options)
        return chosen  # type: ignore[return-value]

    def opening(self) -> c.OpenVisit:
        facts = service(closes_at=self.pick((None, 100.0, 700.0)), wait_limit=self.pick((600.0, 120.0)))
        made = self.pick((0, 0, 0, 1, 1, 1, 2))
        if made == 0:
            seats = self.pick(((screen(),), (screen(), paper_camera())))
            return call(seats=seats, service=facts)
        if made == 1:
            return desk_visit(with_screen=self.pick((True, False)), service=facts)
        return inquiry(self.pick((CLERK, "ann")), "bo")

    def command(self, visit: Visit, now: float) -> c.Command:
        """One command of any kind."""
        return self.pick(self.kinds(visit))(visit, now)

    def kinds(self, visit: Visit) -> Sequence[Callable[[Visit, float], c.Command]]:
        """Those that belong to what is going on come more often, so that walks get somewhere."""
        kinds = [
            self.cancel,
            self.touch,
            self.second_matter,
            self.finish,
            self.rating,
            self.wipe,
            self.ring,
            self.ring,
            self.close_offer,
            self.invite,
            self.invite,
            self.withdraw,
            self.begin_hold,
            self.end_hold,
            self.transfer,
            self.transfer,
            self.leave,
            self.end_matter,
            self.outcome,
            self.rate,
            self.take_seat,
            self.take_seat,
            self.lose_seat,
            self.put_away,
            self.devices,
        ]
        if visit.offers:
            kinds += [self.answer, self.answer, self.answer, self.decline]
        if visit.searches:
            kinds += [self.ring, self.ring]
        if visit.aside is not None:
            kinds += [self.seal, self.bring_in, self.release]
        return kinds

    def new_id(self, kind: str) -> str:
        self._made += 1
        return f"{kind}-{self._made}"

    def somebody(self, visit: Visit) -> str:
        """Mostly somebody who is there."""
        there = tuple(p.id for p in visit.people)
        return self.pick((*there, *there, *there, *ANYBODY))

    def colleague(self, visit: Visit) -> str:
        """Mostly somebody of staff who is there."""
        there = tuple(p.id for p in visit.people if p.id != CUSTOMER)
        return self.pick((*there, *there, *there, *STAFF))

    def search(self, visit: Visit) -> str:
        return self.pick((*(s.id for s in visit.searches), "unknown"))

    def offer(self, visit: Visit) -> str:
        live = tuple(o.id for o in visit.offers)
        return self.pick((*live, *live, *(o for o, _ in visit.past_offers[-2:]), "unknown"))

    def seat(self, visit: Visit) -> str:
        return self.pick((*(s.id for s in visit.seats), "unknown"))

    def matter(self, visit: Visit) -> int:
        return self.pick(range(1, len(visit.matters) + 1))

    def facts(self) -> c.ServiceFacts:
        return service(
            self.pick(("verotus", "kela")),
            open=self.pick((True, True, True, False)),
            anybody_on_shift=self.pick((True, True, True, False)),
            sensitive=self.pick((False, False, True)),
        )

    # --- the commands ---------------------------------------------------------------------------------------------------

    def cancel(self, visit: Visit, now: float) -> c.Command:
        return c.Cancel(by=self.pick((CUSTOMER, CUSTOMER, CLERK)))

    def touch(self, visit: Visit, now: float) -> c.Command:
        return c.Touch(by=CUSTOMER, keep_waiting=self.pick((True, False)))

    def second_matter(self, visit: Visit, now: float) -> c.Command:
        return c.SecondMatter(
            by=CUSTOMER,
            service=self.facts(),
            language="sv",
            search=self.new_id("q"),
            private_room=self.pick((True, False)),
        )

    def finish(self, visit: Visit, now: float) -> c.Command:
        return c.Finish(by=CUSTOMER, score=self.pick((None, 1, 5)), words_length=0)

    def rating(self, visit: Visit, now: float) -> c.Command:
        return c.RecordRating(by=self.pick((CUSTOMER, CUSTOMER, CLERK)), score=3, words_length=12)

    def wipe(self, visit: Visit, now: float) -> c.Command:
        return c.RecordWipe(by=CUSTOMER)

    def ring(self, visit: Visit, now: float) -> c.Command:
        search = self.search(visit)
        named = next((s.person for s in visit.searches if s.id == search), None)
        person = named or self.pick(STAFF)
        return c.MakeOffer(
            offer=self.new_id("o"),
            search=search,
            person=person,
            unit=None,
            seat=laptop(person),
            reason=OfferReason.LONGEST_IDLE,
        )

    def close_offer(self, visit: Visit, now: float) -> c.Command:
        return c.CloseOffer(offer=self.offer(visit))

    def answer(self, visit: Visit, now: float) -> c.Command:
        offer = self.offer(visit)
        seat = next((o.seat for o in visit.offers if o.id == offer), laptop("ann"))
        return c.Answer(by=self.pick((seat.person, seat.person, "eve")), offer=offer, seat=seat)

    def decline(self, visit: Visit, now: float) -> c.Command:
        offer = self.offer(visit)
        rung = next((o.seat.person for o in visit.offers if o.id == offer), "ann")
        return c.Decline(by=self.pick((rung, rung, "eve")), offer=offer)

    def invite(self, visit: Visit, now: float) -> c.Command:
        person = self.pick((None, *EXPERTS))
        return c.Invite(
            by=self.somebody(visit),
            search=self.new_id("q"),
            purpose=self.pick((Purpose.ASK, Purpose.ASK, Purpose.ADD)),
            part=self.pick((Part.SPECIALIST, Part.INTERPRETER)),
            person=person,
            service="verotus" if person is None else None,
            language="fi",
        )

    def withdraw(self, visit: Visit, now: float) -> c.Command:
        return c.Withdraw(by=self.colleague(visit), search=self.search(visit))

    def bring_in(self, visit: Visit, now: float) -> c.Command:
        return c.BringIn(by=self.colleague(visit), person=self.somebody(visit))

    def release(self, visit: Visit, now: float) -> c.Command:
        return c.Release(by=self.colleague(visit), person=self.somebody(visit))

    def begin_hold(self, visit: Visit, now: float) -> c.Command:
        return c.BeginHold(by=self.somebody(visit))

    def end_hold(self, visit: Visit, now: float) -> c.Command:
        return c.EndHold(by=self.colleague(visit))

    def transfer(self, visit: Visit, now: float) -> c.Command:
        return c.Transfer(
            by=self.somebody(visit),
            search=self.new_id("q"),
            service=self.facts(),
            person=self.pick((None, None, *EXPERTS)),
            stay=self.pick((True, False)),
            note_length=self.pick((0, 40)),
            consent=self.pick((True, True, False)),
            private_room=self.pick((True, False)),
        )

    def leave(self, visit: Visit, now: float) -> c.Command:
        return c.Leave(by=self.somebody(visit))

    def end_matter(self, visit: Visit, now: float) -> c.Command:
        return c.EndMatter(by=self.somebody(visit))

    def outcome(self, visit: Visit, now: float) -> c.Command:
        owing = tuple(w.person for w in visit.wrap_ups if w.owes_outcome)
        return c.GiveOutcome(
            by=self.pick((*owing, *owing, *STAFF)),
            matter=self.matter(visit),
            outcome=self.pick(tuple(Outcome)),
        )

    def rate(self, visit: Visit, now: float) -> c.Command:
        gone = tuple(w.person for w in visit.wrap_ups)
        return c.RateAsStaff(by=self.pick((*gone, *gone, *STAFF)), matter=self.matter(visit), score=4)

    def take_seat(self, visit: Visit, now: float) -> c.Command:
        """The same page again, a new page, or another device."""
        known: tuple[Seat, ...] = (*visit.seats, *(o.seat for o in visit.offers))
        others = (customer_screen(), paper_camera(), *(laptop(p) for p in STAFF))
        seat = self.pick((*known, *known, *others))
        if self.pick((True, False)):
            seat = replace(seat, page=page(self.new_id("p")))
        if self.pick((False, False, False, True)):
            seat = replace(seat, id=f"{seat.id}-2")
        return c.TakeSeat(seat=seat)

    def lose_seat(self, visit: Visit, now: float) -> c.Command:
        return c.LoseSeat(seat=self.seat(visit), since=now - self.pick((0.0, 10.0)))

    def put_away(self, visit: Visit, now: float) -> c.Command:
        return c.PutAwaySeat(seat=self.seat(visit))

    def devices(self, visit: Visit, now: float) -> c.Command:
        seat = self.seat(visit)
        owner = next((s.person for s in visit.seats if s.id == seat), "ann")
        return c.SetDevices(
            by=self.pick((owner, owner, "eve")),
            seat=seat,
            sound=self.pick((True, False)),
            camera=self.pick((True, False)),
            sharing=self.pick((True, False)),
        )

    def seal(self, visit: Visit, now: float) -> c.Command:
        return c.SealAside()

    # --- timers that fire whenever they like ----------------------------------------------------------------------------

    def timer(self, visit: Visit, now: float) -> c.Command:
        return self.pick(
            (
                c.Spread(search=self.search(visit), level=self.pick(tuple(Level))),
                c.MarkSilent(offer=self.offer(visit)),
                c.GiveUpSearch(search=self.search(visit)),
                c.AskResident(),
                c.EndUntouched(),
                c.EndClosed(),
                c.GiveUpSeat(seat=self.seat(visit)),
                c.GiveUpOutcome(person=self.pick(STAFF)),
                c.SealAside(),
            )
        )
