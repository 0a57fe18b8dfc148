"""The city's time of day, which opening hours, estimates and pseudonyms go by."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Europe/Helsinki")


def local_time(at: float) -> datetime:
    """A time of the service's clock, as clocks in the city show it."""
    return datetime.fromtimestamp(at, CITY_TIME)


def next_midnight(at: float) -> float:
    """When the city's next day begins."""
    tomorrow = local_time(at).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), CITY_TIME).timestamp()
