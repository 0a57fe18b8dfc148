"""Visits to write to a log: told by hand, or made up of whatever events a log may hold."""

from collections.abc import Iterable, Sequence
from functools import reduce

from hypothesis import strategies as st

from signaling.protocol.words import (
    Circle,
    EndReason,
    Kind,
    OfferReason,
    Outcome,
    Part,
    Purpose,
    ServiceKind,
)
from signaling.service.ports import Append, Log, Note, Words
from signaling.visit.apply import apply
from signaling.visit.events import (
    Event,
    HostChanged,
    Joined,
    Left,
    MatterClosed,
    MatterOpened,
    OfferClosed,
    OfferMade,
    OutcomeGiven,
    Rated,
    SearchClosed,
    SearchOpened,
    SeatTaken,
    StaffRated,
    VisitEnded,
    VisitOpened,
    Wiped,
)
from signaling.visit.model import (
    CUSTOMER,
    EMPTY,
    CloseReason,
    LeaveReason,
    OfferEnd,
    SearchEnd,
    Seat,
    SeatKind,
    Visit,
)

NOON = 1_795_514_400.0
EXPERT = "a" * 32
CLERK = "b" * 32

Appends = Sequence[Sequence[Event]]


def opened(
    visit: str,
    at: float = NOON,
    *,
    kind: Kind = Kind.TERMINAL,
    sensitive: bool = False,
    help_with: ServiceKind = ServiceKind.SERVICE,
) -> tuple[Event, ...]:
    """**Soita**: the visit, its matter, the resident, and a search."""
    place = "yrjonkatu" if kind is Kind.DESK else "reposaari"
    service = "aikuissosiaalityo" if sensitive else "rakennusluvat"
    unit = "sosiaalipalvelut" if sensitive else "rakennusvalvonta"
    return (
        VisitOpened(at=at, visit=visit, kind=kind, place=place, district="Reposaari", channel=kind.value),
        MatterOpened(
            at=at,
            matter=1,
            service=service,
            unit=unit,
            language="fi",
            sensitive=sensitive,
            wait_limit=600.0,
            closes_at=None,
            kind=help_with,
        ),
        Joined(at=at, person=CUSTOMER, part=Part.CUSTOMER, unit=None, circle=Circle.MAIN),
        SeatTaken(at=at, seat=seat("screen-1", CUSTOMER, SeatKind.SCREEN)),
        searched("search-1", at, service),
    )


def searched(search: str, at: float, service: str | None = "rakennusluvat") -> SearchOpened:
    return SearchOpened(
        at=at,
        search=search,
        purpose=Purpose.SERVE,
        part=Part.HOST,
        service=service,
        person=None,
        language="fi",
        since=at,
        head=False,
        by=None,
        note=False,
        note_length=0,
        consent=False,
    )


def rung(at: float, person: str = EXPERT, offer: str = "offer-1") -> tuple[Event, ...]:
    return (
        OfferMade(
            at=at,
            offer=offer,
            search="search-1",
            person=person,
            unit="rakennusvalvonta",
            seat=seat("laptop-1", person, SeatKind.LAPTOP),
            reason=OfferReason.LONGEST_IDLE,
        ),
    )


def answered(at: float, person: str = EXPERT) -> tuple[Event, ...]:
    return (
        OfferClosed(at=at, offer="offer-1", reason=OfferEnd.ANSWERED),
        SearchClosed(at=at, search="search-1", reason=SearchEnd.FOUND),
        Joined(at=at, person=person, part=Part.HOST, unit="rakennusvalvonta", circle=Circle.MAIN),
        SeatTaken(at=at, seat=seat("laptop-1", person, SeatKind.LAPTOP)),
    )


def finished(at: float, person: str = EXPERT) -> tuple[Event, ...]:
    return (
        MatterClosed(at=at, matter=1, reason=CloseReason.SERVED, by=person),
        Left(at=at, person=person, reason=LeaveReason.MATTER_CLOSED),
    )


def outcome(at: float, person: str = EXPERT) -> tuple[Event, ...]:
    return (
        OutcomeGiven(at=at, matter=1, outcome=Outcome.SOLVED, by=person),
        StaffRated(at=at, person=person, matter=1, score=4),
    )


def ended(at: float, *, score: int | None = 5, words: int = 0) -> tuple[Event, ...]:
    rated = () if score is None else (Rated(at=at, score=score, words_length=words),)
    return (*rated, VisitEnded(at=at, reason=EndReason.COMPLETED))


def served(
    visit: str,
    at: float = NOON,
    *,
    wait: float = 40.0,
    sensitive: bool = False,
    help_with: ServiceKind = ServiceKind.SERVICE,
) -> Appends:
    """A resident is answered after `wait` seconds, served for ten minutes, and gives a five."""
    talk = at + wait
    return (
        opened(visit, at, sensitive=sensitive, help_with=help_with),
        rung(at + 1),
        answered(talk),
        finished(talk + 600),
        outcome(talk + 605),
        ended(talk + 620),
        (Wiped(at=talk + 621),),
    )


def second_matter(at: float) -> tuple[Event, ...]:
    """**Minulla on toinenkin asia**."""
    matter = MatterOpened(
        at=at,
        matter=2,
        service="verotus",
        unit="verohallinto",
        language="fi",
        sensitive=False,
        wait_limit=600.0,
        closes_at=None,
    )
    return (matter, searched("search-2", at, "verotus"))


def rejoined(at: float, person: str = CLERK) -> tuple[Event, ...]:
    """Somebody answers for the second matter."""
    return (
        SearchClosed(at=at, search="search-2", reason=SearchEnd.FOUND),
        Joined(at=at, person=person, part=Part.HOST, unit="verohallinto", circle=Circle.MAIN),
    )


def abandoned(visit: str, at: float = NOON) -> Appends:
    """Nobody answers, and the resident has gone."""
    return (
        opened(visit, at),
        rung(at + 1),
        (
            OfferClosed(at=at + 240, offer="offer-1", reason=OfferEnd.WITHDRAWN),
            SearchClosed(at=at + 240, search="search-1", reason=SearchEnd.MATTER_CLOSED),
            MatterClosed(at=at + 240, matter=1, reason=CloseReason.ABANDONED, by=None),
            VisitEnded(at=at + 240, reason=EndReason.ABANDONED),
        ),
    )


def at_a_desk(visit: str, at: float = NOON) -> Appends:
    """A clerk brings a specialist in, who leaves, comes again, and stays when the clerk has gone."""
    return (
        (
            *opened(visit, at, kind=Kind.DESK)[:4],
            Joined(at=at, person=CLERK, part=Part.HOST, unit="palvelupiste", circle=Circle.MAIN),
        ),
        (Joined(at=at + 60, person=EXPERT, part=Part.SPECIALIST, unit="verohallinto", circle=Circle.ASIDE),),
        (Left(at=at + 90, person=EXPERT, reason=LeaveReason.RELEASED),),
        (Joined(at=at + 99, person=EXPERT, part=Part.SPECIALIST, unit="verohallinto", circle=Circle.MAIN),),
        (
            Left(at=at + 200, person=CLERK, reason=LeaveReason.LEFT),
            HostChanged(at=at + 200, host=EXPERT),
        ),
        finished(at + 500),
        ended(at + 520, score=None),
    )


def inquired(visit: str, at: float = NOON) -> Appends:
    """One of staff calls another for two minutes."""
    return (
        (
            VisitOpened(
                at=at, visit=visit, kind=Kind.INQUIRY, place="yrjonkatu", district=None, channel="inquiry"
            ),
            Joined(at=at, person=CLERK, part=Part.HOST, unit="palvelupiste", circle=Circle.MAIN),
            MatterOpened(
                at=at,
                matter=1,
                service=None,
                unit=None,
                language="fi",
                sensitive=False,
                wait_limit=0.0,
                closes_at=None,
            ),
        ),
        (Joined(at=at + 9, person=EXPERT, part=Part.SPECIALIST, unit="verohallinto", circle=Circle.MAIN),),
        (
            MatterClosed(at=at + 120, matter=1, reason=CloseReason.SERVED, by=CLERK),
            VisitEnded(at=at + 120, reason=EndReason.COMPLETED),
        ),
    )


def seat(name: str, person: str, kind: SeatKind) -> Seat:
    return Seat(id=name, person=person, place="reposaari", kind=kind, page="0" * 32)


def after(before: Visit, events: Iterable[Event]) -> Visit:
    return reduce(apply, events, before)


def append(
    before: Visit,
    events: Iterable[Event],
    *,
    engaged: Iterable[str] = (),
    deadline: float | None = None,
    words: Words | None = None,
    note: Note | None = None,
) -> Append:
    """The write of these events on top of `before`."""
    done = tuple(events)
    return Append(
        before=before,
        after=after(before, done),
        events=done,
        engaged=frozenset(engaged),
        deadline=deadline,
        words=words,
        note=note,
    )


async def tell(log: Log, appends: Appends) -> Visit:
    """Write a story, one append after the other, and say what came of it."""
    visit = EMPTY
    for events in appends:
        write = append(visit, events)
        await log.append(write)
        visit = write.after
    return visit


@st.composite
def cut_anywhere(draw: st.DrawFn, appends: Appends) -> Appends:
    """The same events, cut into other appends."""
    events = [event for part in appends for event in part]
    cuts = sorted(draw(st.sets(st.integers(1, len(events) - 1))))
    return [events[start:end] for start, end in zip([0, *cuts], [*cuts, len(events)], strict=True)]


@st.composite
def made_up(draw: st.DrawFn, visit: str) -> Appends:
    """Any events that the projections look at, in any order after a beginning, cut anywhere."""
    people = st.sampled_from([EXPERT, CLERK, "c" * 32])
    matters = st.integers(1, 3)
    events: list[Event] = list(opened(visit))
    number = 1
    for at in range(draw(st.integers(1, 25))):
        when = NOON + 1 + at
        match draw(st.integers(0, 8)):
            case 0:
                part = draw(st.sampled_from([Part.HOST, Part.SPECIALIST, Part.INTERPRETER]))
                events.append(
                    Joined(at=when, person=draw(people), part=part, unit="verohallinto", circle=Circle.MAIN)
                )
            case 1:
                events.append(
                    Left(at=when, person=draw(people), reason=draw(st.sampled_from(list(LeaveReason))))
                )
            case 2:
                number += 1
                events.append(
                    MatterOpened(
                        at=when,
                        matter=number,
                        service=draw(st.sampled_from(["verotus", None])),
                        unit=draw(st.sampled_from(["verohallinto", None])),
                        language="sv",
                        sensitive=draw(st.booleans()),
                        wait_limit=600.0,
                        closes_at=None,
                    )
                )
            case 3:
                reason = draw(st.sampled_from(list(CloseReason)))
                events.append(MatterClosed(at=when, matter=draw(matters), reason=reason, by=None))
            case 4:
                given = draw(st.sampled_from(list(Outcome)))
                events.append(OutcomeGiven(at=when, matter=draw(matters), outcome=given, by=EXPERT))
            case 5:
                events.append(Rated(at=when, score=draw(st.integers(1, 5)), words_length=3))
            case 6:
                events.append(StaffRated(at=when, person=draw(people), matter=draw(matters), score=2))
            case 7:
                events.append(VisitEnded(at=when, reason=draw(st.sampled_from(list(EndReason)))))
            case _:
                events.append(Wiped(at=when))
    return draw(cut_anywhere([events]))
