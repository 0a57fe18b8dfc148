"""What holds in every reachable state of a visit, and after every step."""

from collections import Counter

from signaling.protocol.scalars import Grant
from signaling.protocol.words import Circle, Kind, Outcome, Part, Purpose
from signaling.visit import events as e
from signaling.visit.apply import apply, replay
from signaling.visit.commands import Command
from signaling.visit.deadlines import deadlines
from signaling.visit.decide import decide
from signaling.visit.engaged import engaged
from signaling.visit.events import Event
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from signaling.visit.links import WARM, Link, circle_of, links
from signaling.visit.model import CUSTOMER, MAX_PEOPLE, MAX_SEATS, Seat, Stage, Visit
from signaling.visit.table import TABLE, stage_of

ONLY_AFTERWARDS = (e.Rated, e.StaffRated, e.OutcomeGiven, e.Wiped)


def step_holds(before: Visit, command: Command, events: tuple[Event, ...]) -> Visit:
    """Follow one command's events; every transition is one that the table names. Returns the visit after them."""
    visit = before
    for event in events:
        row, stage = TABLE[stage_of(visit)], stage_of(visit)
        visit = apply(visit, event)
        assert stage_of(visit) in row.events.get(type(event), ()), (
            f"{type(event).__name__} leads from {stage} to {stage_of(visit)}, which the table does not name"
        )
    if events:
        assert stage_of(visit) in TABLE[stage_of(before)].commands[type(command)], (
            f"{type(command).__name__} leads from {stage_of(before)} to {stage_of(visit)}"
        )
    _old_links_are_untouched(before, visit)
    return visit


def state_holds(visit: Visit, log: tuple[Event, ...]) -> None:
    assert replay(log) == visit
    assert visit.version == len(log)
    _one_end(visit, log)
    _people(visit)
    _aside(visit)
    _sought(visit)
    _stage(visit)
    for link in links(visit):
        _link(visit, link)
    _one_sounding_seat_a_place(visit)
    assert len({link.id for link in links(visit)}) == len(links(visit))


def deadlines_do_something(visit: Visit, now: float, limits: VisitLimits = DEFAULT_LIMITS) -> None:
    """Whatever falls due has an effect then, or the timers would spin."""
    due = deadlines(visit, limits)
    assert list(due) == sorted(due, key=lambda one: one[0])
    for when, command in due:
        assert decide(visit, command, max(when, now), limits), f"{command} at {when} does nothing"


def runs_out(visit: Visit, now: float, limits: VisitLimits = DEFAULT_LIMITS) -> Visit:
    """Nobody does anything any more: the visit after all its deadlines. Fails when they never end."""
    for _ in range(200):
        due = deadlines(visit, limits)
        if not due:
            return visit
        when, command = due[0]
        now = max(now, when)
        for event in decide(visit, command, now, limits):
            visit = apply(visit, event)
    raise AssertionError(f"timers go on for ever: {deadlines(visit, limits)}")


def _one_end(visit: Visit, log: tuple[Event, ...]) -> None:
    kinds = [type(event) for event in log]
    assert kinds.count(e.VisitEnded) == (visit.ended_at is not None) == (visit.end is not None)
    if e.VisitEnded in kinds:
        later = kinds[kinds.index(e.VisitEnded) + 1 :]
        assert all(kind in ONLY_AFTERWARDS for kind in later), later
    assert kinds.count(e.Rated) <= 1
    assert kinds.count(e.Wiped) <= 1
    said = Counter((x.person, x.matter) for x in log if isinstance(x, e.StaffRated))
    given = Counter((x.matter, x.outcome is Outcome.NOT_GIVEN) for x in log if isinstance(x, e.OutcomeGiven))
    closed = Counter(x.matter for x in log if isinstance(x, e.MatterClosed))
    assert all(n == 1 for counted in (said, given, closed) for n in counted.values())


def _people(visit: Visit) -> None:
    ids = [p.id for p in visit.people]
    assert len(set(ids)) == len(ids)
    staff = [p for p in visit.people if p.id != CUSTOMER]
    assert all((p.part is Part.CUSTOMER) == (p.id == CUSTOMER) for p in visit.people)
    hosts = [p.id for p in visit.people if p.part is Part.HOST]
    assert hosts == ([visit.host] if staff else []), "staff have exactly one host"
    assert visit.host in [*hosts, None]
    assert all(s.person in ids for s in visit.seats)
    assert len({s.id for s in visit.seats}) == len(visit.seats)
    assert {p.id for p in staff} <= {s.person for s in visit.seats}, "everybody of staff has a seat"
    if visit.hold is not None:
        assert visit.hold.by in ids and CUSTOMER in ids
        assert circle_of(visit, CUSTOMER) is Circle.NONE
    if visit.pair is not None:
        assert len(set(visit.pair)) == 2 and set(visit.pair) <= set(ids), "equal size is of two who are there"
    assert visit.handed is None or visit.handed[0] in ids, "a note is of somebody who is there"
    owing = {w.person for w in visit.wrap_ups if w.owes_outcome}
    rung = {o.seat.person for o in visit.offers}
    assert engaged(visit) - {f"place:{visit.place}"} == {p.id for p in staff} | owing | rung


def _aside(visit: Visit) -> None:
    inside = {p.id for p in visit.people if p.circle is Circle.ASIDE}
    assert CUSTOMER not in inside, "a customer is never in an aside"
    if visit.aside is None:
        assert not inside
    else:
        assert visit.aside.asker in inside and len(inside) >= 2, "the host returns with the last"
    assert all(p.circle is not Circle.NONE for p in visit.people)


def _sought(visit: Visit) -> None:
    ids = {p.id for p in visit.people}
    open_searches = {s.id for s in visit.searches}
    rung = [o.seat.person for o in visit.offers]
    assert all(o.search in open_searches for o in visit.offers)
    assert len(set(rung)) == len(rung) and not ids & set(rung), "nobody is rung twice, or rung while there"
    serving = [s for s in visit.searches if s.purpose is Purpose.SERVE]
    assert len(serving) <= 1
    assert all(s.by in ids for s in visit.searches if s.purpose is not Purpose.SERVE)
    askers = {s.by for s in visit.searches if s.purpose is Purpose.ASK}
    askers |= {visit.aside.asker} if visit.aside else set()
    assert len(askers) <= 1, "there is one aside a visit"
    assert len(visit.people) + len(visit.searches) <= MAX_PEOPLE
    assert len(visit.seats) + len(visit.searches) <= MAX_SEATS


def _stage(visit: Visit) -> None:
    stage = stage_of(visit)
    staff = [p for p in visit.people if p.id != CUSTOMER]
    if stage is Stage.ENDED:
        assert not staff and not visit.searches and not visit.offers and not links(visit)
        assert f"place:{visit.place}" not in engaged(visit)
    if stage in {Stage.ENDED, Stage.AFTER}:
        assert visit.matters[-1].closed_at is not None
        assert visit.aside is None and visit.hold is None and visit.asked is None
    if stage in {Stage.SEEKING, Stage.SERVING, Stage.TRANSFERRING}:
        assert visit.matters[-1].closed_at is None
    if stage in {Stage.SEEKING, Stage.AFTER}:
        assert visit.kind is Kind.TERMINAL, "nobody waits alone but at a terminal"
    if stage is Stage.SEEKING:
        assert len(visit.searches) == 1 and visit.hold is None and visit.aside is None
    else:
        assert visit.asked is None
    assert all(m.closed_at is not None for m in visit.matters[:-1]), "one matter is open at a time"


def _seat(visit: Visit, seat: str) -> Seat:
    return next(s for s in (*visit.seats, *(o.seat for o in visit.offers)) if s.id == seat)


def _link(visit: Visit, link: Link) -> None:
    ids = {p.id for p in visit.people}
    warm = {o.seat.person for o in visit.offers[:WARM]}
    ends = _seat(visit, link.offerer), _seat(visit, link.answerer)
    assert ends[0].place != ends[1].place, "inside one place there is no link"
    assert {s.person for s in ends} <= ids | warm
    assert {s.person for s in ends} & ids, "two who are rung have nothing between them"
    if any(link.sends):
        circles = {circle_of(visit, s.person) for s in ends}
        assert {s.person for s in ends} <= ids
        assert len(circles) == 1 and Circle.NONE not in circles
        assert all(s.lost_at is None for s in ends)
        if Circle.ASIDE in circles:
            assert visit.aside is not None and visit.aside.sealed
            assert CUSTOMER not in {s.person for s in ends}


def _one_sounding_seat_a_place(visit: Visit) -> None:
    sounding: dict[str, set[str]] = {}
    for link in links(visit):
        for sender, receiver in ((link.offerer, link.answerer), (link.answerer, link.offerer)):
            if Grant.SOUND in link.sent_by(sender):
                for seat in (sender, receiver):
                    sounding.setdefault(_seat(visit, seat).place, set()).add(seat)
    assert all(len(seats) == 1 for seats in sounding.values()), sounding


def _old_links_are_untouched(before: Visit, after: Visit) -> None:
    """A link between two who stay, on the pages that they had, is the same link as before, whatever else happens."""
    if after.ended_at is not None:
        return
    pages = {(s.id, s.page) for s in after.seats}
    staying = {s.id for s in before.seats if (s.id, s.page) in pages}
    old = {link.id: (link.offerer, link.answerer) for link in links(before)}
    new = {link.id: (link.offerer, link.answerer) for link in links(after)}
    for link, ends in old.items():
        if set(ends) <= staying:
            assert new.get(link) == ends
