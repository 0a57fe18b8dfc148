"""Staff call staff: no customer, no line."""

import pytest

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Purpose
from signaling.visit import commands as c
from signaling.visit.engaged import engaged
from signaling.visit.model import CUSTOMER, Stage
from signaling.visit.table import stage_of
from tests.visit.cast import inquiry, service
from tests.visit.playbook import Playbook, invite


def calling() -> Playbook:
    play = Playbook()
    play.do(inquiry("ann", "bo"))
    return play


def talking() -> Playbook:
    play = calling()
    play.ring("bo")
    play.answer("bo")
    return play


def test_one_of_staff_calls_another() -> None:
    play = Playbook()
    assert play.do(inquiry("ann", "bo")) == [
        "visit_opened visit=v kind=inquiry place=place-of-ann channel=inquiry",
        "joined person=ann part=host unit=unit-of-ann circle=main",
        "seat_taken seat=laptop-ann",
        "matter_opened matter=1 language=fi",
        "search_opened search=q1 purpose=add part=specialist person=bo language=fi by=ann",
    ]
    assert stage_of(play.visit) is Stage.SERVING
    assert engaged(play.visit) == {"ann"}


def test_nobody_calls_nobody_or_themselves() -> None:
    Playbook().refuse(inquiry("ann", None), ErrorCode.PERSON_UNKNOWN)  # type: ignore[arg-type]
    Playbook().refuse(inquiry("ann", "ann"), ErrorCode.PERSON_UNKNOWN)


def test_they_talk_once_it_is_answered() -> None:
    play = calling()
    play.ring("bo")
    assert play.sends("laptop-ann", "laptop-bo") == ()
    assert play.answer("bo") == [
        "offer_closed offer=bo@q1 reason=answered",
        "search_closed search=q1 reason=found",
        "joined person=bo part=specialist unit=unit-of-bo circle=main",
        "seat_taken seat=laptop-bo",
    ]
    assert play.sends("laptop-ann", "laptop-bo") == ("sound", "picture", "text")
    assert play.wait(36_000.0) == []


@pytest.mark.parametrize("who", ["ann", "bo"])
@pytest.mark.parametrize("command", [c.Leave, c.EndMatter])
def test_either_ends_it(who: str, command: type[c.Leave] | type[c.EndMatter]) -> None:
    play = talking()
    assert play.do(command(by=who))[-1] == "visit_ended reason=completed"
    assert engaged(play.visit) == frozenset(), "nobody owes an outcome of it"
    assert [w.matter for w in play.visit.wrap_ups] == [1, 1]


def test_who_calls_and_hangs_up_has_cancelled() -> None:
    play = calling()
    play.ring("bo")
    assert play.do(c.Leave(by="ann")) == [
        "offer_closed offer=bo@q1 reason=withdrawn",
        "search_closed search=q1 reason=matter_closed",
        "matter_closed matter=1 reason=cancelled by=ann",
        "left person=ann reason=matter_closed",
        "visit_ended reason=cancelled",
    ]
    assert play.visit.wrap_ups == ()


def test_calling_it_off_ends_it() -> None:
    play = calling()
    assert play.do(c.Withdraw(by="ann", search="q1"))[-1] == "visit_ended reason=cancelled"


def test_a_call_that_is_declined_ends() -> None:
    play = calling()
    play.ring("bo")
    assert play.do(c.Decline(by="bo", offer="bo@q1")) == [
        "offer_closed offer=bo@q1 reason=declined",
        "search_closed search=q1 reason=declined",
        "matter_closed matter=1 reason=no_expert",
        "left person=ann reason=matter_closed",
        "visit_ended reason=no_expert",
    ]


def test_a_call_that_nobody_answers_ends_after_60_s() -> None:
    play = calling()
    assert play.wait(59.9) == []
    assert play.wait(0.1)[-1] == "visit_ended reason=no_expert"


@pytest.mark.parametrize(
    "command",
    [
        c.BeginHold(by="ann"),
        invite("ann", "cai", "q9", Purpose.ADD),
        invite("ann", "cai", "q9", Purpose.ASK),
        c.Transfer(
            by="ann",
            search="t",
            service=service(),
            person=None,
            stay=True,
            note_length=0,
            consent=False,
        ),
    ],
)
def test_there_is_no_customer_to_hold_to_transfer_or_to_bring_anybody_to(command: c.Command) -> None:
    talking().refuse(command, ErrorCode.WRONG_MOMENT)


def test_there_is_no_customer_to_end_it() -> None:
    talking().refuse(c.EndMatter(by=CUSTOMER), ErrorCode.NOT_YOUR_VISIT)


def test_nobody_rates_it_for_a_resident() -> None:
    play = talking()
    play.do(c.Leave(by="ann"))
    play.refuse(c.RecordRating(by=CUSTOMER, score=5, words_length=0), ErrorCode.WRONG_MOMENT)
