"""What the service needs from the world, as ports. `signaling.store` has the real ones; tests have them in memory.

The last part is what the service gives to the transport: who a page may be (`Identity`), where messages to it go
(`Outbox`), and the three calls of `Front`. `signaling.service.service.Service` is the `Front`.
"""

from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import ClientMessage, Hello, IceServer, ServerMessage
from signaling.protocol.scalars import Language
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


class Unclear(Unavailable):
    """As `Unavailable`, but it may have been written: the store went away in the middle of a commit. Load when it is back."""


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
    """Somebody's shift began or ended (`what`: started, ended, silent, returned). `person` is a pseudonym."""

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
    async def append(self, write: Append, within: float = ...) -> None:
        """Durable when it returns; it waits for the store for so many seconds at most.

        Raises `Conflict`, `AlreadyEngaged`, `Unavailable`: then nothing was written; `Unclear`.
        """
        ...

    async def load(self, visit: str) -> tuple[Event, ...]:
        """The visit's events in order; empty when there is no such visit."""
        ...

    async def open_visits(self) -> tuple[OpenVisit, ...]:
        """Every visit that has not ended, or whose outcome, rating or wipe may still come with people engaged."""
        ...

    async def append_shift(self, event: ShiftEvent, within: float = ...) -> None:
        """Durable when it returns, and once however often it is given. Raises `Unavailable`."""
        ...

    async def change_shift(self, event: ShiftEvent, account: str, since: float | None) -> None:
        """As `append_shift`, and in the same transaction: who is on shift now, by account; None ends it."""
        ...

    async def on_shift(self) -> tuple[tuple[str, float], ...]:
        """Account ids of everybody whose shift has begun and not ended, with its start."""
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

    def month(self, at: float) -> str:
        """The month of a time, as `2026-11`."""
        ...


class Ids(Protocol):
    def new(self) -> str:
        """A fresh id: 128 random bits as text fit for `protocol.scalars.Id`."""
        ...


# --- what the service gives to the transport ------------------------------------------------------------------------


class PlaceIdentity(Struct, frozen=True, kw_only=True):
    """The page of a terminal: its place, by its own credential (in the demo: by its address)."""

    place: str


class AccountIdentity(Struct, frozen=True, kw_only=True):
    """The page of somebody of staff who has signed in."""

    account: str


class CustomerScreenIdentity(Struct, frozen=True, kw_only=True):
    """The customer screen of a desk. It has no cookie of the clerk's."""

    desk: str


Identity = PlaceIdentity | AccountIdentity | CustomerScreenIdentity
"""Whose page it is. The transport makes it from the session or the place's credential, never from a command."""


class SubjectKind(StrEnum):
    PERSON = "person"
    PLACE = "place"


class Subject(Struct, frozen=True, kw_only=True):
    """Whose a sign-in or a one-time link is: an account's or a place's."""

    kind: SubjectKind
    id: str


PASSWORD_LENGTHS = range(12, 257)
"""How many characters a password has."""


class NotAdmitted(Exception):
    """`Front.connect` turned the page away: no such place or account, or a page of another kind than it may be.

    Answer with `Closing(code, retry=None)` and close.
    """

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code)
        self.code = code


class Outbox(Protocol):
    """The way to one page. No call waits or raises; what comes after `close`, or over the bound, is dropped.

    The transport keeps the order of `send` and `put_newest`: what was put first is written first.
    """

    def send(self, message: ServerMessage) -> None:
        """Written in order, none skipped. When the bounded queue is full the page is disconnected instead."""
        ...

    def put_newest(self, key: str, message: ServerMessage) -> None:
        """As `send`, but a message of the same key that is not yet written is replaced by this one."""
        ...

    @property
    def queued_bytes(self) -> int:
        """How much waits to be written."""
        ...

    def close(self) -> None:
        """Write what is queued, then close the connection. The transport calls `Front.disconnect` as always."""
        ...


class Session(Protocol):
    """One connected page, from `connect` to `disconnect`. The transport hands it back, and reads what is here."""

    @property
    def identity(self) -> Identity: ...

    @property
    def language(self) -> Language:
        """The language of sentences for this page, as it is now (`SetLanguage` changes it)."""
        ...

    @property
    def in_visit(self) -> bool:
        """Whether the page shows a visit now: rung, in it, or not yet done with it."""
        ...


class Front(Protocol):
    """The service as the transport calls it. One page's `receive` calls must not overlap: its commands keep their order."""

    async def connect(self, hello: Hello, identity: Identity, outbox: Outbox) -> Session:
        """A page has said hello. `Welcome`, the view and the boards are in its outbox when this returns.

        Raises `NotAdmitted`. The protocol's version has been checked by the transport.
        """
        ...

    async def receive(self, session: Session, message: ClientMessage) -> None:
        """A decoded message, a second `Hello` included (it is refused). Answers go to the outbox.

        Raises nothing but faults of ours; for those the transport answers `internal` and keeps the connection.
        """
        ...

    async def disconnect(self, session: Session) -> None:
        """The socket is closed, for whatever reason. Harmless when called twice."""
        ...


class Greeting(Protocol):
    """What the welcome says that the service does not know by itself; the transport or the wiring has it."""

    @property
    def build(self) -> str:
        """The build of the pages that are served now."""
        ...

    @property
    def demo(self) -> bool: ...

    def ice_servers(self, identity: Identity) -> tuple[IceServer, ...]:
        """With credentials for this page, valid long enough for a visit."""
        ...
