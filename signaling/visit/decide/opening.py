"""A visit begins, and the next matter in it."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle, Feature, Kind, Part, Purpose
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.model import CUSTOMER, Visit
from signaling.visit.refusal import Refused


def open_visit(draft: Draft, command: c.OpenVisit) -> None:
    match command.kind:
        case Kind.TERMINAL:
            _terminal(draft, command)
        case Kind.DESK:
            _desk(draft, command)
        case Kind.INQUIRY:
            _inquiry(draft, command)


def _terminal(draft: Draft, command: c.OpenVisit) -> None:
    """Nobody on shift is no reason to refuse: the resident waits."""
    may.must_be_customer(command.by)
    service = _known(command)
    may.must_be_open(service)
    may.must_suit_the_room(service, private_room=command.private_room)
    _begin(draft, command, Part.CUSTOMER)
    open_matter(draft, service, command.language)
    seek(draft, service, search=command.search, language=command.language, since=draft.now, head=False)


def _desk(draft: Draft, command: c.OpenVisit) -> None:
    """The clerk serves somebody in front of them, whether the service is open or not."""
    service = _known(command)
    may.must_suit_the_room(service, private_room=command.private_room)
    _begin(draft, command, Part.HOST, Part.CUSTOMER)
    open_matter(draft, service, command.language)


def _inquiry(draft: Draft, command: c.OpenVisit) -> None:
    if command.person is None or command.person == command.by:
        raise Refused(ErrorCode.PERSON_UNKNOWN)
    _begin(draft, command, Part.HOST)
    draft.add(
        e.MatterOpened(
            at=draft.now,
            matter=1,
            service=None,
            unit=None,
            language=command.language,
            sensitive=False,
            wait_limit=0.0,
            closes_at=None,
        ),
        e.SearchOpened(
            at=draft.now,
            search=command.search,
            purpose=Purpose.ADD,
            part=Part.SPECIALIST,
            service=None,
            person=command.person,
            language=command.language,
            since=draft.now,
            by=command.by,
        ),
    )


def second_matter(draft: Draft, command: c.SecondMatter) -> None:
    """**Minulla on toinenkin asia**: at the head of that service's line, with the visit's first waiting time."""
    may.must_be_customer(command.by)
    may.must_be_on(draft.visit, Feature.SECOND_MATTER)
    may.must_be_open(command.service)
    may.must_suit_the_room(command.service, private_room=command.private_room)
    open_matter(draft, command.service, command.language)
    seek(
        draft,
        command.service,
        search=command.search,
        language=command.language,
        since=draft.visit.opened_at,
        head=True,
    )


def open_matter(draft: Draft, service: c.ServiceFacts, language: str) -> None:
    draft.add(
        e.MatterOpened(
            at=draft.now,
            matter=_next_number(draft.visit),
            service=service.service,
            unit=service.unit,
            language=language,
            sensitive=service.sensitive,
            kind=service.kind,
            wait_limit=service.wait_limit,
            closes_at=service.closes_at,
        )
    )


def seek(
    draft: Draft, service: c.ServiceFacts, *, search: str, language: str, since: float, head: bool
) -> None:
    """Somebody is sought to serve the open matter."""
    draft.add(
        e.SearchOpened(
            at=draft.now,
            search=search,
            purpose=Purpose.SERVE,
            part=Part.HOST,
            service=service.service,
            language=language,
            since=since,
            head=head,
        )
    )


def _begin(draft: Draft, command: c.OpenVisit, *parts: Part) -> None:
    draft.add(
        e.VisitOpened(
            at=draft.now,
            visit=command.visit,
            kind=command.kind,
            place=command.place,
            district=command.district,
            channel=command.kind.value,
            off=command.off,
        )
    )
    for part in parts:
        draft.add(
            e.Joined(
                at=draft.now,
                person=CUSTOMER if part is Part.CUSTOMER else command.by,
                part=part,
                unit=None if part is Part.CUSTOMER else command.unit,
                circle=Circle.MAIN,
            )
        )
    draft.add(*(e.SeatTaken(at=draft.now, seat=seat) for seat in command.seats))


def _known(command: c.OpenVisit) -> c.ServiceFacts:
    if command.service is None:
        raise Refused(ErrorCode.SERVICE_UNKNOWN)
    return command.service


def _next_number(visit: Visit) -> int:
    return len(visit.matters) + 1
