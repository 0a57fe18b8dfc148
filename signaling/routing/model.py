"""What routing knows: units, services with hours, places, accounts of staff; and who waits, who may be rung."""

from enum import StrEnum

from msgspec import Struct

from signaling.protocol.scalars import Language
from signaling.protocol.views import CardLink, LocalText, Notice, ServiceGroup
from signaling.protocol.words import Feature, Level, OfferReason, Part, Purpose, ServiceKind


class Duty(StrEnum):
    """What an account is for (architecture.md, "duty"); only the duties that have something to do yet."""

    CLERK = "clerk"
    EXPERT = "expert"
    INTERPRETER = "interpreter"


class PlaceKind(StrEnum):
    TERMINAL = "terminal"
    DESK = "desk"


class Unit(Struct, frozen=True, kw_only=True):
    """The organisation that an expert works for. `answers` says it to a resident: "Sinua palvelee Porin rakennusvalvonta."."""

    id: str
    name: LocalText
    answers: LocalText
    state: bool


class Hours(Struct, frozen=True, kw_only=True):
    """Open on these weekdays (0 is Monday) from `opens` to `closes` (minutes of the local day), between two days of the
    year (month, day), both included; a season may go over New Year. On public holidays only those that say so.
    """

    weekdays: tuple[int, ...]
    opens: int
    closes: int
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    on_holidays: bool = False


class UnitFrom(Struct, frozen=True, kw_only=True):
    """From this day (ISO date) on, this unit answers for the service."""

    day: str
    unit: str


class Service(Struct, frozen=True, kw_only=True):
    """A service card. `wait_limit` seconds a resident waits before being asked. `unsure`: the **En ole varma** path,
    shown by itself and in no group.
    """

    id: str
    group: str
    name: LocalText
    words: LocalText
    search_words: tuple[str, ...]
    units: tuple[UnitFrom, ...]
    languages: tuple[Language, ...]
    hours: tuple[Hours, ...]
    hours_text: LocalText
    papers: tuple[LocalText, ...] = ()
    links: tuple[CardLink, ...] = ()
    sensitive: bool = False
    unsure: bool = False
    kind: ServiceKind = ServiceKind.SERVICE
    wait_limit: float = 600.0


class Place(Struct, frozen=True, kw_only=True):
    """A terminal or a desk. `road_km` to the service point is rough. `off`: what visits from here do without."""

    id: str
    kind: PlaceKind
    name: LocalText
    district: str | None
    road_km: float | None
    private_room: bool
    off: tuple[Feature, ...] = ()


class Account(Struct, frozen=True, kw_only=True):
    """Somebody of staff. `desk` is the place where a clerk sits, None: at no desk. `name` is what others see."""

    id: str
    name: str
    unit: str
    duty: Duty
    services: tuple[str, ...]
    languages: tuple[Language, ...]
    desk: str | None = None


class City(Struct, frozen=True, kw_only=True):
    """Everything that administration keeps: the catalogue, the places, the people."""

    groups: tuple[ServiceGroup, ...]
    units: tuple[Unit, ...]
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    accounts: tuple[Account, ...]
    notices: tuple[Notice, ...] = ()


class Waiting(Struct, frozen=True, kw_only=True):
    """A search as routing sees it. Persons are account ids. `rung`: everybody who was offered it and has not declined.

    `until_retry` maps who declined to the time from which they may be offered it again. `since` is the waiting time that
    counts, `opened_at` when this search began: later, when a matter was transferred or returned.
    """

    visit: str
    search: str
    purpose: Purpose
    part: Part
    service: str | None
    person: str | None
    language: Language
    since: float
    opened_at: float
    head: bool
    level: Level
    rung: tuple[str, ...]
    until_retry: tuple[tuple[str, float], ...]
    in_visit: tuple[str, ...]


class Expert(Struct, frozen=True, kw_only=True):
    """Somebody on shift with a live page and no visit. `at_desk`: a clerk who sits at a desk. `took_head`: whom they answered
    last had come from a visit under way, to the head of the line.
    """

    person: str
    duty: Duty
    services: tuple[str, ...]
    languages: tuple[Language, ...]
    idle_since: float
    at_desk: bool
    took_head: bool = False


class Proposal(Struct, frozen=True, kw_only=True):
    """Ring this person for this search, and why this one."""

    visit: str
    search: str
    person: str
    reason: OfferReason
