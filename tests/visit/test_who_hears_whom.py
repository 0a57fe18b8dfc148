"""`links`: who is connected, who may send what, and which device of a place sounds."""

from msgspec.structs import replace

from signaling.protocol.scalars import Grant
from signaling.protocol.words import Circle, Purpose
from signaling.visit import commands as c
from signaling.visit.engaged import engaged
from signaling.visit.links import audio_end, circle_of, links
from signaling.visit.model import CUSTOMER
from tests.visit.cast import (
    CLERK,
    DESK,
    TERMINAL,
    call,
    customer_screen,
    desk_visit,
    laptop,
    paper_camera,
    screen,
)
from tests.visit.playbook import Playbook, invite

SOUND, PICTURE, TEXT, PAPER = Grant.SOUND, Grant.PICTURE, Grant.TEXT, Grant.PAPER


def calling(*rung: str, with_camera: bool = False) -> Playbook:
    play = Playbook()
    play.do(call(seats=(screen(), paper_camera()) if with_camera else (screen(),)))
    play.ring(*rung)
    return play


def answered(*, with_camera: bool = False) -> Playbook:
    play = calling("ann", with_camera=with_camera)
    play.answer("ann")
    return play


def at_the_desk() -> Playbook:
    play = Playbook()
    play.do(desk_visit())
    return play


def test_links_are_made_ready_for_the_two_rung_first_and_nobody_sends() -> None:
    play = calling("cai", "ann", "bo")
    assert set(play.link_ids().values()) == {
        frozenset({"screen", "laptop-cai"}),
        frozenset({"screen", "laptop-ann"}),
    }
    assert all(link.sends == ((), ()) for link in links(play.visit))
    assert circle_of(play.visit, "ann") is Circle.NONE


def test_two_ends_of_a_link_know_each_other() -> None:
    (link,) = links(answered().visit)
    assert (link.other("screen"), link.other("laptop-ann")) == ("laptop-ann", "screen")


def test_somebody_rung_during_a_hold_is_in_no_circle_with_the_customer() -> None:
    play = answered()
    play.do(invite("ann", "bo", "q9", Purpose.ADD))
    play.ring("bo", search="q9")
    play.do(c.BeginHold(by="ann"))
    assert circle_of(play.visit, "bo") is circle_of(play.visit, CUSTOMER) is Circle.NONE
    assert play.sends("laptop-bo", "screen") == play.sends("screen", "laptop-bo") == ()


def test_when_one_of_the_two_declines_the_next_is_made_ready() -> None:
    play = calling("cai", "ann", "bo")
    play.do(c.Decline(by="cai", offer="cai@q1"))
    assert frozenset({"screen", "laptop-bo"}) in play.link_ids().values()


def test_an_answer_opens_the_link_that_was_ready() -> None:
    play = calling("ann")
    ready = play.link_ids()
    play.answer("ann")
    assert play.link_ids() == ready
    assert play.sends("screen", "laptop-ann") == (SOUND, PICTURE, TEXT, PAPER)
    assert play.sends("laptop-ann", "screen") == (SOUND, PICTURE, TEXT)


def test_the_rung_who_were_not_answered_have_no_link() -> None:
    play = calling("ann", "bo")
    play.answer("ann")
    assert set(play.link_ids().values()) == {frozenset({"screen", "laptop-ann"})}


def test_a_link_s_id_tells_nothing_and_changes_with_a_page() -> None:
    play = answered()
    (link,) = play.link_ids()
    assert len(link) == 32 and set(link) <= set("0123456789abcdef")
    play.do(c.TakeSeat(seat=screen(1)))
    (other,) = play.link_ids()
    assert other != link


def test_a_link_s_id_does_not_depend_on_the_order_in_which_its_ends_came() -> None:
    one, other = calling("ann"), calling("bo")
    other.do(c.Decline(by="bo", offer="bo@q1"))
    other.ring("ann")
    assert one.link_ids() == other.link_ids()


def test_the_same_end_always_offers() -> None:
    play = answered(with_camera=True)
    offers = {(link.offerer, link.answerer) for link in links(play.visit)}
    assert offers == {("laptop-ann", "screen"), ("laptop-ann", "paper")}


def test_a_paper_camera_answers_also_a_seat_with_a_greater_id() -> None:
    play = Playbook()
    play.do(call(seats=(screen(), replace(paper_camera(), id="a-paper-camera"))))
    play.ring("ann")
    assert ("laptop-ann", "a-paper-camera") in {(x.offerer, x.answerer) for x in links(play.visit)}


def test_a_paper_camera_shows_paper_to_staff_and_hears_and_sees_nobody() -> None:
    play = answered(with_camera=True)
    assert play.sends("paper", "laptop-ann") == (PAPER,)
    assert play.sends("laptop-ann", "paper") == ()
    assert audio_end(play.visit, TERMINAL) == "screen"


def test_a_shared_screen_is_a_second_picture() -> None:
    play = answered()
    play.do(c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=True, sharing=True))
    assert play.sends("laptop-ann", "screen") == (SOUND, PICTURE, Grant.SECOND_PICTURE, TEXT)


def test_a_seat_without_a_camera_may_send_the_picture_it_gets_later() -> None:
    play = answered()
    play.do(c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=False, sharing=False))
    assert play.sends("laptop-ann", "screen") == (SOUND, PICTURE, TEXT)


def test_inside_one_place_there_is_no_link() -> None:
    play = at_the_desk()
    assert links(play.visit) == ()
    play.add(CLERK, "ann")
    assert set(play.link_ids().values()) == {
        frozenset({"laptop-clerk", "laptop-ann"}),
        frozenset({"customer-screen", "laptop-ann"}),
    }


def test_a_desk_sounds_at_the_customer_screen_and_has_two_pictures() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    assert play.sends("customer-screen", "laptop-ann") == (SOUND, PICTURE)
    assert play.sends("laptop-clerk", "laptop-ann") == (PICTURE, TEXT)
    assert play.sends("laptop-ann", "customer-screen") == (SOUND, PICTURE, TEXT)
    assert play.sends("laptop-ann", "laptop-clerk") == (PICTURE, TEXT)


def test_a_customer_screen_without_sound_leaves_it_to_the_laptop() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.do(c.SetDevices(by=CUSTOMER, seat="customer-screen", sound=False, camera=True, sharing=False))
    assert audio_end(play.visit, DESK) == "laptop-clerk"
    assert play.sends("laptop-ann", "laptop-clerk") == (SOUND, PICTURE, TEXT)
    assert play.sends("laptop-ann", "customer-screen") == (PICTURE, TEXT)


def test_while_the_clerk_asks_the_clerk_s_laptop_sounds() -> None:
    play = at_the_desk()
    play.ask_first(CLERK, "ann")
    assert audio_end(play.visit, DESK) == "laptop-clerk"
    assert play.sends("laptop-ann", "laptop-clerk") == (SOUND, PICTURE, TEXT)
    play.do(c.BringIn(by=CLERK, person="ann"))
    assert audio_end(play.visit, DESK) == "customer-screen"


def test_a_lost_customer_screen_leaves_the_sound_to_the_laptop_and_takes_it_back() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.lose("customer-screen")
    assert play.sends("laptop-clerk", "laptop-ann") == (SOUND, PICTURE, TEXT)
    play.do(c.TakeSeat(seat=customer_screen()))
    assert audio_end(play.visit, DESK) == "customer-screen"


def test_a_lost_laptop_leaves_the_sound_at_the_customer_screen() -> None:
    play = at_the_desk()
    play.add(CLERK, "ann")
    play.do(c.SetDevices(by=CUSTOMER, seat="customer-screen", sound=False, camera=True, sharing=False))
    play.lose("laptop-clerk")
    assert audio_end(play.visit, DESK) == "customer-screen"


def test_of_two_devices_of_one_place_one_sounds() -> None:
    play = answered()
    play.do(c.TakeSeat(seat=replace(laptop("ann"), id="a-tablet")))
    assert audio_end(play.visit, "place-of-ann") == "a-tablet"
    assert play.sends("laptop-ann", "screen") == (PICTURE, TEXT)
    play.lose("a-tablet")
    assert play.sends("laptop-ann", "screen") == (SOUND, PICTURE, TEXT)


def test_nobody_s_place_has_an_audio_end() -> None:
    assert audio_end(answered().visit, "elsewhere") is None


def test_adding_somebody_touches_no_link() -> None:
    play = answered()
    before = play.link_ids()
    play.add("ann", "bo")
    assert before.items() <= play.link_ids().items()
    play.do(c.Leave(by="bo"))
    assert play.link_ids() == before


def test_after_the_matter_nobody_is_connected() -> None:
    play = answered()
    play.do(c.EndMatter(by="ann"))
    assert links(play.visit) == ()
    assert circle_of(play.visit, "ann") is Circle.NONE
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert links(play.visit) == ()
    assert circle_of(play.visit, CUSTOMER) is Circle.NONE


def test_a_visit_engages_whoever_is_rung_there_or_owes_an_outcome() -> None:
    play = calling("ann", "bo")
    assert engaged(play.visit) == {"ann", "bo", "place:reposaari"}
    play.answer("ann")
    assert engaged(play.visit) == {"ann", "place:reposaari"}
    play.do(c.EndMatter(by="ann"))
    play.do(c.Finish(by=CUSTOMER, score=None, words_length=0))
    assert engaged(play.visit) == {"ann"}
    play.wait(60.0)
    assert engaged(play.visit) == frozenset()
