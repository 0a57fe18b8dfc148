"""Public holidays of Finland, and the two eves on which its offices are closed."""

from datetime import date
from functools import cache

from holidays import country_holidays


def is_holiday(day: date) -> bool:
    """Whether offices are closed on that day whatever its weekday: church and national holidays (laki 388/1937 and what was
    added to it), Midsummer Eve and Christmas Eve. Sundays that have no name are none.
    """
    return day in _of(day.year)


@cache
def _of(year: int) -> frozenset[date]:
    return frozenset(country_holidays("FI", years=year))
