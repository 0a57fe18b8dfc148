"""Devices: pages come, are lost, return, and are given up."""

from msgspec.structs import replace

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Feature, Kind, Part, Purpose
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.deadlines import seat_due
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.parting import depart, dissolve_aside, end_visit
from signaling.visit.decide.sealing import seal_if_nobody_hears
from signaling.visit.model import CUSTOMER, MAX_SEATS, CloseReason, LeaveReason, Seat, SeatKind
from signaling.visit.refusal import Refused
from signaling.visit.visible import (
    asked_people,
    in_charge,
    known_seat,
    offer_to,
    person_of,
    seat_of,
    seats_of,
    serve_search,
)


def take(draft: Draft, command: c.TakeSeat) -> None:
    """A page is there. The newest page has the seat; the same page again is only back."""
    visit = draft.visit
    seat = replace(command.seat, lost_at=None)
    offer = offer_to(visit, seat.person)
    if person_of(visit, seat.person) is None and offer is None:
        raise Refused(ErrorCode.NOT_YOUR_VISIT)
    known = seat_of(visit, seat.id) if offer is None else offer.seat
    if known is None:
        _must_fit(draft, seat)
        draft.add(e.SeatTaken(at=draft.now, seat=seat))
    elif known.page != seat.page:
        draft.add(e.SeatTaken(at=draft.now, seat=seat))
    elif known.lost_at is not None:
        draft.add(e.SeatReturned(at=draft.now, seat=seat.id))


def lose(draft: Draft, command: c.LoseSeat) -> None:
    seat = seat_of(draft.visit, command.seat)
    if seat is not None and seat.lost_at is None:
        draft.add(e.SeatLost(at=draft.now, seat=seat.id, since=command.since))
        seal_if_nobody_hears(draft)


def put_away(draft: Draft, command: c.PutAwaySeat) -> None:
    """Only a device without which its person is still there."""
    seat = seat_of(draft.visit, command.seat)
    if seat is None:
        return
    if _rests_on(draft, seat):
        raise Refused(ErrorCode.WRONG_MOMENT)
    _put_away(draft, seat)


def set_devices(draft: Draft, command: c.SetDevices) -> None:
    seat = known_seat(draft.visit, command.seat)
    if seat is None:
        return
    if seat.person != command.by:
        raise Refused(ErrorCode.NOT_YOUR_VISIT)
    if command.sharing and not seat.sharing:
        may.must_be_on(draft.visit, Feature.SCREEN_SHARE)
    signing = command.signing and seat.person != CUSTOMER
    told = (command.sound, command.camera, command.sharing, signing)
    if (seat.sound, seat.camera, seat.sharing, seat.signing) != told:
        draft.add(
            e.DevicesChanged(
                at=draft.now,
                seat=seat.id,
                sound=command.sound,
                camera=command.camera,
                sharing=command.sharing,
                signing=signing,
            )
        )


def give_up(draft: Draft, command: c.GiveUpSeat) -> None:
    """A lost seat was held long enough."""
    seat = seat_of(draft.visit, command.seat)
    if seat is None:
        return
    due = seat_due(draft.visit, seat, draft.limits)
    if due is None or draft.now < due:
        return
    if not _rests_on(draft, seat):
        _put_away(draft, seat)
    elif seat.person == CUSTOMER:
        end_visit(draft, CloseReason.TERMINAL_LOST, None)
    elif draft.visit.kind is Kind.INQUIRY:
        end_visit(draft, CloseReason.ENDED_UNKNOWN, None)
    else:
        _give_up_staff(draft, seat.person)


def _give_up_staff(draft: Draft, person: str) -> None:
    others = [p for p in in_charge(draft.visit) if p.id != person]
    if others or draft.visit.kind is Kind.TERMINAL:
        depart(draft, person, LeaveReason.LOST)
        if not others and serve_search(draft.visit) is None:
            _return_matter(draft)
    elif asked_people(draft.visit):
        dissolve_aside(draft)  # the desk goes on waiting for the clerk, but nobody is kept for it
    else:
        end_visit(draft, CloseReason.ENDED_UNKNOWN, None, LeaveReason.LOST)


def _return_matter(draft: Draft) -> None:
    """The resident waits again, at the head of the line and with the first waiting time."""
    matter = draft.visit.matters[-1]
    draft.add(
        e.MatterReturned(at=draft.now, matter=matter.number),
        e.SearchOpened(
            at=draft.now,
            search=f"{draft.visit.id}.{draft.visit.version}",
            purpose=Purpose.SERVE,
            part=Part.HOST,
            service=matter.service,
            language=matter.language,
            since=draft.visit.opened_at,
            head=True,
        ),
    )


def _rests_on(draft: Draft, seat: Seat) -> bool:
    """Is its person gone with this seat? A resident with the terminal's screen, one of staff with the last seat."""
    if seat.person == CUSTOMER:
        return seat.kind is SeatKind.SCREEN
    return len(seats_of(draft.visit, seat.person)) == 1


def _put_away(draft: Draft, seat: Seat) -> None:
    draft.add(e.SeatLeft(at=draft.now, seat=seat.id))
    seal_if_nobody_hears(draft)


def _must_fit(draft: Draft, seat: Seat) -> None:
    """A further device of somebody in the visit: at the customer's own place, and with a seat left for whoever is sought."""
    if seat.person == CUSTOMER and seat.place != draft.visit.place:
        raise Refused(ErrorCode.NOT_YOUR_VISIT)
    if len(draft.visit.seats) + len(draft.visit.searches) >= MAX_SEATS:
        raise Refused(ErrorCode.VISIT_FULL)
