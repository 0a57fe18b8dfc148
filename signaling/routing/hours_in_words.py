"""Opening hours and times in words: fi "klo 8–18", sv "kl. 8–18", en "8 am – 6 pm"."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from signaling.protocol.views import LocalText
from signaling.routing.model import Hours

_FI = ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina")
_SV = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FI_SHORT = ("ma", "ti", "ke", "to", "pe", "la", "su")
_SV_SHORT = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_EN_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SV_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

Season = tuple[tuple[int, int], tuple[int, int]] | None


def when(opens: datetime, local: datetime) -> LocalText:
    """When it opens, as the end of a sentence: "huomenna klo 9", "maanantaina klo 9", "4.5.2027 klo 9"."""
    day = _day(opens.date(), local.date())
    clock = at(opens.hour * 60 + opens.minute)
    return LocalText(fi=f"{day.fi} {clock.fi}", sv=f"{day.sv} {clock.sv}", en=f"{day.en} at {clock.en}")


def opens(at_time: datetime, local: datetime) -> LocalText:
    """The whole sentence: "Avautuu huomenna klo 9"."""
    text = when(at_time, local)
    return LocalText(fi=f"Avautuu {text.fi}", sv=f"Öppnar {text.sv}", en=f"Opens {text.en}")


def at(minute: int) -> LocalText:
    """A minute of the day: "klo 9", "kl. 9", "9 am"."""
    return LocalText(fi=f"klo {_nordic(minute)}", sv=f"kl. {_nordic(minute)}", en=_english(minute))


def between(first: int, last: int) -> LocalText:
    """From minute to minute of the day: "klo 8–18", "kl. 8–18", "8 am – 6 pm"."""
    nordic = f"{_nordic(first)}–{_nordic(last)}"
    return LocalText(fi=f"klo {nordic}", sv=f"kl. {nordic}", en=f"{_english(first)} – {_english(last)}")


def week(hours: Iterable[Hours]) -> LocalText:
    """The hours of a week, a season after the other: "ma–ke klo 9–16, to klo 9–18", "1.5.–30.9. ma–pe klo 9–17"."""
    fi, sv, en = [], [], []
    for season, of_season in groupby(hours, key=lambda each: each.season):
        times = _times(list(of_season))
        fi.append(
            _joined(_season_fi(season), (f"{_days(_FI_SHORT, days, 'ja')} {at.fi}" for days, at in times))
        )
        sv.append(
            _joined(_season_sv(season), (f"{_days(_SV_SHORT, days, 'och')} {at.sv}" for days, at in times))
        )
        en.append(
            _joined(_season_en(season), (f"{_days(_EN_SHORT, days, 'and')} {at.en}" for days, at in times))
        )
    return LocalText(fi="; ".join(fi), sv="; ".join(sv), en="; ".join(en))


def _day(day: date, today: date) -> LocalText:
    ahead = (day - today) // timedelta(days=1)
    if ahead == 0:
        return LocalText(fi="tänään", sv="i dag", en="today")
    if ahead == 1:
        return LocalText(fi="huomenna", sv="i morgon", en="tomorrow")
    if ahead < 7:
        weekday = day.weekday()
        return LocalText(fi=_FI[weekday], sv=f"på {_SV[weekday]}", en=f"on {_EN[weekday]}")
    year = "" if day.year == today.year else f" {day.year}"
    return LocalText(
        fi=f"{day.day}.{day.month}.{year.strip()}",
        sv=f"den {day.day} {_SV_MONTHS[day.month - 1]}{year}",
        en=f"on {day.day} {_EN_MONTHS[day.month - 1]}{year}",
    )


def _nordic(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}.{rest:02}" if rest else str(hour)


def _english(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    if rest == 0 and hour % 12 == 0:
        return "12 noon" if hour == 12 else "midnight"
    clock = f"{(hour - 1) % 12 + 1}" + (f":{rest:02}" if rest else "")
    return f"{clock} {'am' if hour % 24 < 12 else 'pm'}"


def _times(hours: list[Hours]) -> list[tuple[list[tuple[int, int]], LocalText]]:
    """Each time of day in words with its weekdays, as runs (first, last) of neighbours; in the order of the week."""
    days_of: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for day in range(7):
        for time in sorted((each.opens, each.closes) for each in hours if day in each.weekdays):
            runs = days_of.setdefault(time, [])
            if runs and runs[-1][1] == day - 1:
                runs[-1] = (runs[-1][0], day)
            else:
                runs.append((day, day))
    return [(runs, between(*time)) for time, runs in days_of.items()]


def _days(names: tuple[str, ...], runs: list[tuple[int, int]], conjunction: str) -> str:
    *most, last = [names[a] if a == b else f"{names[a]}–{names[b]}" for a, b in runs]
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def _joined(season: str, times: Iterable[str]) -> str:
    return f"{season} {', '.join(times)}".strip()


def _season_fi(season: Season) -> str:
    if season is None:
        return ""
    (month, day), (to_month, to_day) = season
    return f"{day}.{month}.–{to_day}.{to_month}."


def _season_sv(season: Season) -> str:
    if season is None:
        return ""
    (month, day), (to_month, to_day) = season
    return f"{day}.{month}–{to_day}.{to_month}"


def _season_en(season: Season) -> str:
    if season is None:
        return ""
    (month, day), (to_month, to_day) = season
    return f"{day} {_EN_MONTHS[month - 1]} – {to_day} {_EN_MONTHS[to_month - 1]},"
