"""Ringing: who is rung, who answers, who is too late."""

from msgspec.structs import replace

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Level, OfferReason
from signaling.visit import commands as c
from signaling.visit.limits import VisitLimits
from signaling.visit.model import CUSTOMER, Stage
from signaling.visit.refusal import GoneWhy
from signaling.visit.table import stage_of
from signaling.visit.visible import offer_to
from tests.visit.cast import call, laptop
from tests.visit.playbook import Playbook, ring


def calling() -> Playbook:
    play = Playbook()
    play.do(call())
    return play


def test_an_expert_is_rung_and_the_log_says_why() -> None:
    play = calling()
    assert play.do(ring("ann", reason=OfferReason.GOT_FREE)) == [
        "offer_made offer=ann@q1 search=q1 person=ann unit=unit-of-ann seat=laptop-ann reason=got_free"
    ]


def test_the_expert_who_answers_is_host() -> None:
    play = calling()
    play.ring("ann")
    play.now = 7.0
    assert play.answer("ann") == [
        "offer_closed offer=ann@q1 reason=answered",
        "search_closed search=q1 reason=found",
        "joined person=ann part=host unit=unit-of-ann circle=main",
        "seat_taken seat=laptop-ann",
    ]
    assert stage_of(play.visit) is Stage.SERVING
    assert play.visit.host == "ann"
    assert play.visit.matters[-1].first_answered_at == 7.0


def test_of_two_who_answer_at_once_the_first_wins() -> None:
    play = calling()
    play.ring("ann", "bo")
    assert play.answer("ann")[:2] == [
        "offer_closed offer=ann@q1 reason=answered",
        "offer_closed offer=bo@q1 reason=other_answered",
    ]
    play.gone(c.Answer(by="bo", offer="bo@q1", seat=laptop("bo")), GoneWhy.OTHER_ANSWERED)
    assert play.visit.host == "ann"


def test_pressing_twice_changes_nothing() -> None:
    play = calling()
    play.ring("ann")
    play.answer("ann")
    assert play.do(c.Answer(by="ann", offer="ann@q1", seat=laptop("ann"))) == []


def test_who_answers_what_was_cancelled_is_told() -> None:
    play = calling()
    play.ring("ann")
    play.do(c.Cancel(by=CUSTOMER))
    play.gone(c.Answer(by="ann", offer="ann@q1", seat=laptop("ann")), GoneWhy.WITHDRAWN)


def test_who_answers_after_declining_is_told() -> None:
    play = calling()
    play.ring("ann")
    play.do(c.Decline(by="ann", offer="ann@q1"))
    play.gone(c.Answer(by="ann", offer="ann@q1", seat=laptop("ann")), GoneWhy.DECLINED)


def test_nobody_answers_for_somebody_else() -> None:
    play = calling()
    play.ring("ann")
    play.refuse(c.Answer(by="bo", offer="ann@q1", seat=laptop("bo")), ErrorCode.NOT_ALLOWED)
    play.refuse(c.Decline(by="bo", offer="ann@q1"), ErrorCode.NOT_ALLOWED)
    play.refuse(c.Answer(by="bo", offer="of another visit", seat=laptop("bo")), ErrorCode.SEARCH_UNKNOWN)


def test_who_declines_is_not_rung_again_for_five_minutes() -> None:
    play = calling()
    play.ring("ann")
    assert play.do(c.Decline(by="ann", offer="ann@q1")) == ["offer_closed offer=ann@q1 reason=declined"]
    assert play.visit.searches[0].declined == (("ann", 0.0),)
    play.now = 299.9
    play.refuse(ring("ann"), ErrorCode.PERSON_UNAVAILABLE)
    play.now = 300.0
    play.ring("ann")
    assert offer_to(play.visit, "ann")


def test_declining_what_is_over_harms_nobody() -> None:
    play = calling()
    play.ring("ann", "bo")
    play.answer("ann")
    assert play.do(c.Decline(by="bo", offer="bo@q1")) == []


def test_after_the_ring_time_it_rings_on_and_the_next_is_sought() -> None:
    play = calling()
    play.ring("ann")
    assert play.wait(24.9) == []
    assert play.wait(0.1) == ["offer_silent offer=ann@q1", "search_spread search=q1 level=next"]
    play.ring("bo")
    assert play.wait(25.0) == ["offer_silent offer=bo@q1"]
    play.answer("ann")
    assert play.visit.host == "ann"


def test_after_60_s_the_whole_group_and_after_90_s_the_desk() -> None:
    play = calling()
    assert play.wait(59.9) == []
    assert play.wait(0.1) == ["search_spread search=q1 level=group"]
    assert play.wait(29.9) == []
    assert play.wait(0.1) == ["search_spread search=q1 level=desk"]
    assert play.visit.searches[0].level is Level.DESK


def test_a_silent_offer_does_not_narrow_a_search_that_has_spread() -> None:
    play = calling()
    play.wait(90.0)
    play.ring("ann")
    assert play.wait(25.0) == ["offer_silent offer=ann@q1"]
    assert play.visit.searches[0].level is Level.DESK


def test_a_timer_that_fires_early_or_twice_does_nothing() -> None:
    play = calling()
    play.ring("ann")
    assert play.do(c.MarkSilent(offer="ann@q1")) == []
    assert play.do(c.Spread(search="q1", level=Level.GROUP)) == []
    play.wait(61.0)
    assert play.do(c.MarkSilent(offer="ann@q1")) == []
    assert play.do(c.Spread(search="q1", level=Level.GROUP)) == []
    assert play.do(c.MarkSilent(offer="unknown")) == []
    assert play.do(c.Spread(search="unknown", level=Level.GROUP)) == []


def test_a_search_spreads_step_by_step() -> None:
    play = calling()
    play.now = 100.0
    assert play.do(c.Spread(search="q1", level=Level.DESK)) == []
    assert play.do(c.Spread(search="q1", level=Level.GROUP)) == ["search_spread search=q1 level=group"]
    assert play.do(c.Spread(search="q1", level=Level.DESK)) == ["search_spread search=q1 level=desk"]


def test_times_are_settings() -> None:
    play = Playbook(VisitLimits(ring=2.0, spread_to_group=3.0, spread_to_desk=4.0))
    play.do(call())
    play.ring("ann")
    assert play.wait(4.0) == [
        "offer_silent offer=ann@q1",
        "search_spread search=q1 level=next",
        "search_spread search=q1 level=group",
        "search_spread search=q1 level=desk",
    ]


def test_an_expert_whose_page_is_gone_rings_no_longer() -> None:
    play = calling()
    play.ring("ann")
    assert play.do(c.CloseOffer(offer="ann@q1")) == ["offer_closed offer=ann@q1 reason=gone"]
    play.gone(c.Answer(by="ann", offer="ann@q1", seat=laptop("ann")), GoneWhy.NOT_REACHED)
    assert play.do(c.CloseOffer(offer="ann@q1")) == []


def test_nobody_is_rung_twice_or_while_in_the_visit() -> None:
    play = calling()
    play.ring("ann")
    play.refuse(ring("ann"), ErrorCode.PERSON_BUSY)
    play.answer("ann")
    play.gone(ring("bo"), GoneWhy.SEARCH_OVER)


def test_a_rung_expert_who_reloads_the_page_is_rung_there() -> None:
    play = calling()
    play.ring("ann")
    assert play.do(c.TakeSeat(seat=laptop("ann", 1))) == ["seat_taken seat=laptop-ann"]
    offer = offer_to(play.visit, "ann")
    assert offer is not None and offer.seat == laptop("ann", 1)
    assert play.do(c.TakeSeat(seat=laptop("ann", 1))) == []
    assert play.visit.seats[0].person == CUSTOMER and len(play.visit.seats) == 1


def test_a_rung_expert_whose_camera_fails_shows_so_before_answering() -> None:
    play = calling()
    play.ring("ann")
    assert play.do(c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=False, sharing=False)) == [
        "devices_changed seat=laptop-ann sound=yes"
    ]
    offer = offer_to(play.visit, "ann")
    assert offer is not None and offer.seat == replace(laptop("ann"), camera=False)
