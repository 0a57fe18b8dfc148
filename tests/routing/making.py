"""Short ways to say what a test is about: a search, somebody free, a service."""

from datetime import datetime
from zoneinfo import ZoneInfo

from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText
from signaling.protocol.words import Level, Part, Purpose
from signaling.routing.estimate import Waits
from signaling.routing.model import Duty, Expert, Hours, Service, UnitFrom, Waiting

HELSINKI = ZoneInfo("Europe/Helsinki")
FI, SV, EN = Language.FI, Language.SV, Language.EN
NO_WAITS = Waits((), HELSINKI)
MON_TO_FRI = (0, 1, 2, 3, 4)


def searching(
    search: str = "s1",
    service: str | None = "tax",
    *,
    since: float = 0.0,
    opened_at: float | None = None,
    level: Level = Level.ONE,
    language: Language = FI,
    rung: tuple[str, ...] = (),
    until_retry: tuple[tuple[str, float], ...] = (),
    in_visit: tuple[str, ...] = (),
    head: bool = False,
    person: str | None = None,
    purpose: Purpose = Purpose.SERVE,
    part: Part = Part.HOST,
) -> Waiting:
    return Waiting(
        visit=f"visit-{search}",
        search=search,
        purpose=purpose,
        part=part,
        service=service,
        person=person,
        language=language,
        since=since,
        opened_at=since if opened_at is None else opened_at,
        head=head,
        level=level,
        rung=rung,
        until_retry=until_retry,
        in_visit=in_visit,
    )


def free(
    person: str,
    *services: str,
    idle_since: float = -100.0,
    languages: tuple[Language, ...] = (FI,),
    duty: Duty = Duty.EXPERT,
    at_desk: bool = False,
    took_head: bool = False,
) -> Expert:
    """Somebody free since before anybody waited, unless said otherwise."""
    return Expert(
        person=person,
        duty=duty,
        services=services or ("tax",),
        languages=languages,
        idle_since=idle_since,
        at_desk=at_desk,
        took_head=took_head,
    )


def same(words: str) -> LocalText:
    return LocalText(fi=words, sv=words, en=words)


def service(
    *hours: Hours, units: tuple[UnitFrom, ...] = (), name: str = "tax", sensitive: bool = False
) -> Service:
    return Service(
        id=name,
        group="money",
        name=same(name),
        words=same(""),
        search_words=(),
        units=units or (UnitFrom(day="2020-01-01", unit="tax-office"),),
        languages=(FI,),
        hours=hours,
        hours_text=same(""),
        sensitive=sensitive,
    )


def hours(
    opens: float,
    closes: float,
    weekdays: tuple[int, ...] = MON_TO_FRI,
    season: tuple[tuple[int, int], tuple[int, int]] | None = None,
    *,
    on_holidays: bool = False,
) -> Hours:
    """Hours of the day; a half is 30 minutes."""
    return Hours(
        weekdays=weekdays,
        opens=int(opens * 60),
        closes=int(closes * 60),
        season=season,
        on_holidays=on_holidays,
    )


def at(day: str, clock: str = "12:00") -> datetime:
    """A wall time in the city: `at("2026-11-24", "08:59")`. That day is a Tuesday."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=HELSINKI)
