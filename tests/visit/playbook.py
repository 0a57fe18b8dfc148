"""A script of a visit: this command in, these events out.

Events are written as `tag field=value …` without their time and without what is None, False or empty, so that a difference
reads like a story. Every step also checks what must always hold.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any

import pytest
from msgspec.structs import asdict

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import OfferReason, Part, Purpose, ServiceKind
from signaling.visit import commands as c
from signaling.visit.deadlines import deadlines
from signaling.visit.decide import decide
from signaling.visit.events import Event
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from signaling.visit.links import Sends, links
from signaling.visit.model import EMPTY, Seat, Visit
from signaling.visit.refusal import Gone, GoneWhy, Refused
from signaling.visit.visible import offer_to
from tests.visit.cast import call, laptop
from tests.visit.invariants import deadlines_do_something, state_holds, step_holds


def told(events: Iterable[Event]) -> list[str]:
    """Each event in one line."""
    return [_line(event) for event in events]


def _line(event: Event) -> str:
    tag = type(event).__struct_config__.tag
    fields = {name: value for name, value in asdict(event).items() if name != "at"}
    return " ".join([str(tag), *(f"{n}={_short(v)}" for n, v in fields.items() if _says(v))])


def _says(value: object) -> bool:
    return value not in (None, False, "", (), ServiceKind.SERVICE)


def _short(value: Any) -> str:
    match value:
        case Seat():
            return value.id
        case Enum():
            return str(value.value)
        case bool():
            return "yes"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


class Playbook:
    """A visit under way. `now` is its clock, which begins at 0."""

    def __init__(self, limits: VisitLimits = DEFAULT_LIMITS) -> None:
        self.visit: Visit = EMPTY
        self.log: tuple[Event, ...] = ()
        self.now = 0.0
        self.limits = limits
        self._made = 1

    def do(self, command: c.Command) -> list[str]:
        """What happens, told."""
        events = decide(self.visit, command, self.now, self.limits)
        self._follow(command, events)
        return told(events)

    def refuse(self, command: c.Command, code: ErrorCode) -> None:
        with pytest.raises(Refused) as refused:
            decide(self.visit, command, self.now, self.limits)
        assert refused.value.code is code

    def gone(self, command: c.Command, why: GoneWhy) -> None:
        with pytest.raises(Gone) as gone:
            decide(self.visit, command, self.now, self.limits)
        assert gone.value.why is why

    def wait(self, seconds: float) -> list[str]:
        """Time passes, and whatever falls due meanwhile happens in its time."""
        until, happened = self.now + seconds, []
        while (due := deadlines(self.visit, self.limits)) and due[0][0] <= until:
            self.now = max(self.now, due[0][0])
            happened += self.do(due[0][1])
        self.now = until
        return happened

    def _follow(self, command: c.Command, events: tuple[Event, ...]) -> None:
        after = step_holds(self.visit, command, events)
        self.visit = after
        self.log += events
        if after.version:
            state_holds(after, self.log)
            deadlines_do_something(after, self.now, self.limits)

    # --- what scripts do again and again --------------------------------------------------------------------------------

    def new_id(self, kind: str) -> str:
        self._made += 1
        return f"{kind}{self._made}"

    def ring(self, *people: str, search: str = "q1") -> None:
        """Routing rings them for that search."""
        for person in people:
            self.do(ring(person, search))

    def answer(self, person: str) -> list[str]:
        """**Vastaa** by somebody who is rung."""
        offer = offer_to(self.visit, person)
        assert offer is not None, f"{person} is not rung"
        return self.do(c.Answer(by=person, offer=offer.id, seat=offer.seat))

    def ask_first(self, by: str, person: str, *, sealed: bool = True) -> list[str]:
        """**Kysy ensin**, rung and answered; the customer's pages report it at once unless told otherwise."""
        search = self.new_id("q")
        self.do(invite(by, person, search, Purpose.ASK))
        self.ring(person, search=search)
        events = self.answer(person)
        if sealed:
            self.do(c.SealAside())
        return events

    def add(self, by: str, person: str) -> list[str]:
        """**Lisää heti**, rung and answered."""
        search = self.new_id("q")
        self.do(invite(by, person, search, Purpose.ADD))
        self.ring(person, search=search)
        return self.answer(person)

    def lose(self, *seats: str) -> None:
        """Lost since now."""
        for seat in seats:
            self.do(c.LoseSeat(seat=seat, since=self.now))

    def sends(self, sender: str, receiver: str) -> Sends | None:
        """What that seat may send to the other; None: there is no link."""
        for link in links(self.visit):
            if {link.offerer, link.answerer} == {sender, receiver}:
                return link.sent_by(sender)
        return None

    def link_ids(self) -> dict[str, frozenset[str]]:
        return {link.id: frozenset({link.offerer, link.answerer}) for link in links(self.visit)}


def ring(person: str, search: str = "q1", reason: OfferReason = OfferReason.LONGEST_IDLE) -> c.MakeOffer:
    return c.MakeOffer(
        offer=f"{person}@{search}",
        search=search,
        person=person,
        unit=f"unit-of-{person}",
        seat=laptop(person),
        reason=reason,
    )


def invite(
    by: str,
    person: str | None,
    search: str,
    purpose: Purpose,
    *,
    service: str | None = None,
    part: Part = Part.SPECIALIST,
) -> c.Invite:
    return c.Invite(
        by=by,
        search=search,
        purpose=purpose,
        part=part,
        person=person,
        service=service,
        language="fi",
    )


def talking(*people: str, opening: c.OpenVisit | None = None, at: float = 0.0) -> Playbook:
    """A resident's call of time 0 (or that `opening`), which the first of these answers at `at`; they have added the others."""
    play = Playbook()
    play.do(opening or call())
    play.now = at
    play.ring(people[0])
    play.answer(people[0])
    for person in people[1:]:
        play.add(people[0], person)
    return play
