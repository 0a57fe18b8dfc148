"""When something falls due though nobody does anything. Timers are data: they come back as commands.

Each `…_due` says from when on its command has an effect; `decide` keeps to the same times, so a timer that fires early does
nothing and one that fires late is as good as one in time.
"""

from signaling.protocol.words import Kind, Level, Purpose, Question
from signaling.visit import commands as c
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from signaling.visit.model import CUSTOMER, Offer, Search, Seat, Stage, Visit, WrapUp
from signaling.visit.table import stage_of
from signaling.visit.visible import (
    asked_people,
    in_charge,
    invites_by_name,
    seats_of,
    serve_search,
    terminal_screen,
)

Deadline = tuple[float, c.Command]


def deadline(visit: Visit, limits: VisitLimits = DEFAULT_LIMITS) -> Deadline | None:
    """The earliest of `deadlines`, None when nothing falls due."""
    return next(iter(deadlines(visit, limits)), None)


def deadlines(visit: Visit, limits: VisitLimits = DEFAULT_LIMITS) -> tuple[Deadline, ...]:
    """Every time (seconds of the service's clock) at which a command falls due, the earliest first."""
    found: list[Deadline] = [
        (outcome_due(w, limits), c.GiveUpOutcome(person=w.person)) for w in visit.wrap_ups if w.owes_outcome
    ]
    if visit.ended_at is None:
        found += _of_searches(visit, limits)
        found += _of_resident(visit, limits)
        for seat in visit.seats:
            due = seat_due(visit, seat, limits)
            if due is not None:
                found.append((due, c.GiveUpSeat(seat=seat.id)))
    return tuple(sorted(found, key=lambda one: one[0]))


def outcome_due(wrap_up: WrapUp, limits: VisitLimits) -> float:
    """When the outcome counts as not given."""
    return wrap_up.since + limits.wrap_up


def ring_due(offer: Offer, limits: VisitLimits) -> float:
    """When the ring time of the offer is over."""
    return offer.at + limits.ring


def give_up_due(search: Search, limits: VisitLimits) -> float | None:
    """When the invitation ends unanswered; a search for somebody to serve never does."""
    return None if search.purpose is Purpose.SERVE else search.opened_at + limits.invitation


def spread_due(search: Search, limits: VisitLimits) -> tuple[float, Level] | None:
    """When the search spreads by time alone, and how far. An invitation by name never spreads, one by need not to the desk."""
    if invites_by_name(search):
        return None
    match search.level:
        case Level.ONE | Level.NEXT:
            return search.opened_at + limits.spread_to_group, Level.GROUP
        case Level.GROUP if search.purpose is Purpose.SERVE:
            return search.opened_at + limits.spread_to_desk, Level.DESK
        case _:
            return None


def question_due(visit: Visit, limits: VisitLimits) -> tuple[float, Question] | None:
    """When the waiting resident is asked, and what; not while a question stands there or the terminal is away."""
    if visit.asked is not None or _terminal_away(visit):
        return None
    still_there = visit.touched_at + limits.still_there_after
    if visit.wait_limit_at <= still_there:
        return visit.wait_limit_at, Question.KEEP_WAITING
    return still_there, Question.STILL_THERE


def untouched_due(visit: Visit, limits: VisitLimits) -> float | None:
    """When a question, or the After screen, has stood untouched for long enough; not while the waiting terminal is away."""
    match stage_of(visit):
        case Stage.AFTER:
            closed_at = visit.matters[-1].closed_at
            return None if closed_at is None else max(closed_at, visit.touched_at) + limits.after_screen
        case Stage.SEEKING if visit.asked is not None and not _terminal_away(visit):
            return visit.asked.since + limits.untouched
        case _:
            return None


def closed_due(visit: Visit, limits: VisitLimits) -> float | None:
    """When a service that has closed is no longer rung: a while after closing, or after a search that began later."""
    search = serve_search(visit)
    if visit.closes_at is None or search is None:
        return None
    return max(visit.closes_at, search.opened_at) + limits.closing_grace


def seat_due(visit: Visit, seat: Seat, limits: VisitLimits) -> float | None:
    """When the lost seat is given up. The last of staff at a desk is waited for longer, once nobody is kept in an aside."""
    if seat.lost_at is None or stage_of(visit) not in {Stage.SEEKING, Stage.SERVING, Stage.TRANSFERRING}:
        return None
    alone_at_desk = (
        visit.kind is Kind.DESK
        and seat.person != CUSTOMER
        and [p.id for p in in_charge(visit)] == [seat.person]
        and len(seats_of(visit, seat.person)) == 1
        and not asked_people(visit)
    )
    return seat.lost_at + (limits.desk_held if alone_at_desk else limits.seat_held)


def _of_searches(visit: Visit, limits: VisitLimits) -> list[Deadline]:
    found: list[Deadline] = []
    for search in visit.searches:
        over = give_up_due(search, limits)
        if over is not None:
            found.append((over, c.GiveUpSearch(search=search.id)))
        spread = spread_due(search, limits)
        if spread is not None:
            found.append((spread[0], c.Spread(search=search.id, level=spread[1])))
    found += [(ring_due(o, limits), c.MarkSilent(offer=o.id)) for o in visit.offers if not o.silent]
    return found


def _of_resident(visit: Visit, limits: VisitLimits) -> list[Deadline]:
    found: list[Deadline] = []
    untouched = untouched_due(visit, limits)
    if untouched is not None:
        found.append((untouched, c.EndUntouched()))
    if stage_of(visit) is Stage.SEEKING:
        question = question_due(visit, limits)
        if question is not None:
            found.append((question[0], c.AskResident()))
        closed = closed_due(visit, limits)
        if closed is not None:
            found.append((closed, c.EndClosed()))
    return found


def _terminal_away(visit: Visit) -> bool:
    screen = terminal_screen(visit)
    return screen is not None and screen.lost_at is not None
