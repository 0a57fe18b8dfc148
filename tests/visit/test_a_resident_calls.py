"""**Soita** and **Aloita käynti**: how a visit begins, and when it does not."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import ServiceKind
from signaling.visit.model import CUSTOMER, Matter, Stage
from signaling.visit.table import stage_of
from tests.visit.cast import CLERK, call, customer_screen, desk_visit, laptop, paper_camera, screen, service
from tests.visit.playbook import Playbook


def test_a_resident_calls_and_waits() -> None:
    play = Playbook()
    assert play.do(call()) == [
        "visit_opened visit=v kind=terminal place=reposaari district=reposaari channel=terminal",
        "joined person=customer part=customer circle=main",
        "seat_taken seat=screen",
        "matter_opened matter=1 service=rakennusluvat unit=unit-of-rakennusluvat language=fi wait_limit=600",
        "search_opened search=q1 purpose=serve part=host service=rakennusluvat language=fi",
    ]
    assert stage_of(play.visit) is Stage.SEEKING


def test_a_matter_keeps_the_kind_that_its_service_had() -> None:
    play = Playbook()
    events = play.do(call(service=service("digituki", kind=ServiceKind.DIGITAL_SUPPORT)))
    assert (
        "matter_opened matter=1 service=digituki unit=unit-of-digituki language=fi wait_limit=600 kind=digital_support"
        in events
    )
    assert play.visit.matters[0].kind is ServiceKind.DIGITAL_SUPPORT


def test_a_terminal_with_a_paper_camera_has_two_seats() -> None:
    play = Playbook()
    play.do(call(seats=(screen(), paper_camera())))
    assert [s.id for s in play.visit.seats] == ["screen", "paper"]


def test_nobody_on_shift_is_no_reason_to_refuse_a_resident() -> None:
    play = Playbook()
    play.do(call(service=service(anybody_on_shift=False)))
    assert stage_of(play.visit) is Stage.SEEKING


def test_a_service_that_nobody_knows_is_refused() -> None:
    Playbook().refuse(call(service=None), ErrorCode.SERVICE_UNKNOWN)
    Playbook().refuse(desk_visit(service=None), ErrorCode.SERVICE_UNKNOWN)


def test_a_closed_service_is_refused() -> None:
    Playbook().refuse(call(service=service(open=False)), ErrorCode.SERVICE_CLOSED)


def test_a_sensitive_matter_needs_a_private_room() -> None:
    sensitive = service("aikuissosiaalityo", sensitive=True)
    Playbook().refuse(call(service=sensitive, private_room=False), ErrorCode.PRIVATE_ROOM_NEEDED)
    Playbook().refuse(desk_visit(service=sensitive, private_room=False), ErrorCode.PRIVATE_ROOM_NEEDED)
    play = Playbook()
    play.do(call(service=sensitive))
    assert play.visit.matters[-1].sensitive


def test_staff_do_not_call_from_a_terminal() -> None:
    Playbook().refuse(call(by="ann"), ErrorCode.NOT_ALLOWED)


def test_a_clerk_begins_a_visit_with_the_person_in_front() -> None:
    play = Playbook()
    assert play.do(desk_visit(service=service(open=False, anybody_on_shift=False))) == [
        "visit_opened visit=v kind=desk place=desk1 district=reposaari channel=desk",
        "joined person=clerk part=host unit=service-point circle=main",
        "joined person=customer part=customer circle=main",
        "seat_taken seat=laptop-clerk",
        "seat_taken seat=customer-screen",
        "matter_opened matter=1 service=rakennusluvat unit=unit-of-rakennusluvat language=fi wait_limit=600",
    ]
    assert stage_of(play.visit) is Stage.SERVING
    assert play.visit.host == CLERK


def test_at_a_desk_the_matter_is_being_served_from_the_start() -> None:
    play = Playbook()
    play.now = 5.0
    play.do(desk_visit(with_screen=False))
    assert play.visit.matters[-1] == Matter(
        number=1,
        service="rakennusluvat",
        unit="unit-of-rakennusluvat",
        language="fi",
        opened_at=5.0,
        first_answered_at=5.0,
        wait_limit=600.0,
    )
    assert play.visit.seats == (laptop(CLERK),)
    assert play.visit.opened_at == 5.0


def test_a_customer_screen_that_is_open_is_there_from_the_start() -> None:
    play = Playbook()
    play.do(desk_visit())
    assert [s.id for s in play.visit.seats if s.person == CUSTOMER] == [customer_screen().id]


def test_a_visit_begins_once() -> None:
    play = Playbook()
    play.do(call())
    play.refuse(call(), ErrorCode.WRONG_MOMENT)
