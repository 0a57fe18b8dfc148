"""Pages come, are lost, return, and are given up."""

from msgspec.structs import replace

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle
from signaling.visit import commands as c
from signaling.visit.links import audio_end, circle_of
from signaling.visit.model import CUSTOMER, Stage
from signaling.visit.refusal import GoneWhy
from signaling.visit.table import stage_of
from signaling.visit.visible import seat_of
from tests.visit.cast import (
    CLERK,
    DESK,
    call,
    customer_screen,
    desk_visit,
    inquiry,
    laptop,
    paper_camera,
    screen,
    service,
)
from tests.visit.playbook import Playbook, ring, talking


def served(*people: str) -> Playbook:
    return talking(*people, opening=call(seats=(screen(), paper_camera())))


def at_the_desk() -> Playbook:
    play = Playbook()
    play.do(desk_visit())
    return play


def test_the_same_page_that_returns_has_the_same_links() -> None:
    play = served("ann")
    before = play.link_ids()
    assert play.do(c.LoseSeat(seat="laptop-ann", since=0.0)) == ["seat_lost seat=laptop-ann"]
    assert circle_of(play.visit, "ann") is Circle.NONE
    assert play.sends("screen", "laptop-ann") == play.sends("laptop-ann", "screen") == ()
    assert play.link_ids() == before
    assert play.do(c.TakeSeat(seat=laptop("ann"))) == ["seat_returned seat=laptop-ann"]
    assert play.link_ids() == before
    assert play.sends("screen", "laptop-ann") != ()


def test_a_new_page_has_the_seat_and_new_links() -> None:
    play = served("ann", "bo")
    before = play.link_ids()
    assert play.do(c.TakeSeat(seat=laptop("ann", 1))) == ["seat_taken seat=laptop-ann"]
    kept = play.link_ids().keys() & before.keys()
    assert {before[link] for link in kept} == {
        frozenset({"screen", "laptop-bo"}),
        frozenset({"paper", "laptop-bo"}),
    }
    assert len(play.link_ids()) == len(before)


def test_a_page_that_is_there_already_changes_nothing() -> None:
    play = served("ann")
    assert play.do(c.TakeSeat(seat=laptop("ann"))) == []
    assert play.do(c.LoseSeat(seat="unknown", since=0.0)) == []
    play.lose("laptop-ann")
    assert play.do(c.LoseSeat(seat="laptop-ann", since=0.0)) == []


def test_a_page_that_comes_with_a_lost_seat_is_there() -> None:
    play = served("ann")
    play.lose("laptop-ann")
    play.do(c.TakeSeat(seat=replace(laptop("ann", 1), lost_at=3.0)))
    seat = seat_of(play.visit, "laptop-ann")
    assert seat is not None and seat.lost_at is None


def test_nobody_sits_down_in_somebody_else_s_visit() -> None:
    play = served("ann")
    play.refuse(c.TakeSeat(seat=laptop("bo")), ErrorCode.NOT_YOUR_VISIT)
    play.refuse(c.TakeSeat(seat=customer_screen()), ErrorCode.NOT_YOUR_VISIT)


def test_a_customer_screen_opened_in_mid_visit_becomes_the_audio_end() -> None:
    play = Playbook()
    play.do(desk_visit(with_screen=False))
    assert audio_end(play.visit, DESK) == "laptop-clerk"
    assert play.do(c.TakeSeat(seat=customer_screen())) == ["seat_taken seat=customer-screen"]
    assert audio_end(play.visit, DESK) == "customer-screen"


def test_a_lost_customer_screen_ends_nothing_and_the_laptop_sounds() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.lose("customer-screen")
    assert audio_end(play.visit, DESK) == "laptop-clerk"
    assert circle_of(play.visit, CUSTOMER) is Circle.MAIN
    assert play.wait(119.9) == []
    assert play.wait(0.1) == ["seat_left seat=customer-screen"]
    assert play.wait(36_000.0) == []


def test_a_customer_screen_that_is_closed_is_put_away() -> None:
    play = at_the_desk()
    assert play.do(c.PutAwaySeat(seat="customer-screen")) == ["seat_left seat=customer-screen"]
    assert play.do(c.PutAwaySeat(seat="customer-screen")) == []


def test_what_somebody_rests_on_is_not_put_away() -> None:
    play = served("ann")
    play.refuse(c.PutAwaySeat(seat="screen"), ErrorCode.WRONG_MOMENT)
    play.refuse(c.PutAwaySeat(seat="laptop-ann"), ErrorCode.WRONG_MOMENT)
    play.do(c.TakeSeat(seat=replace(laptop("ann"), id="tablet")))
    assert play.do(c.PutAwaySeat(seat="laptop-ann")) == ["seat_left seat=laptop-ann"]


def test_a_lost_paper_camera_ends_nothing() -> None:
    play = served("ann")
    play.lose("paper")
    assert play.wait(120.0) == ["seat_left seat=paper"]
    assert play.wait(36_000.0) == []


def test_somebody_with_another_device_is_still_there() -> None:
    play = served("ann")
    play.do(c.TakeSeat(seat=replace(laptop("ann"), id="tablet")))
    play.lose("laptop-ann")
    assert circle_of(play.visit, "ann") is Circle.MAIN
    assert play.wait(120.0) == ["seat_left seat=laptop-ann"]
    play.lose("tablet")
    assert play.wait(120.0)[0] == "left person=ann reason=lost"


def test_devices_are_told_once_when_they_change() -> None:
    play = served("ann")
    change = c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=False, sharing=True)
    assert play.do(change) == ["devices_changed seat=laptop-ann sound=yes sharing=yes"]
    assert play.do(change) == []
    play.refuse(
        c.SetDevices(by=CUSTOMER, seat="laptop-ann", sound=True, camera=True, sharing=True),
        ErrorCode.NOT_YOUR_VISIT,
    )
    assert play.do(c.SetDevices(by="ann", seat="unknown", sound=True, camera=True, sharing=True)) == []


# --- given up ---------------------------------------------------------------------------------------------------------------


def test_a_terminal_lost_for_120_s_ends_the_visit() -> None:
    play = served("ann")
    play.now = 300.0
    play.do(c.LoseSeat(seat="screen", since=290.0))
    assert play.wait(109.9) == []
    assert play.do(c.GiveUpSeat(seat="screen")) == []
    assert play.wait(0.1) == [
        "matter_closed matter=1 reason=terminal_lost",
        "left person=ann reason=matter_closed",
        "visit_ended reason=terminal_lost",
    ]
    assert [w.owes_outcome for w in play.visit.wrap_ups] == [True]


def test_a_terminal_that_is_back_in_time_goes_on() -> None:
    play = served("ann")
    play.lose("screen")
    play.wait(119.9)
    play.do(c.TakeSeat(seat=screen(1)))
    assert play.wait(36_000.0) == []


def test_when_the_last_of_staff_is_lost_the_resident_is_first_in_line_again() -> None:
    play = served("ann")
    play.now = 300.0
    play.lose("laptop-ann")
    assert play.wait(119.9) == []
    assert play.wait(0.1) == [
        "left person=ann reason=lost",
        "matter_returned matter=1",
        "search_opened search=v.13 purpose=serve part=host service=rakennusluvat language=fi head=yes",
    ]
    assert stage_of(play.visit) is Stage.SEEKING
    search = play.visit.searches[0]
    assert (search.since, search.opened_at) == (0.0, 420.0)
    play.ring("bo", search=search.id)
    play.answer("bo")
    assert play.visit.host == "bo"
    assert play.visit.matters[-1].first_answered_at == 0.0


def test_whoever_declined_before_is_remembered_when_the_matter_returns() -> None:
    play = Playbook()
    play.do(call())
    play.ring("bo")
    play.do(c.Decline(by="bo", offer="bo@q1"))
    play.ring("ann")
    play.answer("ann")
    play.lose("laptop-ann")
    play.wait(120.0)
    play.refuse(ring("bo", play.visit.searches[0].id), ErrorCode.PERSON_UNAVAILABLE)


def test_a_matter_that_returns_after_closing_time_rings_its_15_minutes() -> None:
    play = Playbook()
    play.do(call(service=service(closes_at=10.0, wait_limit=3600.0)))
    play.ring("ann")
    play.answer("ann")
    play.now = 5000.0
    play.lose("laptop-ann")
    play.wait(120.0)
    assert play.wait(170.0) == [
        "search_spread search=v.12 level=group",
        "search_spread search=v.12 level=desk",
    ]
    while play.now < 5990.0:
        play.do(c.Touch(by=CUSTOMER, keep_waiting=True))
        play.wait(100.0)
    assert play.wait(29.9) == []
    assert play.wait(0.1)[-1] == "visit_ended reason=closed_hours"


def test_when_others_are_there_only_the_lost_one_leaves() -> None:
    play = served("ann", "bo")
    play.lose("laptop-ann")
    assert play.wait(120.0) == ["left person=ann reason=lost", "host_changed host=bo"]
    assert stage_of(play.visit) is Stage.SERVING


def test_a_restart_in_which_all_of_staff_stay_away_returns_the_matter() -> None:
    play = served("ann", "bo")
    play.lose("screen", "paper", "laptop-ann", "laptop-bo")
    play.do(c.TakeSeat(seat=screen()))
    assert [line.split()[0] for line in play.wait(120.0)] == [
        "seat_left",
        "left",
        "host_changed",
        "left",
        "matter_returned",
        "search_opened",
    ]


def test_at_a_desk_the_clerk_is_waited_for_for_15_minutes() -> None:
    play = at_the_desk()
    play.lose("laptop-clerk")
    assert play.wait(899.9) == []
    assert play.wait(0.1) == [
        "matter_closed matter=1 reason=ended_unknown",
        "left person=clerk reason=lost",
        "visit_ended reason=ended_unknown",
    ]
    assert not any(w.owes_outcome for w in play.visit.wrap_ups)


def test_at_a_desk_the_specialist_goes_on_when_the_clerk_is_lost() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.lose("laptop-clerk")
    assert play.wait(120.0) == ["left person=clerk reason=lost", "host_changed host=ann"]


def test_nobody_is_kept_in_an_aside_for_a_clerk_who_is_waited_for() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    play.lose("laptop-clerk")
    assert play.wait(120.0) == [
        "left person=ann reason=released",
        "moved person=clerk circle=main",
        "aside_ended",
    ]
    assert play.wait(779.9) == []
    assert play.wait(0.1)[-1] == "visit_ended reason=ended_unknown"


def test_an_inquiry_with_somebody_lost_for_120_s_ends() -> None:
    play = Playbook()
    play.do(inquiry("ann", "bo"))
    play.ring("bo")
    play.answer("bo")
    play.lose("laptop-bo")
    assert play.wait(120.0) == [
        "matter_closed matter=1 reason=ended_unknown",
        "left person=ann reason=matter_closed",
        "left person=bo reason=matter_closed",
        "visit_ended reason=ended_unknown",
    ]


def given_up(*people: str) -> Playbook:
    """All of them are lost for 120 s."""
    play = served(*people)
    for person in people:
        play.do(c.LoseSeat(seat=f"laptop-{person}", since=0.0))
    play.now = 120.0
    for person in people:
        play.do(c.GiveUpSeat(seat=f"laptop-{person}"))
    return play


def test_who_comes_back_to_a_resident_who_waits_is_host_again_and_nobody_is_rung_any_longer() -> None:
    play = given_up("ann")
    search = play.visit.searches[0].id
    play.ring("ann", "bo", search=search)
    assert play.do(c.ComeBack(by="ann", seat=laptop("ann", 1))) == [
        f"offer_closed offer=ann@{search} reason=other_answered",
        f"offer_closed offer=bo@{search} reason=other_answered",
        f"search_closed search={search} reason=found",
        "joined person=ann part=host unit=unit-of-ann circle=main",
        "seat_taken seat=laptop-ann",
    ]
    assert stage_of(play.visit) is Stage.SERVING
    assert play.do(c.ComeBack(by="ann", seat=laptop("ann", 1))) == [], "a second press"


def test_who_comes_back_to_others_is_no_host() -> None:
    play = served("ann", "bo")
    play.do(c.LoseSeat(seat="laptop-ann", since=0.0))
    play.now = 120.0
    play.do(c.GiveUpSeat(seat="laptop-ann"))
    play.do(c.ComeBack(by="ann", seat=laptop("ann")))
    assert play.visit.host == "bo"
    assert [p.id for p in play.visit.people] == [CUSTOMER, "bo", "ann"]


def test_nobody_comes_back_to_a_matter_that_is_over_or_was_never_theirs() -> None:
    play = given_up("ann")
    play.gone(c.ComeBack(by="eve", seat=laptop("eve")), GoneWhy.VISIT_OVER)
    play.do(c.Cancel(by=CUSTOMER))
    play.gone(c.ComeBack(by="ann", seat=laptop("ann")), GoneWhy.VISIT_OVER)
    left = served("ann", "bo")
    left.do(c.Leave(by="ann"))
    left.gone(c.ComeBack(by="ann", seat=laptop("ann")), GoneWhy.VISIT_OVER)


def test_who_was_given_up_does_not_return_by_themselves() -> None:
    play = served("ann")
    play.lose("laptop-ann")
    play.wait(120.0)
    play.refuse(c.TakeSeat(seat=laptop("ann")), ErrorCode.NOT_YOUR_VISIT)
    assert play.do(c.Leave(by="ann")) == []
