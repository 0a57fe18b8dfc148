"""The events decided so far, and the visit with them: each further event is decided from the state after the others."""

from signaling.visit.apply import apply
from signaling.visit.events import Event
from signaling.visit.limits import VisitLimits
from signaling.visit.model import Stage, Visit
from signaling.visit.table import stage_of


class Draft:
    """Lives for one `decide`; nobody else ever sees it."""

    def __init__(self, visit: Visit, now: float, limits: VisitLimits) -> None:
        self.visit = visit
        self.now = now
        self.limits = limits
        self.events: list[Event] = []

    def add(self, *events: Event) -> None:
        for event in events:
            self.visit = apply(self.visit, event)
            self.events.append(event)

    @property
    def stage(self) -> Stage:
        return stage_of(self.visit)
