"""When a service is open. Hours are wall times of the day in the city.

Every `local` is an aware datetime in the city's time zone, and what is returned has the same zone.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

from msgspec import Struct

from signaling.routing.holidays import is_holiday
from signaling.routing.model import Hours, Service

HORIZON = 400
"""Days looked ahead for an opening: a season comes round within a year."""

_DAY = timedelta(days=1)


class Opening(Struct, frozen=True, kw_only=True):
    """One unbroken time of being open, from `opens` up to and without `closes`."""

    opens: datetime
    closes: datetime


def is_open(service: Service, local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    return any(
        hours.opens <= minute < hours.closes and _applies(hours, local.date()) for hours in service.hours
    )


def opens_next(service: Service, local: datetime) -> datetime | None:
    """When it opens next after `local`: after the next closing while it is open. None: not within `HORIZON` days."""
    return next((opening.opens for opening in openings(service, local) if opening.opens > local), None)


def closes_at(service: Service, local: datetime) -> datetime | None:
    """When the opening that is on at `local` ends. None when it is closed, or stays open for `HORIZON` days."""
    opening = next(openings(service, local), None)
    if opening is None or opening.opens > local:
        return None
    return (
        None if opening.closes >= _midnight(local.date() + HORIZON * _DAY, local.tzinfo) else opening.closes
    )


def openings(service: Service, local: datetime) -> Iterator[Opening]:
    """The openings that end after `local`, in order, up to `HORIZON` days ahead; those that touch are one.

    One that began before the day of `local` is told from that day's midnight.
    """
    pending: Opening | None = None
    for ahead in range(HORIZON):
        day = local.date() + ahead * _DAY
        for opens, closes in _ranges(service.hours, day):
            start, end = _at(day, opens, local.tzinfo), _at(day, closes, local.tzinfo)
            if pending is not None and start <= pending.closes:
                pending = Opening(opens=pending.opens, closes=max(pending.closes, end))
                continue
            if pending is not None and pending.closes > local:
                yield pending
            pending = Opening(opens=start, closes=end)
    if pending is not None and pending.closes > local:
        yield pending


def in_season(season: tuple[tuple[int, int], tuple[int, int]] | None, day: date) -> bool:
    """Is the day between the two days of the year, both included? A season may go over New Year."""
    if season is None:
        return True
    first, last = season
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def ranges_on(service: Service, day: date) -> list[tuple[int, int]]:
    """From when to when (minutes of the day) the service is open on this day, in order."""
    return _ranges(service.hours, day)


def _ranges(hours: tuple[Hours, ...], day: date) -> list[tuple[int, int]]:
    return sorted((each.opens, each.closes) for each in hours if _applies(each, day))


def _applies(hours: Hours, day: date) -> bool:
    return (
        day.weekday() in hours.weekdays
        and in_season(hours.season, day)
        and (hours.on_holidays or not is_holiday(day))
    )


def _at(day: date, minute: int, zone: tzinfo | None) -> datetime:
    days, rest = divmod(minute, 24 * 60)
    return datetime.combine(day + days * _DAY, time(rest // 60, rest % 60), zone)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone)
