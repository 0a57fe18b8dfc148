"""What a place does without: it is so for the whole visit, as it was when the visit began."""

import msgspec

from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import Grant
from signaling.protocol.words import Feature, Purpose
from signaling.visit import commands as c
from signaling.visit.events import VisitOpened
from signaling.visit.links import links
from signaling.visit.model import CUSTOMER
from tests.visit.cast import call, desk_visit, laptop, service
from tests.visit.playbook import Playbook, invite, talking

SHARE = c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=True, sharing=True)


def served(*off: Feature) -> Playbook:
    return talking("ann", opening=call(off=off))


def granted(play: Playbook) -> set[Grant]:
    """Everything that anybody may send anybody now."""
    return {grant for link in links(play.visit) for sends in link.sends for grant in sends}


def another_matter() -> c.SecondMatter:
    return c.SecondMatter(by=CUSTOMER, service=service("kela"), language="fi", search="q2", private_room=True)


def test_a_visit_says_what_is_off_where_it_began() -> None:
    play = Playbook()
    (told, *_), (opened, *_) = play.do(call(off=(Feature.TEXT,))), play.log
    assert told.startswith("visit_opened ")
    assert isinstance(opened, VisitOpened)
    assert opened.off == play.visit.off == (Feature.TEXT,)


def test_without_text_nobody_may_write_neither_in_main_nor_in_an_aside() -> None:
    play = Playbook()
    play.do(desk_visit(off=(Feature.TEXT,)))
    play.do(invite("clerk", "ann", "q9", Purpose.ADD))
    play.ring("ann", search="q9")
    play.answer("ann")
    assert granted(play) == {Grant.SOUND, Grant.PICTURE}
    play.ask_first("clerk", "bo")
    assert play.sends("laptop-clerk", "laptop-bo") == (Grant.SOUND, Grant.PICTURE)
    assert Grant.TEXT in granted(served())


def test_without_screen_share_it_is_refused_and_everything_else_of_the_devices_is_not() -> None:
    play = served(Feature.SCREEN_SHARE)
    play.refuse(SHARE, ErrorCode.FEATURE_OFF)
    assert play.do(c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=False, sharing=False)) == [
        "devices_changed seat=laptop-ann sound=yes"
    ]


def test_who_shares_already_when_answering_shows_nothing_where_it_is_off() -> None:
    play = served(Feature.SCREEN_SHARE)
    play.do(c.TakeSeat(seat=msgspec.structs.replace(laptop("ann", 1), sharing=True)))
    assert Grant.SECOND_PICTURE not in granted(play)
    assert play.do(c.SetDevices(by="ann", seat="laptop-ann", sound=True, camera=False, sharing=True)) != []
    assert Grant.SECOND_PICTURE not in granted(play)


def test_without_a_second_matter_the_visit_ends_after_the_first() -> None:
    play = served(Feature.SECOND_MATTER)
    play.do(c.EndMatter(by="ann"))
    play.refuse(another_matter(), ErrorCode.FEATURE_OFF)
    play = served(Feature.TEXT, Feature.SCREEN_SHARE)
    play.do(c.EndMatter(by="ann"))
    assert play.do(another_matter()) != []


def test_a_visit_from_before_anything_could_be_off_has_everything() -> None:
    old = (
        b'{"type":"visit_opened","at":0.0,"visit":"v","kind":"terminal","place":"lavia","district":null,'
        b'"channel":"terminal"}'
    )
    assert msgspec.json.decode(old, type=VisitOpened).off == ()
