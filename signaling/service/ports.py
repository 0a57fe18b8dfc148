"""What the service needs from the world, as ports. `signaling.store` has the real ones; tests have them in memory."""

from typing import Protocol

from msgspec import Struct

from signaling.routing.model import City
from signaling.visit.events import Event
from signaling.visit.model import Visit


class Conflict(Exception):
    """The stream has moved on: load and decide again. Nothing was written."""


class AlreadyEngaged(Exception):
    """One of the subjects is in another visit: load and decide again. Nothing was written. `subject` names it."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


class Unavailable(Exception):
    """The store cannot make anything durable now. Nothing was written, nothing may be acknowledged."""


class Clock(Protocol):
    def now(self) -> float:
        """Seconds since the Unix epoch, read from the wall once at start and steady after that."""
        ...


class Words(Struct, frozen=True, kw_only=True):
    """Free words of a resident, kept apart from the log: erasable one by one, for 90 days."""

    visit: str
    text: str
    at: float


class Note(Struct, frozen=True, kw_only=True):
    """A transfer's note, passed on with consent, deleted at the visit's end."""

    visit: str
    search: str
    text: str


class Append(Struct, frozen=True, kw_only=True):
    """One command's result, made durable in one transaction or not at all.

    `before` is the state that the command was decided on (its version is the expected one), `after` the state with `events`.
    `engaged` are all subjects (account ids and `place:<id>`) that the visit engages from now on.
    """

    before: Visit
    after: Visit
    events: tuple[Event, ...]
    engaged: frozenset[str]
    deadline: float | None
    words: Words | None = None
    note: Note | None = None


class ShiftEvent(Struct, frozen=True, kw_only=True):
    """Somebody's shift began or ended (`what`: started, ended, silent). `person` is a pseudonym."""

    person: str
    unit: str
    what: str
    at: float


class OpenVisit(Struct, frozen=True, kw_only=True):
    """An open visit as it is found at start: its events in order, and whom it engages."""

    events: tuple[Event, ...]
    engaged: frozenset[str]


class RecentWait(Struct, frozen=True, kw_only=True):
    """How long a resident waited for a service, at what hour: what estimates are made from."""

    service: str
    opened_at: float
    seconds: float


class Log(Protocol):
    async def append(self, write: Append) -> None:
        """Durable when it returns. Raises `Conflict`, `AlreadyEngaged`, `Unavailable`; then nothing was written."""
        ...

    async def load(self, visit: str) -> tuple[Event, ...]:
        """The visit's events in order; empty when there is no such visit."""
        ...

    async def open_visits(self) -> tuple[OpenVisit, ...]:
        """Every visit that has not ended, or whose outcome, rating or wipe may still come with people engaged."""
        ...

    async def append_shift(self, event: ShiftEvent) -> None:
        """Durable when it returns. Raises `Unavailable`."""
        ...

    async def on_shift(self) -> tuple[tuple[str, float], ...]:
        """Account ids of everybody whose shift has begun and not ended, with its start."""
        ...

    async def set_shift(self, account: str, since: float | None) -> None:
        """Who is on shift now, by account; None ends it. Written beside the pseudonymous event."""
        ...

    async def note(self, visit: str, search: str) -> str | None:
        """The transfer note that goes with this search, while the visit lasts."""
        ...

    async def recent_waits(self, since: float) -> tuple[RecentWait, ...]: ...


class Directory(Protocol):
    async def city(self) -> City:
        """The catalogue, places and accounts as they are now."""
        ...


class Pseudonyms(Protocol):
    def of(self, account: str, at: float) -> str:
        """The pseudonym of an account in the month of `at`: a keyed hash, a key a month, the same all that month."""
        ...


class Ids(Protocol):
    def new(self) -> str:
        """A fresh id: 128 random bits as text fit for `protocol.scalars.Id`."""
        ...
