"""What the service is made of, and how its parts know each other."""

from msgspec import Struct

from signaling.service.actions import Actions
from signaling.service.beginning import Beginning
from signaling.service.book import Book
from signaling.service.city_time import local_time
from signaling.service.facts import Facts
from signaling.service.hub import Hub
from signaling.service.matching import Matching
from signaling.service.metrics import Metrics
from signaling.service.ports import Clock, Directory, Greeting, Ids, Log, Pseudonyms
from signaling.service.presence import Presence
from signaling.service.relay import Relay
from signaling.service.seating import Seating
from signaling.service.shifts import Shifts
from signaling.service.timers import Timers
from signaling.service.visits import PATIENCE, Visits
from signaling.service.watch import Watch
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits


class ServiceSettings(Struct, frozen=True, kw_only=True):
    """`routing_quiet` seconds after a start with visits or shifts nobody new is rung. `everything_open`: no hours are kept.
    `patience` seconds what somebody asks for waits for a store that is away.
    """

    limits: VisitLimits = DEFAULT_LIMITS
    routing_quiet: float = 5.0
    everything_open: bool = False
    patience: float = PATIENCE


class Ports(Struct, frozen=True, kw_only=True):
    """What the service needs from the world."""

    log: Log
    directory: Directory
    pseudonyms: Pseudonyms
    ids: Ids
    clock: Clock
    greeting: Greeting


class Parts:
    """Everything that lives from a start to a stop, wired."""

    def __init__(self, ports: Ports, settings: ServiceSettings, book: Book, metrics: Metrics) -> None:
        now = ports.clock.now()
        log, clock, pseudonyms, ids = ports.log, ports.clock, ports.pseudonyms, ports.ids
        limits = settings.limits
        self.presence = Presence(now)
        self.shifts = Shifts(log=log, clock=clock, pseudonyms=pseudonyms, presence=self.presence)
        self.visits = Visits(
            log=log,
            clock=clock,
            pseudonyms=pseudonyms,
            limits=limits,
            metrics=metrics,
            accounts=lambda: self.facts.book.accounts,
            patience=settings.patience,
        )
        self.facts = Facts(
            book=book,
            clock=clock,
            limits=limits,
            visits=self.visits,
            shifts=self.shifts,
            everything_open=settings.everything_open,
        )
        self.hub = Hub(facts=self.facts, presence=self.presence)
        self.seating = Seating(self.facts)
        beginning = Beginning(facts=self.facts, presence=self.presence, pseudonyms=pseudonyms, ids=ids)
        self.actions = Actions(facts=self.facts, beginning=beginning, seating=self.seating, ids=ids)
        self.matching = Matching(facts=self.facts, presence=self.presence, ids=ids)
        self.relay = Relay(visits=self.visits, presence=self.presence, metrics=metrics, clock=clock)
        self.watch = Watch(facts=self.facts, presence=self.presence, seating=self.seating)
        self.timers = Timers(limits, now)
        self.visits.listen(self.hub.changed)
        self.visits.listen(self.shifts.visit_changed)


async def assemble(ports: Ports, settings: ServiceSettings, metrics: Metrics) -> Parts:
    """The parts, with the open visits and shifts that the log has. Raises `Unavailable`."""
    now = ports.clock.now()
    book = Book(await ports.directory.city(), local_time(now).date())
    parts = Parts(ports, settings, book, metrics)
    found = await parts.visits.load() + await parts.shifts.load()
    if found:
        parts.matching.quiet_until = now + settings.routing_quiet
    return parts
