"""Who is rung for whom, rule by rule."""

from signaling.protocol.words import Level, OfferReason, Part, Purpose
from signaling.routing.assign import assign
from signaling.routing.model import Duty, Expert, Waiting
from tests.routing.making import EN, FI, SV, free, searching


def rung(
    waiting: list[Waiting], experts: list[Expert], now: float = 10.0
) -> list[tuple[str, str, OfferReason]]:
    """(search, person, reason) of each proposal."""
    return [(each.search, each.person, each.reason) for each in assign(waiting, experts, now)]


def test_the_longest_idle_is_rung() -> None:
    experts = [free("a", idle_since=-5), free("b", idle_since=-50), free("c", idle_since=-20)]
    assert rung([searching()], experts) == [("s1", "b", OfferReason.LONGEST_IDLE)]


def test_who_does_not_serve_it_is_not_rung() -> None:
    assert rung([searching(service="tax")], [free("a", "building")]) == []


def test_who_does_not_speak_the_language_is_not_rung() -> None:
    experts = [free("a", idle_since=-50, languages=(FI, EN)), free("b", languages=(FI, SV))]
    assert rung([searching(language=SV)], experts) == [("s1", "b", OfferReason.LONGEST_IDLE)]


def test_one_at_a_time_while_somebody_rings() -> None:
    assert rung([searching(rung=("a",))], [free("b")]) == []


def test_after_a_decline_the_next_is_rung_and_not_the_same_again() -> None:
    search = searching(until_retry=(("a", 300.0),))
    assert rung([search], [free("a", idle_since=-50), free("b")], now=20) == [
        ("s1", "b", OfferReason.AFTER_DECLINE)
    ]
    assert rung([search], [free("a")], now=299.9) == []


def test_who_comes_on_shift_after_a_decline_is_rung_because_of_it() -> None:
    search = searching(until_retry=(("a", 300.0),))
    assert rung([search], [free("b", idle_since=5)]) == [("s1", "b", OfferReason.AFTER_DECLINE)]


def test_who_comes_on_shift_while_somebody_waits_got_free() -> None:
    assert rung([searching(level=Level.GROUP)], [free("b", idle_since=5)]) == [
        ("s1", "b", OfferReason.GOT_FREE)
    ]


def test_a_decline_is_forgotten_in_time() -> None:
    assert rung([searching(until_retry=(("a", 300.0),))], [free("a")], now=300) == [
        ("s1", "a", OfferReason.AFTER_DECLINE)
    ]


def test_after_silence_one_more_is_rung_and_no_third() -> None:
    search = searching(level=Level.NEXT, rung=("a",))
    experts = [free("b", idle_since=-9), free("c", idle_since=-5)]
    assert rung([search], experts) == [("s1", "b", OfferReason.NEXT_AFTER_SILENCE)]
    assert rung([searching(level=Level.NEXT, rung=("a", "b"))], [free("c")]) == []


def test_then_the_whole_group() -> None:
    search = searching(level=Level.GROUP, rung=("a",))
    experts = [free("b", idle_since=-9), free("c", idle_since=-5), free("d", "building")]
    assert rung([search], experts) == [
        ("s1", "b", OfferReason.WHOLE_GROUP),
        ("s1", "c", OfferReason.WHOLE_GROUP),
    ]


def test_then_desk_clerks_too() -> None:
    clerk = free("clerk", "unsure", duty=Duty.CLERK, at_desk=True)
    lobby = free("lobby", "unsure", duty=Duty.CLERK)
    assert rung([searching(level=Level.GROUP)], [clerk]) == []
    assert rung([searching(level=Level.DESK, rung=("a",))], [clerk, lobby, free("d", "building")]) == [
        ("s1", "clerk", OfferReason.DESK_CLERK)
    ]


def test_a_desk_clerk_must_speak_the_language() -> None:
    clerk = free("clerk", "unsure", duty=Duty.CLERK, at_desk=True, languages=(FI,))
    assert rung([searching(level=Level.DESK, language=SV)], [clerk]) == []


def test_desk_clerks_are_not_rung_for_a_colleague_who_seeks_a_specialist() -> None:
    clerk = free("clerk", "unsure", duty=Duty.CLERK, at_desk=True)
    assert rung([searching(level=Level.DESK, purpose=Purpose.ASK, part=Part.SPECIALIST)], [clerk]) == []


def test_a_clerk_who_declares_a_service_is_an_expert_for_it() -> None:
    clerk = free("clerk", "unsure", "waste", duty=Duty.CLERK)
    assert rung([searching(service="waste")], [clerk]) == [("s1", "clerk", OfferReason.LONGEST_IDLE)]


def test_the_path_of_who_is_not_sure_goes_to_clerks_who_serve_it() -> None:
    experts = [free("a", "tax", idle_since=-90), free("clerk", "unsure", duty=Duty.CLERK, at_desk=True)]
    assert rung([searching(service="unsure")], experts) == [("s1", "clerk", OfferReason.LONGEST_IDLE)]


def test_who_is_named_is_rung_whatever_they_serve_and_nobody_else() -> None:
    search = searching(service="tax", person="b", purpose=Purpose.ASK, part=Part.SPECIALIST, language=SV)
    experts = [free("a", languages=(SV,)), free("b", "building", languages=(FI,))]
    assert rung([search], experts) == [("s1", "b", OfferReason.NAMED)]
    assert rung([search], experts[:1]) == []


def test_a_named_one_is_not_rung_twice() -> None:
    assert rung([searching(service=None, person="b", rung=("b",))], [free("b"), free("c")]) == []


def test_nobody_is_rung_for_a_visit_they_are_in() -> None:
    assert rung([searching(in_visit=("a",))], [free("a", idle_since=-50), free("b")]) == [
        ("s1", "b", OfferReason.LONGEST_IDLE)
    ]


def test_who_is_rung_for_another_is_not_free() -> None:
    waiting = [searching("s1", rung=("a",)), searching("s2", since=5)]
    assert rung(waiting, [free("a")]) == []


def test_an_interpreter_is_sought_among_interpreters() -> None:
    search = searching(service=None, part=Part.INTERPRETER, purpose=Purpose.ADD, language=SV)
    experts = [free("a", languages=(SV,)), free("tolk", "x", duty=Duty.INTERPRETER, languages=(FI, SV))]
    assert rung([search], experts) == [("s1", "tolk", OfferReason.LONGEST_IDLE)]


def test_an_interpreter_never_serves_a_matter() -> None:
    assert rung([searching(service="tax")], [free("tolk", "tax", duty=Duty.INTERPRETER)]) == []


def test_who_gets_free_is_rung_for_the_longest_waiting_that_they_serve() -> None:
    waiting = [
        searching("young", since=8),
        searching("old", since=2),
        searching("oldest", "building", since=1),
    ]
    assert rung(waiting, [free("a", "tax", idle_since=9)]) == [("old", "a", OfferReason.GOT_FREE)]


def test_a_transferred_matter_with_an_old_waiting_time_was_not_waiting_for_who_was_free() -> None:
    search = searching(since=0, opened_at=500, head=True)
    assert rung([search], [free("a", idle_since=100)], now=501) == [("s1", "a", OfferReason.LONGEST_IDLE)]


def test_the_head_of_the_line_goes_before_the_longest_waiting() -> None:
    waiting = [searching("old", since=1), searching("returned", since=6, head=True)]
    assert rung(waiting, [free("a")]) == [("returned", "a", OfferReason.LONGEST_IDLE)]


def test_whoever_took_a_head_last_is_for_those_who_have_just_come_in() -> None:
    waiting = [searching("old", since=1), searching("second", since=0, opened_at=6, head=True)]
    assert rung(waiting, [free("a", took_head=True)]) == [("old", "a", OfferReason.LONGEST_IDLE)]
    assert rung(waiting[1:], [free("a", took_head=True)]) == [("second", "a", OfferReason.LONGEST_IDLE)]


def test_a_head_is_spared_whom_somebody_else_can_take() -> None:
    waiting = [searching("old", since=1), searching("second", since=0, opened_at=6, head=True)]
    experts = [free("a", took_head=True, idle_since=-90), free("b")]
    assert [each[:2] for each in rung(waiting, experts)] == [("second", "b"), ("old", "a")]


def test_whom_nobody_else_wants_goes_to_a_head_again() -> None:
    waiting = [searching("old", since=1, language=SV), searching("second", since=0, head=True)]
    assert [each[:2] for each in rung(waiting, [free("a", took_head=True)])] == [("second", "a")]


def test_of_two_heads_the_one_whose_visit_began_first_is_first() -> None:
    waiting = [
        searching("late", since=3, opened_at=4, head=True),
        searching("early", since=1, opened_at=5, head=True),
    ]
    assert [each[:2] for each in rung(waiting, [free("a")])] == [("early", "a")]


def test_each_gets_at_most_one_and_the_next_in_line_gets_the_next_idle() -> None:
    waiting = [searching("second", since=2), searching("first", since=1), searching("third", since=3)]
    experts = [free("b", idle_since=-10), free("a", idle_since=-20)]
    assert rung(waiting, experts) == [
        ("first", "a", OfferReason.LONGEST_IDLE),
        ("second", "b", OfferReason.LONGEST_IDLE),
    ]


def test_nobody_waits_or_nobody_is_free() -> None:
    assert rung([], [free("a")]) == []
    assert rung([searching()], []) == []
