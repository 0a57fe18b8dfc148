"""Who hears whom: a pure reading of the visit. Everybody else reconciles with it.

A link exists between seats of different places whose people are in the visit or are among the two rung first. Over a link an
end sends only to its own circle, and sound only from its place's audio end to the other's. A customer is never in an aside.
"""

import hashlib
from itertools import combinations, product

from msgspec import Struct

from signaling.protocol.scalars import Grant
from signaling.protocol.words import Circle, Feature
from signaling.visit.model import CUSTOMER, Seat, SeatKind, Visit
from signaling.visit.visible import lost, person_of, shares_screen

WARM = 2
"""How many of the rung, first rung first, have their links made ready before they answer."""

Sends = tuple[Grant, ...]


class Link(Struct, frozen=True, kw_only=True):
    """A media connection that should exist between two seats' pages.

    `offerer` and `answerer` are seat ids; the same end always offers. `sends` is what the offerer may send, then what the
    answerer may. `id` says nothing of whose the ends are, and changes when either end's page does.
    """

    id: str
    offerer: str
    answerer: str
    sends: tuple[Sends, Sends]

    def other(self, seat: str) -> str:
        """The seat at the other end."""
        return self.answerer if seat == self.offerer else self.offerer

    def sent_by(self, seat: str) -> Sends:
        """What this end may send."""
        return self.sends[0] if seat == self.offerer else self.sends[1]


def links(visit: Visit) -> tuple[Link, ...]:
    """Every link that should exist now; none after the end."""
    if visit.ended_at is not None:
        return ()
    rung = [offer.seat for offer in visit.offers[:WARM]]
    pairs = (*combinations(visit.seats, 2), *product(visit.seats, rung))
    return tuple(_link(visit, one, other) for one, other in pairs if one.place != other.place)


def circle_of(visit: Visit, person: str) -> Circle:
    """Where that person is now: nowhere when not in the visit, lost, or the customer on hold."""
    there = person_of(visit, person)
    if there is None or visit.ended_at is not None or lost(visit, person):
        return Circle.NONE
    if person == CUSTOMER and visit.hold is not None:
        return Circle.NONE
    return there.circle


def audio_end(visit: Visit, place: str) -> str | None:
    """The one seat of that place with microphone and speaker; None: no page of the visit is there.

    At a desk it is the customer screen while it sounds and the clerk is in the customer's circle, else the clerk's laptop.
    """
    present = [s for s in visit.seats if s.place == place and s.lost_at is None]
    screens = [s for s in present if s.kind in {SeatKind.SCREEN, SeatKind.CUSTOMER_SCREEN}]
    laptops = [s for s in present if s.kind is SeatKind.LAPTOP]
    if screens and laptops:
        screen, clerk = screens[0], laptops[0]
        together = circle_of(visit, clerk.person) is circle_of(visit, screen.person) is not Circle.NONE
        return screen.id if screen.sound and together else clerk.id
    return min((s.id for s in (*screens, *laptops)), default=None)


def _link(visit: Visit, one: Seat, other: Seat) -> Link:
    offerer, answerer = _roles(one, other)
    return Link(
        id=_link_id(visit.id, one, other),
        offerer=offerer.id,
        answerer=answerer.id,
        sends=(_sends(visit, offerer, answerer), _sends(visit, answerer, offerer)),
    )


def _roles(one: Seat, other: Seat) -> tuple[Seat, Seat]:
    """Who offers, who answers: a browser to a paper camera, otherwise the smaller seat id."""
    first, second = sorted((one, other), key=lambda s: (s.kind is SeatKind.PAPER_CAMERA, s.id))
    return first, second


def _link_id(visit: str, one: Seat, other: Seat) -> str:
    ends = sorted((f"{one.id} {one.page}", f"{other.id} {other.page}"))
    return hashlib.sha256("\n".join((visit, *ends)).encode()).hexdigest()[:32]


def _sends(visit: Visit, sender: Seat, receiver: Seat) -> Sends:
    if not _may_hear(visit, sender, receiver) or receiver.kind is SeatKind.PAPER_CAMERA:
        return ()
    if sender.kind is SeatKind.PAPER_CAMERA:
        return (Grant.PAPER,)
    grants = []
    if (sender.id, receiver.id) == (audio_end(visit, sender.place), audio_end(visit, receiver.place)):
        grants.append(Grant.SOUND)
    grants.append(Grant.PICTURE)
    if shares_screen(visit, sender):
        grants.append(Grant.SECOND_PICTURE)
    if (
        sender.kind is not SeatKind.CUSTOMER_SCREEN and Feature.TEXT not in visit.off
    ):  # it has nothing to press
        grants.append(Grant.TEXT)
    if sender.kind is SeatKind.SCREEN:  # a terminal's page can show a paper to its own camera
        grants.append(Grant.PAPER)
    return tuple(grants)


def _may_hear(visit: Visit, sender: Seat, receiver: Seat) -> bool:
    if sender.lost_at is not None or receiver.lost_at is not None:
        return False
    circle = circle_of(visit, sender.person)
    if circle is Circle.NONE or circle is not circle_of(visit, receiver.person):
        return False
    if circle is Circle.ASIDE:
        return visit.aside is not None and visit.aside.sealed
    return True
