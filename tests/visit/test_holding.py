"""**Pito** / **Jatka**: the customer is in no circle, staff go on."""

import pytest

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle
from signaling.visit import commands as c
from signaling.visit.links import circle_of
from signaling.visit.model import CUSTOMER, Hold
from tests.visit.cast import CLERK, desk_visit
from tests.visit.playbook import Playbook, talking


def test_a_hold_shuts_the_customer_out_and_staff_go_on() -> None:
    play = talking("ann", "bo")
    play.now = 5.0
    assert play.do(c.BeginHold(by="ann")) == ["hold_began by=ann"]
    assert play.visit.hold == Hold(by="ann", since=5.0)
    assert circle_of(play.visit, CUSTOMER) is Circle.NONE
    for laptop in ("laptop-ann", "laptop-bo"):
        assert play.sends("screen", laptop) == play.sends(laptop, "screen") == ()
    assert play.sends("laptop-ann", "laptop-bo") != ()


def test_a_hold_replaces_no_link() -> None:
    play = talking("ann", "bo")
    before = play.link_ids()
    play.do(c.BeginHold(by="ann"))
    assert play.link_ids() == before
    play.do(c.EndHold(by="ann"))
    assert play.link_ids() == before


def test_any_of_staff_may_end_it() -> None:
    play = talking("ann", "bo")
    play.do(c.BeginHold(by="ann"))
    assert play.do(c.EndHold(by="bo")) == ["hold_ended"]
    assert play.sends("screen", "laptop-ann") != ()


def test_holding_twice_and_going_on_twice_change_nothing() -> None:
    play = talking("ann", "bo")
    assert play.do(c.EndHold(by="ann")) == []
    play.do(c.BeginHold(by="ann"))
    assert play.do(c.BeginHold(by="bo")) == []
    assert play.visit.hold is not None and play.visit.hold.by == "ann"


def test_it_ends_when_who_set_it_leaves() -> None:
    play = talking("ann", "bo")
    play.do(c.BeginHold(by="bo"))
    assert play.do(c.Leave(by="bo")) == ["hold_ended", "left person=bo reason=left"]


def test_it_stays_when_somebody_else_leaves() -> None:
    play = talking("ann", "bo")
    play.do(c.BeginHold(by="ann"))
    assert play.do(c.Leave(by="bo")) == ["left person=bo reason=left"]
    assert play.visit.hold is not None


def test_it_ends_when_who_set_it_is_lost_for_good() -> None:
    play = talking("ann", "bo")
    play.do(c.BeginHold(by="bo"))
    play.lose("laptop-bo")
    assert play.visit.hold is not None
    assert play.wait(120.0) == ["hold_ended", "left person=bo reason=lost"]


def test_it_ends_with_the_matter() -> None:
    play = talking("ann")
    play.do(c.BeginHold(by="ann"))
    assert play.do(c.EndMatter(by=CUSTOMER))[0] == "hold_ended"


def test_staff_may_ask_somebody_during_a_hold() -> None:
    play = talking("ann")
    play.do(c.BeginHold(by="ann"))
    play.ask_first("ann", "bo")
    assert circle_of(play.visit, CUSTOMER) is Circle.NONE
    play.do(c.BringIn(by="ann", person="bo"))
    assert play.sends("laptop-bo", "screen") == ()
    play.do(c.EndHold(by="bo"))
    assert play.sends("laptop-bo", "screen") != ()


def test_at_a_desk_the_clerk_talks_by_headset_meanwhile() -> None:
    play = Playbook()
    play.do(desk_visit())
    play.add(CLERK, "ann")
    play.do(c.BeginHold(by=CLERK))
    assert play.sends("customer-screen", "laptop-ann") == ()
    sound = play.sends("laptop-clerk", "laptop-ann")
    assert sound is not None and "sound" in sound


@pytest.mark.parametrize("make", [c.BeginHold, c.EndHold])
def test_only_staff_who_are_there_hold_or_go_on(make: type[c.BeginHold] | type[c.EndHold]) -> None:
    play = talking("ann")
    play.refuse(make(by="bo"), ErrorCode.NOT_YOUR_VISIT)
    play.refuse(make(by=CUSTOMER), ErrorCode.NOT_ALLOWED)


def test_a_press_of_going_on_after_the_matter_is_no_fault() -> None:
    play = talking("ann")
    play.do(c.EndMatter(by="ann"))
    assert play.do(c.EndHold(by="ann")) == []
    play.refuse(c.BeginHold(by="ann"), ErrorCode.WRONG_MOMENT)
