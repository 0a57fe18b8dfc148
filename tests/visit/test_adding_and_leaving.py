"""**Lisää heti**, **Poistu**: people come, and go, and the visit goes on."""

import pytest
from msgspec.structs import replace

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle, Part, Purpose
from signaling.visit import commands as c
from signaling.visit.links import circle_of
from signaling.visit.model import CUSTOMER, SearchEnd, Stage
from signaling.visit.refusal import GoneWhy
from signaling.visit.table import stage_of
from signaling.visit.visible import person_of
from tests.visit.cast import CLERK, call, customer_screen, desk_visit, laptop, paper_camera, screen
from tests.visit.playbook import Playbook, invite, ring, talking


def at_the_desk(*, with_screen: bool = True) -> Playbook:
    play = Playbook()
    play.do(desk_visit(with_screen=with_screen))
    return play


def test_a_specialist_is_added_at_once() -> None:
    play = at_the_desk()
    assert play.do(invite(CLERK, "ann", "q2", Purpose.ADD)) == [
        "search_opened search=q2 purpose=add part=specialist person=ann language=fi by=clerk"
    ]
    play.ring("ann", search="q2")
    assert play.answer("ann") == [
        "offer_closed offer=ann@q2 reason=answered",
        "search_closed search=q2 reason=found",
        "joined person=ann part=specialist unit=unit-of-ann circle=main",
        "seat_taken seat=laptop-ann",
    ]
    assert play.visit.host == CLERK


def test_an_interpreter_is_added_as_one() -> None:
    play = at_the_desk()
    play.do(
        c.Invite(
            by=CLERK,
            search="q2",
            purpose=Purpose.ADD,
            part=Part.INTERPRETER,
            person="ann",
            service=None,
            language="en",
        )
    )
    play.ring("ann", search="q2")
    play.answer("ann")
    person = person_of(play.visit, "ann")
    assert person is not None and person.part is Part.INTERPRETER


def test_an_invitation_that_nobody_answers_ends_after_60_s() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD))
    play.ring("ann", search="q2")
    assert play.wait(59.9) == ["offer_silent offer=ann@q2"]
    assert play.do(c.GiveUpSearch(search="q2")) == []
    assert play.wait(0.1) == [
        "offer_closed offer=ann@q2 reason=withdrawn",
        "search_closed search=q2 reason=no_answer",
    ]
    play.gone(c.Withdraw(by=CLERK, search="q2"), GoneWhy.SEARCH_OVER)


def test_an_invitation_by_name_ends_when_it_is_declined() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ASK))
    play.ring("ann", search="q2")
    assert play.do(c.Decline(by="ann", offer="ann@q2")) == [
        "offer_closed offer=ann@q2 reason=declined",
        "search_closed search=q2 reason=declined",
    ]


def failed(play: Playbook) -> tuple[str | None, SearchEnd, float] | None:
    """Whom or what the last invitation was for, why it failed, and when."""
    refusal = play.visit.refusal
    if refusal is None:
        return None
    return refusal.search.person or refusal.search.service, refusal.reason, refusal.at


def test_why_an_invitation_failed_is_known_until_somebody_else_is_invited() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ASK))
    play.ring("ann", search="q2")
    play.now = 3.0
    play.do(c.Decline(by="ann", offer="ann@q2"))
    assert failed(play) == ("ann", SearchEnd.DECLINED, 3.0)
    play.do(invite(CLERK, None, "q3", Purpose.ADD, service="verotus"))
    assert failed(play) is None
    play.wait(60.0)
    assert failed(play) == ("verotus", SearchEnd.NO_ANSWER, 63.0)


def test_an_invitation_called_off_or_answered_has_not_failed() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD))
    play.do(c.Withdraw(by=CLERK, search="q2"))
    play.add(CLERK, "ann")
    assert failed(play) is None


def test_an_invitation_by_need_goes_on_to_the_next() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, None, "q2", Purpose.ADD, service="verotus"))
    play.ring("ann", search="q2")
    assert play.do(c.Decline(by="ann", offer="ann@q2")) == ["offer_closed offer=ann@q2 reason=declined"]
    play.refuse(ring("ann", "q2"), ErrorCode.PERSON_UNAVAILABLE)
    play.ring("bo", search="q2")
    assert play.wait(25.0) == ["offer_silent offer=bo@q2", "search_spread search=q2 level=next"]


def test_an_invitation_is_called_off() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD))
    play.ring("ann", search="q2")
    assert play.do(c.Withdraw(by=CLERK, search="q2")) == [
        "offer_closed offer=ann@q2 reason=withdrawn",
        "search_closed search=q2 reason=withdrawn",
    ]
    play.gone(c.Answer(by="ann", offer="ann@q2", seat=laptop("ann")), GoneWhy.WITHDRAWN)


def test_a_stranger_calls_nothing_off() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD))
    play.refuse(c.Withdraw(by="bo", search="q2"), ErrorCode.NOT_YOUR_VISIT)


def test_an_invitation_by_name_waits_for_a_page_that_is_gone() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD))
    play.ring("ann", search="q2")
    assert play.do(c.CloseOffer(offer="ann@q2")) == ["offer_closed offer=ann@q2 reason=gone"]
    assert play.visit.searches[0].person == "ann"


def test_nobody_is_invited_twice() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD))
    play.refuse(invite(CLERK, "ann", "q3", Purpose.ASK), ErrorCode.ALREADY_INVITED)
    play.ring("ann", search="q2")
    play.refuse(invite(CLERK, "ann", "q3", Purpose.ADD), ErrorCode.ALREADY_INVITED)
    play.answer("ann")
    play.refuse(invite(CLERK, "ann", "q3", Purpose.ADD), ErrorCode.ALREADY_INVITED)
    play.do(invite(CLERK, None, "q4", Purpose.ADD, service="verotus"))
    play.ring("bo", search="q4")
    play.refuse(invite(CLERK, "bo", "q5", Purpose.ADD), ErrorCode.ALREADY_INVITED)
    play.refuse(invite(CLERK, None, "q5", Purpose.ADD, service="verotus"), ErrorCode.ALREADY_INVITED)
    play.do(invite(CLERK, None, "q5", Purpose.ADD, service="kela"))


def test_any_interpreter_is_sought_once_at_a_time_and_beside_a_named_one() -> None:
    play = at_the_desk()
    play.do(invite(CLERK, "ann", "q2", Purpose.ADD, part=Part.INTERPRETER))
    play.do(invite(CLERK, None, "q3", Purpose.ADD, part=Part.INTERPRETER))
    play.refuse(invite(CLERK, None, "q4", Purpose.ADD, part=Part.INTERPRETER), ErrorCode.ALREADY_INVITED)
    play.ring("bo", search="q3")
    play.answer("bo")
    assert person_of(play.visit, "bo") is not None
    play.do(invite(CLERK, None, "q4", Purpose.ADD, part=Part.INTERPRETER))


def test_an_invitation_says_whom_or_for_what() -> None:
    play = at_the_desk()
    play.refuse(invite(CLERK, None, "q2", Purpose.ADD), ErrorCode.PERSON_UNKNOWN)
    play.refuse(invite(CLERK, "ann", "q2", Purpose.SERVE), ErrorCode.WRONG_MOMENT)
    play.refuse(invite(CUSTOMER, "ann", "q2", Purpose.ADD), ErrorCode.NOT_ALLOWED)
    play.refuse(invite("bo", "ann", "q2", Purpose.ADD), ErrorCode.NOT_YOUR_VISIT)


def test_there_are_at_most_five_people_and_whoever_is_invited_has_a_place() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.do(invite(CLERK, "bo", "q8", Purpose.ADD))
    play.do(invite(CLERK, "cai", "q9", Purpose.ADD))
    play.refuse(invite(CLERK, "dag", "q10", Purpose.ADD), ErrorCode.VISIT_FULL)
    for person, search in (("bo", "q8"), ("cai", "q9")):
        play.ring(person, search=search)
        play.answer(person)
    assert len(play.visit.people) == 5
    play.refuse(invite(CLERK, "dag", "q10", Purpose.ADD), ErrorCode.VISIT_FULL)
    play.do(c.Leave(by="bo"))
    play.do(invite(CLERK, "dag", "q10", Purpose.ADD))


def test_there_are_at_most_seven_seats() -> None:
    play = Playbook()
    play.do(call(seats=(screen(), paper_camera())))
    play.ring("ann")
    play.answer("ann")
    play.add("ann", "bo")
    play.add("ann", "cai")
    play.do(c.TakeSeat(seat=replace(laptop("ann"), id="tablet")))
    play.do(invite("ann", "dag", "q9", Purpose.ADD))
    phone = replace(laptop("bo"), id="phone")
    play.refuse(c.TakeSeat(seat=phone), ErrorCode.VISIT_FULL)
    play.do(c.Withdraw(by="ann", search="q9"))
    play.do(c.TakeSeat(seat=phone))
    assert len(play.visit.seats) == 7
    play.refuse(invite("ann", "dag", "q10", Purpose.ADD), ErrorCode.VISIT_FULL)


def test_a_specialist_leaves_and_the_visit_goes_on() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    assert play.do(c.Leave(by="ann")) == ["left person=ann reason=left"]
    assert stage_of(play.visit) is Stage.SERVING
    assert [s.id for s in play.visit.seats] == ["laptop-clerk", "customer-screen"]
    assert play.do(c.Leave(by="ann")) == []


def test_when_the_host_leaves_the_one_longest_there_is_host() -> None:
    play = talking("ann", "bo", "cai")
    assert play.do(c.Leave(by="ann")) == ["left person=ann reason=left", "host_changed host=bo"]
    assert play.visit.host == "bo"
    assert [(p.id, p.part) for p in play.visit.people if p.id != CUSTOMER] == [
        ("bo", Part.HOST),
        ("cai", Part.SPECIALIST),
    ]


def test_an_interpreter_or_somebody_lost_is_host_only_when_nobody_else_is() -> None:
    play = talking("ann")
    play.do(
        c.Invite(
            by="ann",
            search="q9",
            purpose=Purpose.ADD,
            part=Part.INTERPRETER,
            person="eve",
            service=None,
            language="fi",
        )
    )
    play.ring("eve", search="q9")
    play.answer("eve")
    play.add("ann", "bo")
    play.add("ann", "cai")
    play.lose("laptop-bo")
    assert play.do(c.Leave(by="ann"))[-1] == "host_changed host=cai"
    assert play.do(c.Leave(by="cai"))[-1] == "host_changed host=eve"
    assert play.do(c.Leave(by="eve"))[-1] == "host_changed host=bo"


def test_somebody_in_the_aside_is_host_only_when_nobody_is_with_the_customer() -> None:
    play = talking("ann", "bo", "cai")
    play.ask_first("bo", "dag")
    assert play.do(c.Leave(by="ann"))[-1] == "host_changed host=cai"
    assert play.do(c.Leave(by="cai"))[-1] == "host_changed host=bo"
    assert circle_of(play.visit, "bo") is Circle.ASIDE


def test_what_a_leaver_had_invited_is_called_off() -> None:
    play = talking("ann", "bo")
    play.do(invite("ann", "cai", "q9", Purpose.ADD))
    play.do(invite("bo", "dag", "q10", Purpose.ADD))
    play.ring("cai", search="q9")
    assert play.do(c.Leave(by="ann"))[:2] == [
        "offer_closed offer=cai@q9 reason=withdrawn",
        "search_closed search=q9 reason=withdrawn",
    ]
    assert [s.id for s in play.visit.searches] == ["q10"]


def test_the_last_of_staff_who_leaves_closes_the_matter() -> None:
    play = talking("ann")
    assert play.do(c.Leave(by="ann")) == [
        "matter_closed matter=1 reason=served by=ann",
        "left person=ann reason=left",
    ]
    assert stage_of(play.visit) is Stage.AFTER


def test_a_clerk_leaves_the_customer_with_the_specialist_at_the_customer_screen() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    assert play.do(c.Leave(by=CLERK)) == ["left person=clerk reason=left", "host_changed host=ann"]
    assert play.sends("customer-screen", "laptop-ann") != ()


def test_a_clerk_does_not_leave_a_customer_who_has_no_screen() -> None:
    play = at_the_desk(with_screen=False)
    play.add(CLERK, "ann")
    play.refuse(c.Leave(by=CLERK), ErrorCode.CUSTOMER_HAS_NO_SCREEN)
    play.do(c.TakeSeat(seat=customer_screen()))
    play.lose("customer-screen")
    play.refuse(c.Leave(by=CLERK), ErrorCode.CUSTOMER_HAS_NO_SCREEN)
    assert play.do(c.Leave(by="ann")) == ["left person=ann reason=left"]


def test_a_clerk_alone_at_the_desk_ends_the_visit_by_leaving() -> None:
    play = at_the_desk(with_screen=False)
    assert play.do(c.Leave(by=CLERK)) == [
        "matter_closed matter=1 reason=served by=clerk",
        "left person=clerk reason=left",
        "visit_ended reason=completed",
    ]


@pytest.mark.parametrize("command", [c.Leave(by=CUSTOMER), c.BeginHold(by=CUSTOMER)])
def test_a_customer_neither_leaves_nor_holds(command: c.Command) -> None:
    at_the_desk().refuse(command, ErrorCode.NOT_ALLOWED)


def test_who_is_not_there_cannot_leave() -> None:
    at_the_desk().refuse(c.Leave(by="ann"), ErrorCode.NOT_YOUR_VISIT)
