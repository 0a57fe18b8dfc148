"""Equal size: two people whom everybody sees large, for instance somebody and who signs for them."""

import pytest

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER
from signaling.visit.refusal import GoneWhy
from tests.visit.cast import CLERK, desk_visit, inquiry
from tests.visit.playbook import Playbook, talking


def test_the_host_chooses_two_and_takes_it_back() -> None:
    play = talking("ann", "bo", "cai")
    assert play.do(c.ShowPair(by="ann", people=("bo", "cai"))) == ["pair_shown by=ann people=('bo', 'cai')"]
    assert play.visit.pair == ("bo", "cai")
    assert play.do(c.EndPair(by="ann")) == ["pair_ended"]
    assert play.visit.pair is None


def test_the_customer_may_be_one_of_the_two() -> None:
    play = talking("ann", "bo")
    play.do(c.ShowPair(by="ann", people=(CUSTOMER, "bo")))
    assert play.visit.pair == (CUSTOMER, "bo")


def test_no_link_is_touched_and_nobody_is_heard_less() -> None:
    play = talking("ann", "bo", "cai")
    before = play.link_ids(), play.sends("laptop-bo", "screen")
    play.do(c.ShowPair(by="ann", people=("ann", "cai")))
    assert (play.link_ids(), play.sends("laptop-bo", "screen")) == before


def test_the_same_two_again_change_nothing_and_another_two_take_their_place() -> None:
    play = talking("ann", "bo", "cai")
    play.do(c.ShowPair(by="ann", people=("bo", "cai")))
    assert play.do(c.ShowPair(by="bo", people=("cai", "bo"))) == []
    play.do(c.ShowPair(by="bo", people=("ann", "bo")))
    assert play.visit.pair == ("ann", "bo")


@pytest.mark.parametrize("leaver", ["bo", "cai"])
def test_it_ends_when_one_of_them_leaves(leaver: str) -> None:
    play = talking("ann", "bo", "cai")
    play.do(c.ShowPair(by="ann", people=("bo", "cai")))
    play.do(c.Leave(by=leaver))
    assert play.visit.pair is None


def test_it_stays_when_somebody_else_leaves_even_who_chose_it() -> None:
    play = talking("ann", "bo", "cai")
    play.do(c.ShowPair(by="ann", people=("bo", "cai")))
    play.do(c.Leave(by="ann"))
    assert play.visit.pair == ("bo", "cai")


def test_it_waits_for_a_page_that_is_lost_and_ends_when_that_is_given_up() -> None:
    play = talking("ann", "bo", "cai")
    play.do(c.ShowPair(by="ann", people=("bo", "cai")))
    play.lose("laptop-cai")
    assert play.visit.pair is not None
    play.wait(120.0)
    assert play.visit.pair is None


def test_it_outlives_a_hold_and_ends_with_the_matter() -> None:
    play = talking("ann", "bo", "cai")
    play.do(c.ShowPair(by="ann", people=("bo", CUSTOMER)))
    play.do(c.BeginHold(by="ann"))
    play.do(c.EndHold(by="ann"))
    assert play.visit.pair is not None
    play.do(c.EndMatter(by=CUSTOMER))
    assert play.visit.pair is None


def devices(by: str, seat: str, *, signing: bool) -> c.SetDevices:
    return c.SetDevices(by=by, seat=seat, sound=True, camera=True, sharing=False, signing=signing)


def test_staff_who_sign_say_so() -> None:
    play = talking("ann", "bo")
    told = play.do(devices("bo", "laptop-bo", signing=True))
    assert told == ["devices_changed seat=laptop-bo sound=yes camera=yes signing=yes"]
    assert [s.id for s in play.visit.seats if s.signing] == ["laptop-bo"]
    assert play.do(devices("bo", "laptop-bo", signing=False)) == [
        "devices_changed seat=laptop-bo sound=yes camera=yes"
    ]


def test_that_a_resident_signs_is_never_logged() -> None:
    play = talking("ann", "bo")
    assert play.do(devices(CUSTOMER, "screen", signing=True)) == []
    assert not any(s.signing for s in play.visit.seats)


def test_nobody_is_chosen_with_themselves() -> None:
    play = talking("ann", "bo")
    play.refuse(c.ShowPair(by="ann", people=("bo", "bo")), ErrorCode.TWO_PEOPLE_NEEDED)


def test_a_talk_of_staff_alone_has_no_pair() -> None:
    play = Playbook()
    play.do(inquiry("ann", "bo"))
    play.ring("bo", search=play.visit.searches[0].id)
    play.answer("bo")
    play.refuse(c.ShowPair(by="ann", people=("ann", "bo")), ErrorCode.WRONG_MOMENT)


def test_nobody_is_chosen_who_is_not_there() -> None:
    play = talking("ann", "bo")
    play.gone(c.ShowPair(by="ann", people=("bo", "cai")), GoneWhy.PERSON_LEFT)


def test_who_is_asked_first_neither_chooses_nor_is_chosen() -> None:
    play = Playbook()
    play.do(desk_visit())
    play.add(CLERK, "ann")
    play.ask_first(CLERK, "bo")
    play.refuse(c.ShowPair(by="ann", people=("ann", "bo")), ErrorCode.WRONG_MOMENT)
    play.refuse(c.ShowPair(by="bo", people=("ann", CUSTOMER)), ErrorCode.WRONG_MOMENT)
    play.refuse(c.ShowPair(by=CLERK, people=("ann", CUSTOMER)), ErrorCode.WRONG_MOMENT)
    play.do(c.BringIn(by=CLERK, person="bo"))
    play.do(c.ShowPair(by=CLERK, people=("ann", "bo")))
    assert all(p.circle is Circle.MAIN for p in play.visit.people)


def test_only_staff_who_are_there_choose_or_take_back() -> None:
    play = talking("ann", "bo")
    for command in (c.ShowPair(by=CUSTOMER, people=("ann", "bo")), c.EndPair(by=CUSTOMER)):
        play.refuse(command, ErrorCode.NOT_ALLOWED)
    for command in (c.ShowPair(by="cai", people=("ann", "bo")), c.EndPair(by="cai")):
        play.refuse(command, ErrorCode.NOT_YOUR_VISIT)


def test_taking_back_what_has_ended_is_no_fault() -> None:
    play = talking("ann", "bo")
    assert play.do(c.EndPair(by="ann")) == []
    play.do(c.EndMatter(by="ann"))
    assert play.do(c.EndPair(by="ann")) == []
    play.refuse(c.ShowPair(by="ann", people=("ann", "bo")), ErrorCode.WRONG_MOMENT)
