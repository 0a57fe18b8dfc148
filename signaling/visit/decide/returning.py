"""Coming back to a matter that went on alone: by a press, and only while it is open."""

from signaling.protocol.words import Circle, Part
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.parting import close_search
from signaling.visit.decide.sealing import seal_if_nobody_hears
from signaling.visit.model import SearchEnd
from signaling.visit.refusal import Gone, GoneWhy
from signaling.visit.visible import may_come_back, person_of, serve_search, staff


def come_back(draft: Draft, command: c.ComeBack) -> None:
    """To a resident who waits: as host, and nobody is rung for them any longer, whoever comes back included. To others of staff: as a specialist."""
    visit = draft.visit
    if person_of(visit, command.by) is not None:
        return
    gone = may_come_back(visit, command.by)
    if gone is None:
        raise Gone(GoneWhy.VISIT_OVER)
    search = None if staff(visit) else serve_search(visit)
    if search is None:
        may.must_be_to_be_had(visit, command.by)
    may.must_have_room(visit, leaving=0 if search is None else 1)
    if search is not None:
        close_search(draft, search, SearchEnd.FOUND)
        part = Part.HOST
    else:
        part = Part.INTERPRETER if gone.part is Part.INTERPRETER else Part.SPECIALIST
    draft.add(
        e.Joined(at=draft.now, person=gone.id, part=part, unit=gone.unit, circle=Circle.MAIN),
        e.SeatTaken(at=draft.now, seat=command.seat),
    )
    seal_if_nobody_hears(draft)
