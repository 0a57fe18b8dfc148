"""Any order of commands, losses, returns and times: what must hold, holds after each step."""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from signaling.protocol.words import Circle
from signaling.visit import commands as c
from signaling.visit.deadlines import deadlines
from signaling.visit.decide import decide
from signaling.visit.events import Event
from signaling.visit.links import circle_of, links
from signaling.visit.model import CUSTOMER, EMPTY, Visit
from signaling.visit.refusal import Gone, Refused
from tests.visit.invariants import deadlines_do_something, runs_out, state_holds, step_holds
from tests.visit.moves import Moves
from tests.visit.playbook import told


class AnyOrder(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.visit: Visit = EMPTY
        self.log: tuple[Event, ...] = ()
        self.now = 0.0
        self.made = 0

    def moves(self, data: st.DataObject) -> Moves:
        def pick(options: Sequence[Any]) -> Any:
            return data.draw(st.sampled_from(options))

        return Moves(pick, self.new_id, self.visit, self.now)

    def new_id(self, kind: str) -> str:
        self.made += 1
        return f"{kind}-{self.made}"

    def do(self, command: c.Command) -> None:
        note(f"{self.now:g}: {command}")
        try:
            events = decide(self.visit, command, self.now)
        except (Refused, Gone) as no:
            note(f"    {no!r}")
            return
        for line in told(events):
            note(f"    {line}")
        self.visit = step_holds(self.visit, command, events)
        self.log += events

    @initialize(data=st.data())
    def it_begins(self, data: st.DataObject) -> None:
        self.do(self.moves(data).opening())

    @rule(data=st.data())
    def somebody_does_something(self, data: st.DataObject) -> None:
        self.do(self.moves(data).command())

    @rule(data=st.data())
    def somebody_else_does_something(self, data: st.DataObject) -> None:
        self.do(self.moves(data).command())

    @rule(data=st.data())
    def a_timer_fires_early_or_late(self, data: st.DataObject) -> None:
        self.do(self.moves(data).timer())

    @rule(seconds=st.sampled_from([0.5, 5.0, 24.0, 61.0, 130.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: bool(deadlines(self.visit)))
    @rule()
    def what_is_due_first_happens(self) -> None:
        when, command = deadlines(self.visit)[0]
        self.now = max(self.now, when)
        self.do(command)

    @precondition(lambda self: self.visit.ended_at is None)
    @rule()
    def everybody_is_lost_and_it_would_end(self) -> None:
        """From every open state an end can be reached."""
        visit = self.visit
        for seat in visit.seats:
            lost = c.LoseSeat(seat=seat.id, since=self.now)
            visit = step_holds(visit, lost, decide(visit, lost, self.now))
        assert runs_out(visit, self.now).ended_at is not None

    @invariant()
    def what_must_hold_holds(self) -> None:
        if self.log:
            state_holds(self.visit, self.log)
            deadlines_do_something(self.visit, self.now)

    @invariant()
    def nothing_passes_between_the_customer_and_an_aside(self) -> None:
        aside = {p.id for p in self.visit.people if p.circle is Circle.ASIDE}
        whose = {s.id: s.person for s in self.visit.seats}
        for link in links(self.visit):
            ends = {whose.get(link.offerer), whose.get(link.answerer)}
            if CUSTOMER in ends and (ends & aside or circle_of(self.visit, CUSTOMER) is Circle.NONE):
                assert link.sends == ((), ())

    def teardown(self) -> None:
        if self.visit.ended_at is None and self.log:
            self.everybody_is_lost_and_it_would_end()


AnyOrder.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = AnyOrder.TestCase
