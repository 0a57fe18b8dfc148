"""What a visit is at one moment: people in circles, their seats, and whoever is being sought.

Everything here is frozen. Times are seconds of the service's clock (Unix epoch, float). Persons of staff are
pseudonyms, so that the state can be rebuilt from the log alone; the customer is always `CUSTOMER`.
"""

from enum import StrEnum

from msgspec import Struct

from signaling.protocol.words import (
    Circle,
    EndReason,
    Feature,
    Kind,
    Level,
    OfferReason,
    Outcome,
    Part,
    Purpose,
    Question,
    ServiceKind,
)

CUSTOMER = "customer"
MAX_PEOPLE = 5
MAX_SEATS = 7


class SeatKind(StrEnum):
    """The sort of device somebody sits at."""

    SCREEN = "screen"
    CUSTOMER_SCREEN = "customer_screen"
    LAPTOP = "laptop"
    PAPER_CAMERA = "paper_camera"


class OfferEnd(StrEnum):
    """Why an offer rings no longer."""

    ANSWERED = "answered"
    DECLINED = "declined"
    OTHER_ANSWERED = "other_answered"
    WITHDRAWN = "withdrawn"
    GONE = "gone"


class SearchEnd(StrEnum):
    """Why a search ended."""

    FOUND = "found"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"
    MATTER_CLOSED = "matter_closed"


class LeaveReason(StrEnum):
    """Why somebody of staff is no longer in the visit."""

    LEFT = "left"
    RELEASED = "released"
    LOST = "lost"
    MATTER_CLOSED = "matter_closed"


class CloseReason(StrEnum):
    """Why a matter is closed. Of a visit's end, `SERVED` reads `EndReason.COMPLETED`."""

    SERVED = "served"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    NO_EXPERT = "no_expert"
    CLOSED_HOURS = "closed_hours"
    TERMINAL_LOST = "terminal_lost"
    ENDED_UNKNOWN = "ended_unknown"


class Stage(StrEnum):
    """The visit's stage, derived from its matter and its people; the table in `table.py` speaks of it."""

    NEW = "new"
    SEEKING = "seeking"
    SERVING = "serving"
    TRANSFERRING = "transferring"
    AFTER = "after"
    ENDED = "ended"


class Person(Struct, frozen=True, kw_only=True):
    """Somebody in the visit. `circle` is where they were put; `circle_of` says where they are."""

    id: str
    part: Part
    unit: str | None
    circle: Circle
    since: float


class Seat(Struct, frozen=True, kw_only=True):
    """One device of a person. `page` is the 128-bit id (32 hex digits) of the loaded page."""

    id: str
    person: str
    place: str
    kind: SeatKind
    page: str
    sound: bool = True
    camera: bool = True
    sharing: bool = False
    signing: bool = False
    lost_at: float | None = None


class Search(Struct, frozen=True, kw_only=True):
    """Somebody is sought: for a service (routing chooses) or by name. `since` is the waiting time that counts."""

    id: str
    purpose: Purpose
    part: Part
    service: str | None
    person: str | None
    language: str
    since: float
    opened_at: float
    head: bool
    level: Level
    by: str | None
    note: bool
    declined: tuple[tuple[str, float], ...] = ()


class Offer(Struct, frozen=True, kw_only=True):
    """One expert is rung for one search. `silent` after its ring time: it rings on, the next is rung as well."""

    id: str
    search: str
    seat: Seat
    unit: str | None
    reason: OfferReason
    at: float
    silent: bool = False


class Aside(Struct, frozen=True, kw_only=True):
    """The private talk. `sealed` once the customer's pages reported that they hear nothing of it."""

    asker: str
    since: float
    sealed: bool


class Hold(Struct, frozen=True, kw_only=True):
    """The customer is in no circle, and knows since when."""

    by: str
    since: float


class Asked(Struct, frozen=True, kw_only=True):
    """A question to the waiting resident that ends the visit when nobody touches the screen."""

    question: Question
    since: float


class Refusal(Struct, frozen=True, kw_only=True):
    """An invitation by which nobody came: declined by whom it named, or unanswered."""

    search: Search
    reason: SearchEnd
    at: float


class Matter(Struct, frozen=True, kw_only=True):
    """One service's part of the visit. `service` is None for an inquiry.

    `wait_limit` seconds a resident waits before being asked; `declined`: who declined it, and when.
    """

    number: int
    service: str | None
    unit: str | None
    language: str
    opened_at: float
    first_answered_at: float | None = None
    closed_at: float | None = None
    reason: CloseReason | None = None
    outcome: Outcome | None = None
    sensitive: bool = False
    kind: ServiceKind = ServiceKind.SERVICE
    wait_limit: float = 0.0
    declined: tuple[tuple[str, float], ...] = ()


class WrapUp(Struct, frozen=True, kw_only=True):
    """Somebody of staff has left and may still say how it went; who `owes_outcome` gets no offers meanwhile."""

    person: str
    part: Part
    matter: int
    owes_outcome: bool
    since: float
    rated: bool = False


class Visit(Struct, frozen=True, kw_only=True):
    """A visit after `version` events. `EMPTY` has none and no id.

    `searches` and `offers` are the open ones, oldest first; `past_offers` says how each other one ended.
    `refusal` is the last one, until somebody else is invited. `pair`: whom everybody sees in equal size.
    `handed`: who was given a matter with a note, as long as they are there, and by which search.
    `off`: features that its place did without when it began.
    `given_up`: staff whose lost seats were held long enough, while the matter goes on without them: they may come back.
    """

    id: str = ""
    version: int = 0
    kind: Kind = Kind.TERMINAL
    place: str = ""
    off: tuple[Feature, ...] = ()
    opened_at: float = 0.0
    host: str | None = None
    matters: tuple[Matter, ...] = ()
    people: tuple[Person, ...] = ()
    seats: tuple[Seat, ...] = ()
    searches: tuple[Search, ...] = ()
    offers: tuple[Offer, ...] = ()
    past_offers: tuple[tuple[str, OfferEnd], ...] = ()
    refusal: Refusal | None = None
    aside: Aside | None = None
    hold: Hold | None = None
    pair: tuple[str, str] | None = None
    handed: tuple[str, str] | None = None
    given_up: tuple[Person, ...] = ()
    asked: Asked | None = None
    touched_at: float = 0.0
    wait_limit_at: float = 0.0
    closes_at: float | None = None
    wrap_ups: tuple[WrapUp, ...] = ()
    rated: bool = False
    ended_at: float | None = None
    end: EndReason | None = None
    wiped: bool = False


EMPTY = Visit()
