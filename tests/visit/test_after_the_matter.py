"""The matter is closed: outcome, ratings, another matter, the end, the wiped screen."""

import pytest
from msgspec import structs

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import EndReason, Outcome, Purpose
from signaling.visit import commands as c
from signaling.visit.engaged import engaged
from signaling.visit.model import CUSTOMER, Stage
from signaling.visit.refusal import GoneWhy
from signaling.visit.table import stage_of
from signaling.visit.visible import wrap_up_of
from tests.visit.cast import CLERK, call, desk_visit, laptop, screen, service
from tests.visit.playbook import Playbook, invite, talking


def served(*others: str) -> Playbook:
    return talking("ann", *others)


def closed(*others: str) -> Playbook:
    play = served(*others)
    play.now = 600.0
    play.do(c.EndMatter(by="ann"))
    return play


def second_matter(**facts: object) -> c.SecondMatter:
    return c.SecondMatter(
        by=CUSTOMER, service=service("kela", **facts), language="sv", search="q2", private_room=False
    )


def solved(by: str = "ann", matter: int = 1, outcome: Outcome = Outcome.SOLVED) -> c.GiveOutcome:
    return c.GiveOutcome(by=by, matter=matter, outcome=outcome)


def test_staff_end_the_matter_and_everybody_of_staff_leaves() -> None:
    play = served("bo")
    play.do(invite("ann", "cai", "q9", Purpose.ADD))
    play.ring("cai", search="q9")
    assert play.do(c.EndMatter(by="bo")) == [
        "offer_closed offer=cai@q9 reason=withdrawn",
        "search_closed search=q9 reason=matter_closed",
        "matter_closed matter=1 reason=served by=bo",
        "left person=ann reason=matter_closed",
        "left person=bo reason=matter_closed",
    ]
    assert stage_of(play.visit) is Stage.AFTER


def test_the_resident_ends_the_matter() -> None:
    play = served()
    assert play.do(c.EndMatter(by=CUSTOMER)) == [
        "matter_closed matter=1 reason=served by=customer",
        "left person=ann reason=matter_closed",
    ]
    assert play.do(c.EndMatter(by=CUSTOMER)) == []


def test_two_who_end_it_at_once_end_it_once() -> None:
    play = served()
    play.do(c.EndMatter(by="ann"))
    assert play.do(c.EndMatter(by=CUSTOMER)) == []
    assert play.do(c.EndMatter(by="ann")) == []


def test_at_a_desk_the_visit_ends_with_its_matter() -> None:
    play = Playbook()
    play.do(desk_visit())
    assert play.do(c.EndMatter(by=CLERK)) == [
        "matter_closed matter=1 reason=served by=clerk",
        "left person=clerk reason=matter_closed",
        "visit_ended reason=completed",
    ]


def test_a_customer_screen_has_nothing_to_press() -> None:
    play = Playbook()
    play.do(desk_visit())
    play.refuse(c.EndMatter(by=CUSTOMER), ErrorCode.NOT_ALLOWED)


def test_strangers_end_nothing() -> None:
    served().refuse(c.EndMatter(by="bo"), ErrorCode.NOT_YOUR_VISIT)


# --- the outcome ------------------------------------------------------------------------------------------------------------


def test_the_host_owes_the_outcome_and_nobody_else() -> None:
    play = closed("bo")
    assert [(w.person, w.owes_outcome) for w in play.visit.wrap_ups] == [("ann", True), ("bo", False)]
    assert engaged(play.visit) == {"ann", "place:reposaari"}
    assert play.do(solved()) == ["outcome_given matter=1 outcome=solved by=ann"]
    assert engaged(play.visit) == {"place:reposaari"}


def test_an_outcome_is_given_once() -> None:
    play = closed()
    play.do(solved())
    assert play.do(solved()) == []
    play.gone(solved(outcome=Outcome.BOOKED), GoneWhy.OUTCOME_GIVEN)
    assert play.visit.matters[0].outcome is Outcome.SOLVED


def test_only_who_owes_it_gives_it_and_not_before_the_end() -> None:
    play = served("bo")
    play.refuse(solved(), ErrorCode.NOT_ALLOWED)
    play.do(c.EndMatter(by="ann"))
    play.refuse(solved(by="cai"), ErrorCode.NOT_ALLOWED)
    play.refuse(solved(matter=7), ErrorCode.NOT_ALLOWED)
    play.refuse(solved(outcome=Outcome.NOT_GIVEN), ErrorCode.NOT_ALLOWED)
    play.refuse(solved(by="bo"), ErrorCode.NOT_ALLOWED)


def test_without_an_outcome_for_60_s_it_counts_as_not_given() -> None:
    play = closed()
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert play.wait(59.9) == []
    assert play.do(c.GiveUpOutcome(person="ann")) == []
    assert play.wait(0.1) == ["outcome_given matter=1 outcome=not_given by=ann"]
    assert engaged(play.visit) == frozenset()
    play.gone(solved(), GoneWhy.OUTCOME_GIVEN)


def test_an_outcome_that_was_pressed_in_time_and_told_later_is_taken_once() -> None:
    """Its page was cut off, or has crashed; the press was kept."""
    play = closed("bo")
    pressed = play.now + 5.0
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    play.wait(60.0)
    late = structs.replace(solved(), pressed_at=pressed)
    play.gone(structs.replace(late, by="bo"), GoneWhy.OUTCOME_GIVEN)
    play.gone(structs.replace(late, pressed_at=pressed + 56.0), GoneWhy.OUTCOME_GIVEN)
    assert play.do(late) == ["outcome_given matter=1 outcome=solved by=ann"]
    assert play.do(late) == []
    assert play.visit.matters[0].outcome is Outcome.SOLVED


def test_each_outcome_that_is_owed_has_its_own_time() -> None:
    play = closed()
    play.do(second_matter())
    play.now = 610.0
    play.ring("bo", search="q2")
    play.answer("bo")
    play.do(c.EndMatter(by="bo"))
    play.now = 690.0
    assert play.do(c.GiveUpOutcome(person="ann")) == ["outcome_given matter=1 outcome=not_given by=ann"]
    assert play.do(c.GiveUpOutcome(person="ann")) == []
    assert play.do(c.GiveUpOutcome(person="bo")) == ["outcome_given matter=2 outcome=not_given by=bo"]


def test_the_last_who_leaves_owes_the_outcome() -> None:
    play = served()
    play.do(c.Leave(by="ann"))
    assert [(w.person, w.owes_outcome) for w in play.visit.wrap_ups] == [("ann", True)]


def test_a_host_who_left_while_others_went_on_owes_nothing() -> None:
    play = served("bo")
    play.do(c.Leave(by="ann"))
    assert engaged(play.visit) == {"bo", "place:reposaari"}
    play.do(c.EndMatter(by="bo"))
    assert [(w.person, w.owes_outcome) for w in play.visit.wrap_ups] == [("ann", False), ("bo", True)]


def test_an_empty_chair_ends_the_visit_as_abandoned() -> None:
    play = closed()
    assert play.do(solved(outcome=Outcome.NO_CUSTOMER)) == [
        "outcome_given matter=1 outcome=no_customer by=ann",
        "visit_ended reason=abandoned",
    ]


def test_an_empty_chair_told_after_the_end_changes_the_end_no_more() -> None:
    play = closed()
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert play.do(solved(outcome=Outcome.NO_CUSTOMER)) == [
        "outcome_given matter=1 outcome=no_customer by=ann"
    ]
    assert play.visit.end is EndReason.COMPLETED


def test_an_empty_chair_of_the_first_matter_does_not_end_the_second() -> None:
    play = closed()
    play.do(second_matter())
    play.ring("bo", search="q2")
    play.answer("bo")
    play.do(c.EndMatter(by="bo"))
    play.do(solved(outcome=Outcome.NO_CUSTOMER))
    assert stage_of(play.visit) is Stage.AFTER


# --- how it went for staff --------------------------------------------------------------------------------------------------


def test_everybody_who_served_may_say_how_it_went_once() -> None:
    play = closed("bo")
    assert play.do(c.RateAsStaff(by="bo", matter=1, score=4)) == ["staff_rated person=bo matter=1 score=4"]
    assert play.do(c.RateAsStaff(by="bo", matter=1, score=1)) == []
    assert play.do(c.RateAsStaff(by="ann", matter=1, score=2)) == ["staff_rated person=ann matter=1 score=2"]
    play.refuse(c.RateAsStaff(by="cai", matter=1, score=2), ErrorCode.NOT_ALLOWED)


def test_who_comes_back_to_the_same_matter_does_not_rate_it_twice() -> None:
    play = served("bo")
    play.do(c.Leave(by="bo"))
    play.do(c.RateAsStaff(by="bo", matter=1, score=4))
    play.do(invite("ann", "bo", "q9", Purpose.ADD))
    play.ring("bo", search="q9")
    play.answer("bo")
    play.do(c.EndMatter(by="ann"))
    assert play.do(c.RateAsStaff(by="bo", matter=1, score=1)) == []


def test_the_rating_is_shown_for_60_s_and_the_outcome_until_it_is_given() -> None:
    play = closed("bo")
    mine = wrap_up_of(play.visit, "bo", 659.9)
    assert mine is not None and not mine.owes_outcome
    assert wrap_up_of(play.visit, "bo", 660.0) is None
    owed = wrap_up_of(play.visit, "ann", 5000.0)
    assert owed is not None and owed.owes_outcome
    play.do(c.RateAsStaff(by="bo", matter=1, score=4))
    assert wrap_up_of(play.visit, "bo", 601.0) is None
    assert wrap_up_of(play.visit, "cai", 601.0) is None


def test_who_is_there_or_rung_again_is_shown_no_rating() -> None:
    play = served("bo")
    play.do(c.Leave(by="bo"))
    assert wrap_up_of(play.visit, "bo", 1.0)
    play.do(invite("ann", "bo", "q9", Purpose.ADD))
    play.ring("bo", search="q9")
    assert wrap_up_of(play.visit, "bo", 1.0) is None
    play.answer("bo")
    assert wrap_up_of(play.visit, "bo", 1.0) is None


# --- the After screen -------------------------------------------------------------------------------------------------------


def test_a_chosen_face_and_valmis_end_the_visit() -> None:
    play = closed()
    assert play.do(c.Finish(by=CUSTOMER, score=5, words_length=80)) == [
        "rated score=5 words_length=80",
        "visit_ended reason=completed",
    ]


def test_ohita_ends_it_without_a_rating() -> None:
    play = closed()
    assert play.do(c.Finish(by=CUSTOMER, score=None, words_length=0)) == ["visit_ended reason=completed"]


def test_an_after_screen_that_nobody_touches_ends_by_itself() -> None:
    play = closed()
    play.do(solved())
    assert play.wait(59.9) == []
    assert play.do(c.EndUntouched()) == []
    assert play.wait(0.1) == ["visit_ended reason=completed"]


def test_a_touch_gives_the_after_screen_its_whole_time_again() -> None:
    play = closed()
    play.do(solved())
    assert play.wait(50.0) == []
    assert play.do(c.Touch(by=CUSTOMER, keep_waiting=False)) == ["resident_touched"]
    assert play.wait(59.9) == []
    assert play.wait(0.1) == ["visit_ended reason=completed"]


def test_a_terminal_lost_at_the_after_screen_has_completed_its_visit() -> None:
    play = closed()
    play.do(solved())
    play.lose("screen")
    assert play.wait(60.0) == ["visit_ended reason=completed"]


def test_the_resident_s_rating_counts_once_also_after_the_end() -> None:
    play = closed()
    rating = c.RecordRating(by=CUSTOMER, score=2, words_length=0)
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert play.do(rating) == ["rated score=2"]
    assert play.do(rating) == []
    assert play.do(c.Finish(by=CUSTOMER, score=5, words_length=0)) == []


def test_a_rating_kept_while_the_server_was_away_counts_before_the_end() -> None:
    play = closed()
    assert play.do(c.RecordRating(by=CUSTOMER, score=2, words_length=0)) == ["rated score=2"]
    assert stage_of(play.visit) is Stage.AFTER
    assert play.do(c.Finish(by=CUSTOMER, score=2, words_length=0)) == ["visit_ended reason=completed"]


def test_a_late_valmis_still_brings_its_score() -> None:
    play = closed()
    play.wait(60.0)
    assert play.do(c.Finish(by=CUSTOMER, score=3, words_length=0)) == ["rated score=3"]


def test_a_visit_that_nobody_answered_is_not_rated() -> None:
    play = Playbook()
    play.do(call())
    play.do(c.Cancel(by=CUSTOMER))
    play.refuse(c.RecordRating(by=CUSTOMER, score=1, words_length=0), ErrorCode.WRONG_MOMENT)
    assert play.do(c.Finish(by=CUSTOMER, score=1, words_length=0)) == []


@pytest.mark.parametrize(
    "command",
    [
        c.Finish(by="ann", score=5, words_length=0),
        c.RecordRating(by="ann", score=5, words_length=0),
        c.RecordWipe(by="ann"),
        c.SecondMatter(by="ann", service=service(), language="fi", search="q2", private_room=True),
    ],
)
def test_staff_do_not_act_for_the_resident(command: c.Command) -> None:
    closed().refuse(command, ErrorCode.NOT_ALLOWED)


def test_the_page_wipes_itself_once() -> None:
    play = closed()
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert play.do(c.RecordWipe(by=CUSTOMER)) == ["wiped"]
    assert play.do(c.RecordWipe(by=CUSTOMER)) == []


def test_a_page_that_wiped_itself_without_the_server_has_ended_the_visit() -> None:
    play = closed()
    assert play.do(c.RecordWipe(by=CUSTOMER)) == ["visit_ended reason=completed", "wiped"]


# --- another matter ---------------------------------------------------------------------------------------------------------


def test_another_matter_opens_at_the_head_of_its_line_in_the_same_visit() -> None:
    play = closed()
    assert play.do(second_matter()) == [
        "matter_opened matter=2 service=kela unit=unit-of-kela language=sv wait_limit=600",
        "search_opened search=q2 purpose=serve part=host service=kela language=sv head=yes",
    ]
    assert stage_of(play.visit) is Stage.SEEKING
    play.ring("bo", search="q2")
    play.answer("bo")
    assert play.visit.host == "bo"


def test_another_matter_is_refused_like_a_call() -> None:
    play = closed()
    play.refuse(second_matter(open=False), ErrorCode.SERVICE_CLOSED)
    play.refuse(second_matter(sensitive=True), ErrorCode.PRIVATE_ROOM_NEEDED)


def test_who_still_owes_the_first_outcome_is_not_rung_for_the_second_matter() -> None:
    play = closed()
    play.do(second_matter())
    offer = c.MakeOffer(
        offer="o",
        search="q2",
        person="ann",
        unit=None,
        seat=laptop("ann"),
        reason="longest_idle",  # type: ignore[arg-type]
    )
    play.refuse(offer, ErrorCode.PERSON_BUSY)
    play.do(solved())
    play.do(offer)


def test_an_outcome_may_come_while_the_next_matter_is_sought_or_served() -> None:
    play = closed("bo")
    play.do(second_matter())
    assert play.do(solved()) == ["outcome_given matter=1 outcome=solved by=ann"]
    play.ring("cai", search="q2")
    play.answer("cai")
    assert play.do(c.RateAsStaff(by="bo", matter=1, score=5)) == ["staff_rated person=bo matter=1 score=5"]
    play.do(c.EndMatter(by="cai"))
    assert play.do(solved(by="cai", matter=2)) == ["outcome_given matter=2 outcome=solved by=cai"]


def test_cancelling_the_second_matter_ends_the_visit() -> None:
    play = closed()
    play.do(second_matter())
    assert play.do(c.Cancel(by=CUSTOMER))[-1] == "visit_ended reason=cancelled"


# --- after the end ----------------------------------------------------------------------------------------------------------


def test_after_the_end_nothing_begins() -> None:
    play = closed()
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    for command in (
        call(),
        second_matter(),
        c.BeginHold(by="ann"),
        invite("ann", "bo", "q9", Purpose.ADD),
    ):
        play.refuse(command, ErrorCode.VISIT_OVER)


@pytest.mark.parametrize(
    "command",
    [
        c.Cancel(by=CUSTOMER),
        c.EndMatter(by="ann"),
        c.Leave(by="ann"),
        c.TakeSeat(seat=screen(1)),
        c.LoseSeat(seat="screen", since=1.0),
        c.GiveUpSeat(seat="screen"),
        c.EndUntouched(),
        c.SealAside(),
        c.Withdraw(by="ann", search="q1"),
    ],
)
def test_after_the_end_what_comes_late_harms_nobody(command: c.Command) -> None:
    play = closed()
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert play.do(command) == []
