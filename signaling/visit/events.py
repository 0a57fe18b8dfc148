"""What has happened in a visit. These are the log: never a name, address, picture or word of the resident.

`at` is the service's clock in seconds. Persons of staff are pseudonyms. Adding a field needs a default; a field is never
renamed, since old events are read for as long as the log is kept.
"""

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
from signaling.visit.model import CloseReason, LeaveReason, OfferEnd, SearchEnd, Seat


class _Event(Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    at: float


class VisitOpened(_Event, frozen=True, tag="visit_opened"):
    """Somebody pressed **Soita** or **Aloita käynti**, or one of staff called another (`inquiry`). `off`: what is off there."""

    visit: str
    kind: Kind
    place: str
    district: str | None
    channel: str
    off: tuple[Feature, ...] = ()


class MatterOpened(_Event, frozen=True, tag="matter_opened"):
    """A matter begins, with service, its kind, unit and language as they are today. `wait_limit` and `closes_at` bound its search."""

    matter: int
    service: str | None
    unit: str | None
    language: str
    sensitive: bool
    wait_limit: float
    closes_at: float | None
    kind: ServiceKind = ServiceKind.SERVICE


class SearchOpened(_Event, frozen=True, kw_only=True, tag="search_opened"):
    """Somebody is sought. `since` is the waiting time that counts, `head` puts it first in its line.

    The note is a transfer's, told of only with the resident's consent; its text is elsewhere.
    """

    search: str
    purpose: Purpose
    part: Part
    service: str | None
    person: str | None = None
    language: str
    since: float
    head: bool = False
    by: str | None = None
    note: bool = False
    note_length: int = 0
    consent: bool = False


class SearchSpread(_Event, frozen=True, tag="search_spread"):
    """Nobody answered in time: more people are rung from now on. A search by name becomes one for the service."""

    search: str
    level: Level


class SearchClosed(_Event, frozen=True, tag="search_closed"):
    search: str
    reason: SearchEnd


class OfferMade(_Event, frozen=True, tag="offer_made"):
    """One expert is rung, and why this one."""

    offer: str
    search: str
    person: str
    unit: str | None
    seat: Seat
    reason: OfferReason


class OfferSilent(_Event, frozen=True, tag="offer_silent"):
    """The ring time is over without an answer; it may still be answered."""

    offer: str


class OfferClosed(_Event, frozen=True, tag="offer_closed"):
    offer: str
    reason: OfferEnd


class Joined(_Event, frozen=True, tag="joined"):
    """Somebody is in the visit from now on, in this circle. Who joins as host is the host; an earlier one is a specialist."""

    person: str
    part: Part
    unit: str | None
    circle: Circle


class Moved(_Event, frozen=True, tag="moved"):
    """Somebody of staff is in another circle. A customer never is: see `AsideBegan` and `HoldBegan`."""

    person: str
    circle: Circle


class AsideBegan(_Event, frozen=True, tag="aside_began"):
    asker: str


class AsideSealed(_Event, frozen=True, tag="aside_sealed"):
    """Every page of the customer has reported that it neither sends to nor plays the aside, or is gone."""


class AsideEnded(_Event, frozen=True, tag="aside_ended"):
    pass


class HoldBegan(_Event, frozen=True, tag="hold_began"):
    by: str


class HoldEnded(_Event, frozen=True, tag="hold_ended"):
    pass


class PairShown(_Event, frozen=True, tag="pair_shown"):
    """Everybody sees these two in equal size from now on, until it ends or one of them leaves."""

    by: str
    people: tuple[str, str]


class PairEnded(_Event, frozen=True, tag="pair_ended"):
    """Staff took it back; nothing is logged when one of the two leaves, which ends it too."""


class HostChanged(_Event, frozen=True, tag="host_changed"):
    host: str


class Left(_Event, frozen=True, tag="left"):
    person: str
    reason: LeaveReason


class SeatTaken(_Event, frozen=True, tag="seat_taken"):
    """A device has a (new) page in this visit."""

    seat: Seat


class SeatLost(_Event, frozen=True, tag="seat_lost"):
    """No socket and no media of this seat for 10 s; `since` is when it was last there."""

    seat: str
    since: float


class SeatReturned(_Event, frozen=True, tag="seat_returned"):
    """The same page is back."""

    seat: str


class SeatLeft(_Event, frozen=True, tag="seat_left"):
    """A device of somebody who stays is put away: a customer screen that was closed."""

    seat: str


class DevicesChanged(_Event, frozen=True, tag="devices_changed"):
    """`signing` is of staff alone: that a resident signs is nothing for the log."""

    seat: str
    sound: bool
    camera: bool
    sharing: bool
    signing: bool = False


class ResidentAsked(_Event, frozen=True, tag="resident_asked"):
    question: Question


class ResidentTouched(_Event, frozen=True, tag="resident_touched"):
    """The resident touched the screen while waiting; with **Odotan vielä** the wait is bounded anew, `wait_limit` s from here."""

    wait_limit: float | None


class MatterReturned(_Event, frozen=True, tag="matter_returned"):
    """The last of staff was lost: the matter is sought again (a `SearchOpened` follows)."""

    matter: int


class MatterClosed(_Event, frozen=True, tag="matter_closed"):
    """`by` is who ended it: a pseudonym, `customer`, or None for the machine itself."""

    matter: int
    reason: CloseReason
    by: str | None


class OutcomeGiven(_Event, frozen=True, tag="outcome_given"):
    matter: int
    outcome: Outcome
    by: str


class Rated(_Event, frozen=True, tag="rated"):
    """The resident's face, 1 (very badly) to 5 (very well). The words themselves lie in `feedback`."""

    score: int
    words_length: int


class StaffRated(_Event, frozen=True, tag="staff_rated"):
    person: str
    matter: int
    score: int


class VisitEnded(_Event, frozen=True, tag="visit_ended"):
    reason: EndReason


class Wiped(_Event, frozen=True, tag="wiped"):
    """The resident's page has wiped everything of the visit."""


Event = (
    VisitOpened
    | MatterOpened
    | SearchOpened
    | SearchSpread
    | SearchClosed
    | OfferMade
    | OfferSilent
    | OfferClosed
    | Joined
    | Moved
    | AsideBegan
    | AsideSealed
    | AsideEnded
    | HoldBegan
    | HoldEnded
    | PairShown
    | PairEnded
    | HostChanged
    | Left
    | SeatTaken
    | SeatLost
    | SeatReturned
    | SeatLeft
    | DevicesChanged
    | ResidentAsked
    | ResidentTouched
    | MatterReturned
    | MatterClosed
    | OutcomeGiven
    | Rated
    | StaffRated
    | VisitEnded
    | Wiped
)
