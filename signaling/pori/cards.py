"""How the cards of this city are written down: short forms for texts, hours, links."""

from signaling.protocol.scalars import Language
from signaling.protocol.views import CardLink, LocalText
from signaling.protocol.words import ServiceKind
from signaling.routing.hours_in_words import week
from signaling.routing.model import Hours, Service, UnitFrom

MON_TO_THU = (0, 1, 2, 3)
MON_TO_FRI = (0, 1, 2, 3, 4)
MON_TO_SAT = (0, 1, 2, 3, 4, 5)
ALWAYS = "2021-01-01"

FI, SV, EN = Language.FI, Language.SV, Language.EN


def text(fi: str, sv: str, en: str) -> LocalText:
    return LocalText(fi=fi, sv=sv, en=en)


def name(same: str) -> LocalText:
    """A proper name that is the same in each language."""
    return LocalText(fi=same, sv=same, en=same)


def link(title: LocalText, address: str) -> CardLink:
    return CardLink(name=title, address=address)


def hours(
    opens: int,
    closes: int,
    weekdays: tuple[int, ...] = MON_TO_FRI,
    season: tuple[tuple[int, int], tuple[int, int]] | None = None,
    *,
    on_holidays: bool = False,
) -> Hours:
    """Whole hours of the day."""
    return Hours(
        weekdays=weekdays, opens=opens * 60, closes=closes * 60, season=season, on_holidays=on_holidays
    )


OFFICE = (hours(9, 16),)
"""The common hours of a city unit."""


def card(
    service: str,
    group: str,
    units: str | tuple[UnitFrom, ...],
    *,
    title: LocalText,
    words: LocalText,
    search: str,
    open_at: tuple[Hours, ...] = OFFICE,
    languages: tuple[Language, ...] = (FI, SV, EN),
    papers: tuple[LocalText, ...] = (),
    links: tuple[CardLink, ...] = (),
    sensitive: bool = False,
    unsure: bool = False,
    kind: ServiceKind = ServiceKind.SERVICE,
) -> Service:
    """A service card. `search` holds its search words, a comma between; `units` one unit, or who from what day on."""
    return Service(
        id=service,
        group=group,
        name=title,
        words=words,
        search_words=tuple(word.strip() for word in search.split(",")),
        units=(UnitFrom(day=ALWAYS, unit=units),) if isinstance(units, str) else units,
        languages=languages,
        hours=open_at,
        hours_text=week(open_at),
        papers=papers,
        links=links,
        sensitive=sensitive,
        unsure=unsure,
        kind=kind,
    )
