"""**Siirrä**: to another service, or to a person of it."""

from typing import Any

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Level, Outcome, Part, Purpose
from signaling.visit import commands as c
from signaling.visit.engaged import engaged
from signaling.visit.model import CUSTOMER, Stage
from signaling.visit.table import stage_of
from tests.visit.cast import CLERK, desk_visit, service
from tests.visit.playbook import Playbook, invite, ring, talking


def transfer(by: str = "ann", **facts: Any) -> c.Transfer:
    usual: dict[str, Any] = {
        "search": "t",
        "service": service("verotus"),
        "person": None,
        "stay": True,
        "note_length": 0,
        "consent": False,
    }
    return c.Transfer(by=by, **(usual | facts))


def test_a_new_matter_is_sought_at_the_head_with_the_visit_s_first_time() -> None:
    play = talking("ann", at=30.0)
    assert play.do(transfer()) == [
        "matter_closed matter=1 reason=transferred by=ann",
        "outcome_given matter=1 outcome=referred by=ann",
        "matter_opened matter=2 service=verotus unit=unit-of-verotus language=fi wait_limit=600",
        "search_opened search=t purpose=serve part=host service=verotus language=fi head=yes by=ann",
    ]
    assert stage_of(play.visit) is Stage.TRANSFERRING
    search = play.visit.searches[0]
    assert (search.since, search.opened_at) == (0.0, 30.0)
    assert [m.outcome for m in play.visit.matters] == [Outcome.REFERRED, None]


def handed(play: Playbook) -> tuple[str, str] | None:
    return play.visit.handed


def test_whoever_is_given_the_matter_has_its_note_until_they_leave() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer(note_length=40, consent=True))
    assert handed(play) is None
    play.ring("bo", search="t")
    play.answer("bo")
    assert handed(play) == ("bo", "t")
    play.do(c.Leave(by="ann"))
    assert handed(play) == ("bo", "t")
    play.do(c.EndMatter(by="bo"))
    assert handed(play) is None


def test_without_a_note_nothing_is_handed() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    play.ring("bo", search="t")
    play.answer("bo")
    assert handed(play) is None


def test_a_note_goes_with_it_when_the_customer_consents() -> None:
    play = talking("ann", at=30.0)
    play.refuse(transfer(note_length=40), ErrorCode.CONSENT_NEEDED)
    assert play.do(transfer(note_length=40, consent=True))[-1] == (
        "search_opened search=t purpose=serve part=host service=verotus language=fi head=yes by=ann"
        " note=yes note_length=40 consent=yes"
    )
    assert play.visit.searches[0].note


def test_whoever_answers_is_host_and_the_sender_a_specialist() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    play.ring("bo", search="t")
    assert play.answer("bo") == [
        "offer_closed offer=bo@t reason=answered",
        "search_closed search=t reason=found",
        "joined person=bo part=host unit=unit-of-bo circle=main",
        "seat_taken seat=laptop-bo",
    ]
    assert stage_of(play.visit) is Stage.SERVING
    assert [(p.id, p.part) for p in play.visit.people[1:]] == [
        ("ann", Part.SPECIALIST),
        ("bo", Part.HOST),
    ]


def test_the_sender_leaves_meanwhile_and_owes_nothing() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    assert play.do(c.Leave(by="ann")) == ["left person=ann reason=left"]
    assert stage_of(play.visit) is Stage.SEEKING
    assert "ann" not in engaged(play.visit)
    assert play.visit.wrap_ups[-1].matter == 1
    assert play.do(c.Leave(by="ann")) == []


def test_the_sender_leaves_at_once() -> None:
    play = talking("ann", at=30.0)
    assert play.do(transfer(stay=False))[-1] == "left person=ann reason=left"
    assert stage_of(play.visit) is Stage.SEEKING


def test_the_resident_has_the_full_time_from_when_they_are_alone() -> None:
    play = talking("ann", at=1000.0)
    play.do(transfer())
    play.wait(500.0)
    play.do(c.Leave(by="ann"))
    assert play.wait(99.9) == []
    assert play.wait(0.1) == ["resident_asked question=keep_waiting"]


def test_the_others_stay_when_the_sender_leaves() -> None:
    play = talking("ann", "bo", at=30.0)
    assert play.do(transfer(stay=False))[-2:] == ["left person=ann reason=left", "host_changed host=bo"]
    assert stage_of(play.visit) is Stage.TRANSFERRING


def test_a_transfer_ends_a_hold() -> None:
    play = talking("ann", at=30.0)
    play.do(c.BeginHold(by="ann"))
    assert play.do(transfer())[0] == "hold_ended"


def test_it_is_refused_with_the_reason_and_nothing_changes() -> None:
    play = talking("ann", at=30.0)
    play.refuse(transfer(service=service("verotus", open=False)), ErrorCode.SERVICE_CLOSED)
    play.refuse(transfer(service=service("verotus", anybody_on_shift=False)), ErrorCode.NOBODY_ON_SHIFT)
    play.refuse(
        transfer(service=service("ohjaamo", sensitive=True), private_room=False),
        ErrorCode.PRIVATE_ROOM_NEEDED,
    )
    play.refuse(transfer(by="bo"), ErrorCode.NOT_YOUR_VISIT)
    play.refuse(transfer(by=CUSTOMER), ErrorCode.NOT_ALLOWED)
    play.refuse(transfer(person="ann"), ErrorCode.ALREADY_INVITED)
    play.do(transfer(service=service("ohjaamo", sensitive=True), private_room=True))
    play.refuse(transfer(), ErrorCode.WRONG_MOMENT)


def test_who_talks_in_the_aside_does_not_transfer() -> None:
    play = talking("ann", at=30.0)
    play.ask_first("ann", "bo")
    play.refuse(transfer(), ErrorCode.WRONG_MOMENT)
    play.refuse(transfer(by="bo"), ErrorCode.WRONG_MOMENT)


def test_there_must_be_room_for_whoever_answers() -> None:
    play = talking("ann", "bo", "cai", "dag", at=30.0)
    play.refuse(transfer(), ErrorCode.VISIT_FULL)
    play.do(transfer(stay=False))


def test_a_named_person_is_rung_alone() -> None:
    play = talking("ann", at=30.0)
    assert play.do(transfer(person="bo"))[-1] == (
        "search_opened search=t purpose=serve part=host service=verotus person=bo language=fi head=yes by=ann"
    )


def test_when_the_named_person_declines_the_whole_service_is_sought() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer(person="bo"))
    play.ring("bo", search="t")
    assert play.do(c.Decline(by="bo", offer="bo@t")) == [
        "offer_closed offer=bo@t reason=declined",
        "search_spread search=t level=one",
    ]
    assert (play.visit.searches[0].person, play.visit.searches[0].level) == (None, Level.ONE)
    play.refuse(ring("bo", "t"), ErrorCode.PERSON_UNAVAILABLE)
    play.ring("cai", search="t")
    play.answer("cai")
    assert play.visit.host == "cai"


def test_when_the_named_person_is_silent_the_next_is_sought_as_well() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer(person="bo"))
    play.ring("bo", search="t")
    assert play.wait(25.0) == ["offer_silent offer=bo@t", "search_spread search=t level=next"]
    assert play.visit.searches[0].person is None


def test_when_the_named_person_s_page_is_gone_the_whole_service_is_sought() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer(person="bo"))
    play.ring("bo", search="t")
    assert play.do(c.CloseOffer(offer="bo@t")) == [
        "offer_closed offer=bo@t reason=gone",
        "search_spread search=t level=one",
    ]


def test_when_the_named_person_cannot_be_rung_the_whole_service_is_sought_after_60_s() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer(person="bo"))
    assert play.wait(60.0) == ["search_spread search=t level=group"]
    assert play.visit.searches[0].person is None


def test_a_transfer_is_called_off_and_the_sender_goes_on_with_the_new_matter() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    play.ring("bo", search="t")
    assert play.do(c.Withdraw(by="ann", search="t")) == [
        "offer_closed offer=bo@t reason=withdrawn",
        "search_closed search=t reason=withdrawn",
    ]
    assert stage_of(play.visit) is Stage.SERVING
    play.do(c.EndMatter(by="ann"))
    assert (play.visit.wrap_ups[-1].matter, play.visit.wrap_ups[-1].owes_outcome) == (2, True)


def test_the_customer_may_end_it_meanwhile() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    assert play.do(c.EndMatter(by=CUSTOMER)) == [
        "search_closed search=t reason=matter_closed",
        "matter_closed matter=2 reason=served by=customer",
        "left person=ann reason=matter_closed",
    ]


def test_invitations_go_on_beside_a_transfer() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    play.do(invite("ann", "cai", "q9", Purpose.ADD))
    play.ring("cai", search="q9")
    play.answer("cai")
    assert stage_of(play.visit) is Stage.TRANSFERRING
    assert play.visit.host == "ann"
    assert play.visit.matters[-1].first_answered_at is None


def test_the_sender_lost_meanwhile_leaves_the_resident_in_line() -> None:
    play = talking("ann", at=30.0)
    play.do(transfer())
    play.wait(90.0)
    play.lose("laptop-ann")
    assert play.wait(120.0) == ["left person=ann reason=lost"]
    assert stage_of(play.visit) is Stage.SEEKING
    assert play.visit.searches[0].id == "t"


def test_a_clerk_alone_at_the_desk_stays_until_it_is_answered() -> None:
    play = Playbook()
    play.do(desk_visit())
    play.refuse(transfer(by=CLERK, stay=False), ErrorCode.WRONG_MOMENT)
    play.do(transfer(by=CLERK))
    assert [m.first_answered_at for m in play.visit.matters] == [0.0, None]
    play.ring("ann", search="t")
    play.now = 9.0
    play.answer("ann")
    assert [m.first_answered_at for m in play.visit.matters] == [0.0, 9.0]
    assert play.do(c.Leave(by=CLERK)) == ["left person=clerk reason=left"]
    assert play.visit.host == "ann"


def test_a_clerk_does_not_leave_by_a_transfer_a_customer_who_has_no_screen() -> None:
    play = Playbook()
    play.do(desk_visit(with_screen=False))
    play.add(CLERK, "ann")
    play.refuse(transfer(by=CLERK, stay=False), ErrorCode.CUSTOMER_HAS_NO_SCREEN)


def test_a_clerk_who_leaves_the_desk_before_it_is_answered_ends_the_visit() -> None:
    play = Playbook()
    play.do(desk_visit())
    play.do(transfer(by=CLERK))
    assert play.do(c.Leave(by=CLERK)) == [
        "search_closed search=t reason=matter_closed",
        "matter_closed matter=2 reason=served by=clerk",
        "left person=clerk reason=left",
        "visit_ended reason=completed",
    ]
