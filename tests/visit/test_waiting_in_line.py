"""The resident waits: asked, touched, given up, closed, cancelled."""

from typing import Any

from signaling.protocol.errors import ErrorCode
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Stage
from signaling.visit.table import stage_of
from tests.visit.cast import call, paper_camera, screen, service
from tests.visit.playbook import Playbook

TOUCH = c.Touch(by=CUSTOMER, keep_waiting=False)
WAIT_ON = c.Touch(by=CUSTOMER, keep_waiting=True)


def waiting(**facts: Any) -> Playbook:
    """Waiting for so long that the search has spread as far as it goes."""
    play = Playbook()
    play.do(call(service=service(**facts)))
    play.wait(90.0)
    return play


def test_after_three_minutes_without_a_touch_the_resident_is_asked() -> None:
    play = waiting()
    assert play.wait(89.9) == []
    assert play.wait(0.1) == ["resident_asked question=still_there"]


def test_a_question_that_nobody_touches_ends_the_visit_as_abandoned() -> None:
    play = waiting()
    play.wait(90.0)
    assert play.wait(59.9) == []
    assert play.wait(0.1) == [
        "search_closed search=q1 reason=matter_closed",
        "matter_closed matter=1 reason=abandoned",
        "visit_ended reason=abandoned",
    ]


def test_a_touch_answers_the_question_and_three_minutes_begin_anew() -> None:
    play = waiting()
    play.wait(100.0)
    assert play.do(TOUCH) == ["resident_touched"]
    assert play.wait(179.9) == []
    assert play.wait(0.1) == ["resident_asked question=still_there"]


def test_a_touch_before_the_question_puts_it_off() -> None:
    play = waiting()
    play.wait(80.0)
    play.do(TOUCH)
    assert play.wait(179.9) == []


def test_at_the_service_s_limit_the_resident_is_asked_whether_to_wait_on() -> None:
    play = waiting(wait_limit=120.0)
    assert play.wait(30.0) == ["resident_asked question=keep_waiting"]
    assert play.wait(60.0) == [
        "search_closed search=q1 reason=matter_closed",
        "matter_closed matter=1 reason=no_expert",
        "visit_ended reason=no_expert",
    ]


def test_who_waits_on_is_asked_again_after_the_same_time() -> None:
    play = waiting(wait_limit=120.0)
    play.wait(40.0)
    assert play.do(WAIT_ON) == ["resident_touched wait_limit=120"]
    assert play.wait(119.9) == []
    assert play.wait(0.1) == ["resident_asked question=keep_waiting"]


def test_a_touch_at_the_limit_that_does_not_say_so_is_asked_again_and_has_its_time() -> None:
    play = waiting(wait_limit=120.0)
    play.wait(80.0)
    assert play.do(TOUCH) == ["resident_touched", "resident_asked question=keep_waiting"]
    assert play.wait(59.9) == []
    assert play.wait(0.1)[-1] == "visit_ended reason=no_expert"


def test_waiting_on_is_an_answer_to_that_question_only() -> None:
    play = waiting()
    assert play.do(WAIT_ON) == ["resident_touched"]
    assert play.visit.wait_limit_at == 600.0


def test_the_question_is_gone_when_somebody_answers() -> None:
    play = waiting()
    play.wait(90.0)
    play.ring("ann")
    play.answer("ann")
    assert play.visit.asked is None
    assert play.wait(3600.0) == []
    assert play.do(TOUCH) == []


def test_people_who_talk_are_never_asked() -> None:
    play = Playbook()
    play.do(call(service=service(closes_at=10.0)))
    play.ring("ann")
    play.answer("ann")
    assert play.wait(36_000.0) == []


def test_a_service_that_closes_rings_on_for_15_minutes() -> None:
    play = waiting(closes_at=100.0, wait_limit=3600.0)
    while play.now < 990.0:
        play.wait(100.0)
        play.do(TOUCH)
    assert play.wait(9.9) == []
    assert play.wait(0.1) == [
        "search_closed search=q1 reason=matter_closed",
        "matter_closed matter=1 reason=closed_hours",
        "visit_ended reason=closed_hours",
    ]


def test_timers_of_the_line_do_nothing_early() -> None:
    play = waiting(closes_at=100.0)
    assert play.do(c.AskResident()) == []
    assert play.do(c.EndUntouched()) == []
    assert play.do(c.EndClosed()) == []
    play.wait(90.0)
    assert play.do(c.AskResident()) == []
    assert play.do(c.EndUntouched()) == []


def test_a_resident_cancels() -> None:
    play = waiting()
    play.ring("ann")
    assert play.do(c.Cancel(by=CUSTOMER)) == [
        "offer_closed offer=ann@q1 reason=withdrawn",
        "search_closed search=q1 reason=matter_closed",
        "matter_closed matter=1 reason=cancelled by=customer",
        "visit_ended reason=cancelled",
    ]


def test_ending_while_waiting_is_cancelling() -> None:
    play = waiting()
    assert play.do(c.EndMatter(by=CUSTOMER))[-1] == "visit_ended reason=cancelled"


def test_who_cancels_as_somebody_answers_is_out_all_the_same() -> None:
    play = waiting()
    play.ring("ann")
    play.answer("ann")
    assert play.do(c.Cancel(by=CUSTOMER)) == [
        "matter_closed matter=1 reason=served by=customer",
        "left person=ann reason=matter_closed",
    ]
    assert stage_of(play.visit) is Stage.AFTER


def test_staff_neither_cancel_nor_touch_for_the_resident() -> None:
    play = waiting()
    play.refuse(c.Cancel(by="ann"), ErrorCode.NOT_ALLOWED)
    play.refuse(c.Touch(by="ann", keep_waiting=True), ErrorCode.NOT_ALLOWED)
    play.refuse(c.EndMatter(by="ann"), ErrorCode.NOT_YOUR_VISIT)


def test_nobody_is_asked_at_a_terminal_that_is_away() -> None:
    play = waiting()
    play.wait(80.0)
    play.lose("screen")
    assert play.wait(100.0) == []
    assert play.do(c.TakeSeat(seat=screen())) == ["seat_returned seat=screen"]
    assert play.wait(0.0) == ["resident_asked question=still_there"]


def test_a_question_that_the_terminal_could_not_show_gets_its_full_time_again() -> None:
    play = waiting()
    play.wait(95.0)
    play.lose("screen")
    assert play.wait(100.0) == []
    play.do(c.TakeSeat(seat=screen(1)))
    assert play.wait(59.9) == []
    assert play.wait(0.1)[-1] == "visit_ended reason=abandoned"


def test_a_paper_camera_that_returns_puts_no_question_off() -> None:
    play = Playbook()
    play.do(call(seats=(screen(), paper_camera())))
    play.wait(180.0)
    play.lose("paper")
    play.wait(30.0)
    play.do(c.TakeSeat(seat=paper_camera()))
    assert play.wait(30.0)[-1] == "visit_ended reason=abandoned"


def test_a_terminal_lost_while_waiting_ends_after_120_s() -> None:
    play = waiting()
    play.lose("screen")
    assert play.wait(119.9) == []
    assert play.wait(0.1) == [
        "search_closed search=q1 reason=matter_closed",
        "matter_closed matter=1 reason=terminal_lost",
        "visit_ended reason=terminal_lost",
    ]
