"""**Kysy ensin**: staff talk in the aside, the customer hears nothing of it."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle, Purpose
from signaling.visit import commands as c
from signaling.visit.links import circle_of
from signaling.visit.model import CUSTOMER
from signaling.visit.refusal import GoneWhy
from tests.visit.cast import CLERK, call, customer_screen, desk_visit, laptop
from tests.visit.playbook import Playbook, invite


def at_the_desk(*, with_screen: bool = True) -> Playbook:
    play = Playbook()
    play.do(desk_visit(with_screen=with_screen))
    return play


def at_the_terminal() -> Playbook:
    """A clerk has answered the resident's call."""
    play = Playbook()
    play.do(call())
    play.ring(CLERK)
    play.answer(CLERK)
    return play


def test_a_specialist_is_invited_by_name() -> None:
    play = at_the_desk()
    assert play.do(invite(CLERK, "ann", "q2", Purpose.ASK)) == [
        "search_opened search=q2 purpose=ask part=specialist person=ann language=fi by=clerk"
    ]
    play.ring("ann", search="q2")
    assert play.answer("ann") == [
        "offer_closed offer=ann@q2 reason=answered",
        "search_closed search=q2 reason=found",
        "aside_began asker=clerk",
        "moved person=clerk circle=aside",
        "joined person=ann part=specialist unit=unit-of-ann circle=aside",
        "seat_taken seat=laptop-ann",
    ]
    assert circle_of(play.visit, CLERK) is circle_of(play.visit, "ann") is Circle.ASIDE
    assert circle_of(play.visit, CUSTOMER) is Circle.MAIN


def test_a_need_as_a_whole_is_invited_and_the_first_to_answer_comes() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, None, "q2", Purpose.ASK, service="verotus"))
    play.ring("ann", "bo", search="q2")
    play.answer("bo")
    assert circle_of(play.visit, "bo") is Circle.ASIDE
    play.gone(c.Answer(by="ann", offer="ann@q2", seat=laptop("ann")), GoneWhy.OTHER_ANSWERED)


def test_nobody_in_the_aside_sends_until_the_customer_s_pages_have_reported() -> None:
    play = at_the_terminal()
    play.ask_first(CLERK, "ann", sealed=False)
    assert play.sends("laptop-clerk", "laptop-ann") == ()
    assert play.do(c.SealAside()) == ["aside_sealed"]
    assert play.sends("laptop-clerk", "laptop-ann") != ()
    assert play.sends("laptop-ann", "laptop-clerk") != ()
    assert play.do(c.SealAside()) == []


def test_between_the_customer_and_the_aside_nothing_is_sent() -> None:
    play = at_the_terminal()
    play.add(CLERK, "bo")
    play.ask_first(CLERK, "ann")
    for inside in ("laptop-clerk", "laptop-ann"):
        for outside in ("screen", "laptop-bo"):
            assert play.sends(inside, outside) == ()
            assert play.sends(outside, inside) == ()
    assert play.sends("screen", "laptop-bo") != ()


def test_an_aside_is_sealed_at_once_when_the_customer_has_no_page() -> None:
    play = at_the_desk(with_screen=False)
    assert play.ask_first(CLERK, "ann", sealed=False)[-1] == "aside_sealed"


def test_an_aside_is_sealed_when_the_last_of_the_customer_s_pages_is_lost() -> None:
    play = at_the_terminal()
    play.ask_first(CLERK, "ann", sealed=False)
    assert play.do(c.LoseSeat(seat="screen", since=0.0)) == ["seat_lost seat=screen", "aside_sealed"]


def test_an_aside_is_sealed_once() -> None:
    play = at_the_terminal()
    play.ask_first(CLERK, "ann")
    assert play.do(c.LoseSeat(seat="screen", since=0.0)) == ["seat_lost seat=screen"]


def test_an_aside_is_sealed_when_the_customer_screen_is_closed() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann", sealed=False)
    assert play.do(c.PutAwaySeat(seat="customer-screen")) == [
        "seat_left seat=customer-screen",
        "aside_sealed",
    ]


def test_a_customer_screen_opened_meanwhile_hears_nothing_either() -> None:
    play = at_the_desk(with_screen=False)
    play.ask_first(CLERK, "ann")
    play.do(c.TakeSeat(seat=customer_screen()))
    assert play.sends("customer-screen", "laptop-ann") == ()
    assert play.sends("laptop-ann", "customer-screen") == ()
    assert play.sends("laptop-ann", "laptop-clerk") != ()


def test_bringing_in_moves_one_and_the_host_returns_with_the_last() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    play.ask_first(CLERK, "bo")
    assert play.do(c.BringIn(by=CLERK, person="ann")) == ["moved person=ann circle=main"]
    assert circle_of(play.visit, CLERK) is Circle.ASIDE
    assert play.do(c.BringIn(by=CLERK, person="bo")) == [
        "moved person=bo circle=main",
        "moved person=clerk circle=main",
        "aside_ended",
    ]
    assert {circle_of(play.visit, p.id) for p in play.visit.people} == {Circle.MAIN}
    assert play.do(c.BringIn(by=CLERK, person="bo")) == []


def test_a_further_one_is_asked_into_the_same_aside() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    assert play.ask_first(CLERK, "bo") == [
        "offer_closed offer=bo@q3 reason=answered",
        "search_closed search=q3 reason=found",
        "joined person=bo part=specialist unit=unit-of-bo circle=aside",
        "seat_taken seat=laptop-bo",
    ]
    assert play.sends("laptop-ann", "laptop-bo") != ()


def test_thanking_sends_the_specialist_away_and_brings_the_host_back() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    assert play.do(c.Release(by=CLERK, person="ann")) == [
        "left person=ann reason=released",
        "moved person=clerk circle=main",
        "aside_ended",
    ]
    play.gone(c.Release(by=CLERK, person="ann"), GoneWhy.PERSON_LEFT)
    play.gone(c.BringIn(by=CLERK, person="ann"), GoneWhy.PERSON_LEFT)


def test_a_specialist_may_leave_the_aside() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    play.ask_first(CLERK, "bo")
    assert play.do(c.Leave(by="ann")) == ["left person=ann reason=left"]
    assert play.do(c.Leave(by="bo")) == [
        "left person=bo reason=left",
        "moved person=clerk circle=main",
        "aside_ended",
    ]


def test_whoever_is_with_the_customer_cannot_be_thanked_away() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.refuse(c.Release(by=CLERK, person="ann"), ErrorCode.WRONG_MOMENT)
    play.refuse(c.Release(by=CLERK, person=CUSTOMER), ErrorCode.WRONG_MOMENT)


def test_the_asked_only_talk_and_leave_until_they_are_brought_in() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    for command in (
        c.EndMatter(by="ann"),
        c.BeginHold(by="ann"),
        c.EndHold(by="ann"),
        c.BringIn(by="ann", person="ann"),
        c.Release(by="ann", person="ann"),
        invite("ann", "bo", "q9", Purpose.ASK),
        invite("ann", "bo", "q9", Purpose.ADD),
    ):
        play.refuse(command, ErrorCode.WRONG_MOMENT)
    play.do(c.BringIn(by=CLERK, person="ann"))
    assert play.do(c.BeginHold(by="ann")) == ["hold_began by=ann"]


def test_there_is_one_aside_a_visit() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.do(invite(CLERK, "bo", "q8", Purpose.ASK))
    play.refuse(invite("ann", "cai", "q9", Purpose.ASK), ErrorCode.WRONG_MOMENT)
    play.ring("bo", search="q8")
    play.answer("bo")
    play.refuse(invite("ann", "cai", "q9", Purpose.ASK), ErrorCode.WRONG_MOMENT)
    play.refuse(c.BringIn(by="ann", person="bo"), ErrorCode.WRONG_MOMENT)
    play.refuse(c.Release(by="ann", person="bo"), ErrorCode.WRONG_MOMENT)
    play.refuse(c.BringIn(by="cai", person="bo"), ErrorCode.NOT_YOUR_VISIT)
    play.do(invite("ann", "cai", "q9", Purpose.ADD))


def test_several_are_asked_before_anybody_answers_and_others_may_add_meanwhile() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.do(invite("ann", "eve", "q7", Purpose.ADD))
    play.do(invite(CLERK, "bo", "q8", Purpose.ASK))
    play.do(c.Withdraw(by=CLERK, search="q7"))
    play.do(invite(CLERK, "cai", "q9", Purpose.ASK))
    for person, search in (("bo", "q8"), ("cai", "q9")):
        play.ring(person, search=search)
        play.answer(person)
    assert circle_of(play.visit, "bo") is circle_of(play.visit, "cai") is Circle.ASIDE


def test_somebody_else_may_ask_once_the_aside_is_over() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.ask_first(CLERK, "bo")
    play.do(c.Release(by=CLERK, person="bo"))
    play.ask_first("ann", "cai")
    assert circle_of(play.visit, "ann") is Circle.ASIDE
    assert circle_of(play.visit, CLERK) is Circle.MAIN


def test_the_asker_may_add_somebody_to_the_customer_meanwhile() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    play.add(CLERK, "bo")
    assert circle_of(play.visit, "bo") is Circle.MAIN


def test_when_the_asker_leaves_the_asked_are_thanked_and_what_was_asked_is_called_off() -> None:
    play = at_the_terminal()
    play.add(CLERK, "bo")
    play.ask_first(CLERK, "ann")
    play.do(invite(CLERK, "cai", "q9", Purpose.ASK))
    play.ring("cai", search="q9")
    assert play.do(c.Leave(by=CLERK)) == [
        "left person=ann reason=released",
        "moved person=clerk circle=main",
        "aside_ended",
        "offer_closed offer=cai@q9 reason=withdrawn",
        "search_closed search=q9 reason=withdrawn",
        "left person=clerk reason=left",
        "host_changed host=bo",
    ]


def test_when_the_asker_is_lost_for_good_the_asked_are_thanked() -> None:
    play = at_the_terminal()
    play.add(CLERK, "bo")
    play.ask_first(CLERK, "ann")
    play.lose("laptop-clerk")
    assert play.wait(119.9) == []
    assert play.wait(0.1) == [
        "left person=ann reason=released",
        "moved person=clerk circle=main",
        "aside_ended",
        "left person=clerk reason=lost",
        "host_changed host=bo",
    ]


def test_a_host_who_asks_alone_and_leaves_ends_the_matter() -> None:
    play = at_the_terminal()
    play.ask_first(CLERK, "ann")
    assert play.do(c.Leave(by=CLERK)) == [
        "left person=ann reason=released",
        "moved person=clerk circle=main",
        "aside_ended",
        "matter_closed matter=1 reason=served by=clerk",
        "left person=clerk reason=left",
    ]


def test_a_specialist_who_asks_stays_host_when_the_host_leaves() -> None:
    play = at_the_terminal()
    play.add(CLERK, "bo")
    play.ask_first("bo", "ann")
    assert play.do(c.Leave(by=CLERK)) == ["left person=clerk reason=left", "host_changed host=bo"]
    assert circle_of(play.visit, "ann") is circle_of(play.visit, "bo") is Circle.ASIDE


def test_the_end_of_the_matter_ends_the_aside() -> None:
    play = at_the_terminal()
    play.ask_first(CLERK, "ann")
    assert play.do(c.EndMatter(by=CUSTOMER)) == [
        "left person=ann reason=released",
        "moved person=clerk circle=main",
        "aside_ended",
        "matter_closed matter=1 reason=served by=customer",
        "left person=clerk reason=matter_closed",
    ]


def test_an_asked_one_who_is_lost_leaves_the_aside() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    play.lose("laptop-ann")
    assert play.wait(120.0) == [
        "left person=ann reason=lost",
        "moved person=clerk circle=main",
        "aside_ended",
    ]
