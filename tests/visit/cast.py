"""The people, places and services that the scripts speak of."""

from typing import Any

from signaling.protocol.words import Kind
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER, Seat, SeatKind

CLERK = "clerk"
TERMINAL = "reposaari"
DESK = "desk1"


def page(name: str, n: int = 0) -> str:
    """A page id, another for each loading."""
    return f"{name}-{n}".encode().hex().ljust(32, "0")[:32]


def screen(n: int = 0) -> Seat:
    """The terminal's screen."""
    return Seat(id="screen", person=CUSTOMER, place=TERMINAL, kind=SeatKind.SCREEN, page=page("screen", n))


def paper_camera(n: int = 0) -> Seat:
    return Seat(
        id="paper", person=CUSTOMER, place=TERMINAL, kind=SeatKind.PAPER_CAMERA, page=page("paper", n)
    )


def customer_screen(n: int = 0, *, sound: bool = True) -> Seat:
    return Seat(
        id="customer-screen",
        person=CUSTOMER,
        place=DESK,
        kind=SeatKind.CUSTOMER_SCREEN,
        page=page("customer", n),
        sound=sound,
    )


def laptop(person: str, n: int = 0) -> Seat:
    """A clerk's laptop is at the desk, anybody else's at a place of its own."""
    return Seat(
        id=f"laptop-{person}",
        person=person,
        place=DESK if person == CLERK else f"place-of-{person}",
        kind=SeatKind.LAPTOP,
        page=page(person, n),
    )


def service(name: str = "rakennusluvat", **facts: Any) -> c.ServiceFacts:
    usual: dict[str, Any] = {
        "unit": f"unit-of-{name}",
        "sensitive": False,
        "open": True,
        "anybody_on_shift": True,
        "wait_limit": 600.0,
        "closes_at": None,
    }
    return c.ServiceFacts(service=name, **(usual | facts))


def call(**facts: Any) -> c.OpenVisit:
    """**Soita** at the terminal."""
    usual: dict[str, Any] = {
        "visit": "v",
        "kind": Kind.TERMINAL,
        "place": TERMINAL,
        "district": "reposaari",
        "private_room": True,
        "language": "fi",
        "service": service(),
        "by": CUSTOMER,
        "unit": None,
        "seats": (screen(),),
        "search": "q1",
    }
    return c.OpenVisit(**(usual | facts))


def desk_visit(*, with_screen: bool = True, **facts: Any) -> c.OpenVisit:
    """**Aloita käynti** at the desk."""
    usual: dict[str, Any] = {
        "kind": Kind.DESK,
        "place": DESK,
        "by": CLERK,
        "unit": "service-point",
        "seats": (laptop(CLERK), customer_screen()) if with_screen else (laptop(CLERK),),
    }
    return call(**(usual | facts))


def inquiry(by: str, person: str, **facts: Any) -> c.OpenVisit:
    """**Soita** to a colleague."""
    usual: dict[str, Any] = {
        "kind": Kind.INQUIRY,
        "place": DESK if by == CLERK else f"place-of-{by}",
        "district": None,
        "service": None,
        "by": by,
        "unit": f"unit-of-{by}",
        "seats": (laptop(by),),
        "person": person,
    }
    return call(**(usual | facts))
