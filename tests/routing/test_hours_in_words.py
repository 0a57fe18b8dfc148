"""How hours and openings read in the three languages."""

from datetime import datetime

import pytest

from signaling.routing import hours_in_words
from signaling.routing.model import Hours
from tests.routing.making import at, hours

TUESDAY_EVENING = at("2026-11-24", "19:00")


@pytest.mark.parametrize(
    ("opens", "fi", "sv", "en"),
    [
        (at("2026-11-24", "20:00"), "tänään klo 20", "i dag kl. 20", "today at 8 pm"),
        (at("2026-11-25", "09:00"), "huomenna klo 9", "i morgon kl. 9", "tomorrow at 9 am"),
        (at("2026-11-30", "09:00"), "maanantaina klo 9", "på måndag kl. 9", "on Monday at 9 am"),
        (at("2026-11-26", "10:30"), "torstaina klo 10.30", "på torsdag kl. 10.30", "on Thursday at 10:30 am"),
        (at("2026-12-01", "12:00"), "1.12. klo 12", "den 1 december kl. 12", "on 1 December at 12 noon"),
        (at("2027-05-01", "09:00"), "1.5.2027 klo 9", "den 1 maj 2027 kl. 9", "on 1 May 2027 at 9 am"),
    ],
)
def test_when_it_opens(opens: datetime, fi: str, sv: str, en: str) -> None:
    text = hours_in_words.when(opens, TUESDAY_EVENING)
    assert (text.fi, text.sv, text.en) == (fi, sv, en)


def test_the_whole_sentence() -> None:
    text = hours_in_words.opens(at("2026-11-25", "09:00"), TUESDAY_EVENING)
    assert (text.fi, text.sv, text.en) == (
        "Avautuu huomenna klo 9",
        "Öppnar i morgon kl. 9",
        "Opens tomorrow at 9 am",
    )


def test_tomorrow_is_told_by_the_calendar_not_by_hours() -> None:
    assert hours_in_words.when(at("2026-11-25", "00:30"), at("2026-11-24", "23:59")).fi == "huomenna klo 0.30"


@pytest.mark.parametrize(
    ("first", "last", "fi", "en"),
    [
        (8 * 60, 18 * 60, "klo 8–18", "8 am – 6 pm"),
        (9 * 60 + 30, 12 * 60, "klo 9.30–12", "9:30 am – 12 noon"),
        (12 * 60 + 15, 24 * 60, "klo 12.15–24", "12:15 pm – midnight"),
        (0, 30, "klo 0–0.30", "midnight – 12:30 am"),
    ],
)
def test_a_time_of_day(first: int, last: int, fi: str, en: str) -> None:
    text = hours_in_words.between(first, last)
    assert (text.fi, text.sv, text.en) == (fi, fi.replace("klo", "kl."), en)


@pytest.mark.parametrize(
    ("week", "fi", "sv", "en"),
    [
        ([hours(9, 16)], "ma–pe klo 9–16", "mån–fre kl. 9–16", "Mon–Fri 9 am – 4 pm"),
        (
            [hours(9, 16, (0, 1, 2)), hours(9, 18, (3,)), hours(9, 14, (4,))],
            "ma–ke klo 9–16, to klo 9–18, pe klo 9–14",
            "mån–ons kl. 9–16, tors kl. 9–18, fre kl. 9–14",
            "Mon–Wed 9 am – 4 pm, Thu 9 am – 6 pm, Fri 9 am – 2 pm",
        ),
        (
            [hours(9, 12, (0, 2, 4, 5))],
            "ma, ke ja pe–la klo 9–12",
            "mån, ons och fre–lör kl. 9–12",
            "Mon, Wed and Fri–Sat 9 am – 12 noon",
        ),
        (
            [hours(9, 11, (0, 1)), hours(13, 15, (0, 1))],
            "ma–ti klo 9–11, ma–ti klo 13–15",
            "mån–tis kl. 9–11, mån–tis kl. 13–15",
            "Mon–Tue 9 am – 11 am, Mon–Tue 1 pm – 3 pm",
        ),
        (
            [hours(9, 17, (6,), ((5, 1), (9, 30))), hours(9, 12, (1,), ((10, 1), (4, 30)))],
            "1.5.–30.9. su klo 9–17; 1.10.–30.4. ti klo 9–12",
            "1.5–30.9 sön kl. 9–17; 1.10–30.4 tis kl. 9–12",
            "1 May – 30 September, Sun 9 am – 5 pm; 1 October – 30 April, Tue 9 am – 12 noon",
        ),
    ],
)
def test_a_week_is_said_shortly(week: list[Hours], fi: str, sv: str, en: str) -> None:
    text = hours_in_words.week(week)
    assert (text.fi, text.sv, text.en) == (fi, sv, en)
