"""Finding things in the city, and the cards that a place is shown."""

from datetime import date, datetime

import msgspec
import pytest
from msgspec import Struct

from signaling.protocol import views
from signaling.protocol.views import ServiceGroup
from signaling.routing.estimate import Waits
from signaling.routing.find import DAY_AND_NIGHT, Catalogue, render_catalogue
from signaling.routing.model import Account, City, Duty, Place, PlaceKind, Service, Unit, UnitFrom
from tests.routing.making import FI, HELSINKI, NO_WAITS, SV, at, hours, same, service

DAY = date(2026, 11, 24)
LATE_WEEK = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20")
MOVED = (UnitFrom(day="2020-01-01", unit="old"), UnitFrom(day="2026-01-01", unit="new"))


def unit(name: str) -> Unit:
    return Unit(id=name, name=same(name), answers=same(f"{name} answers"), state=False)


def account(name: str, of: str, *services: str, duty: Duty = Duty.EXPERT, desk: str | None = None) -> Account:
    return Account(id=name, name=name, unit=of, duty=duty, services=services, languages=(FI, SV), desk=desk)


def place(name: str, *, private_room: bool = True) -> Place:
    return Place(
        id=name,
        kind=PlaceKind.TERMINAL,
        name=same(name),
        district=name,
        road_km=1.0,
        private_room=private_room,
    )


def city(*services: Service) -> City:
    return City(
        groups=(ServiceGroup(group="money", name=same("Money")),),
        units=(unit("tax-office"), unit("old"), unit("new"), unit("hall")),
        services=services or (service(hours(9, 16)), service(hours(9, 16), name="moved", units=MOVED)),
        places=(place("lavia"), place("ahlainen", private_room=False)),
        accounts=(
            account("tax1", "tax-office", "tax"),
            account("old1", "old", "moved"),
            account("new1", "new", "moved", "tax"),
            account("clerk1", "hall", "tax", "nonsense", duty=Duty.CLERK, desk="desk-1"),
        ),
    )


class Waited(Struct, frozen=True):
    service: str
    opened_at: float
    seconds: float


@pytest.mark.parametrize(
    ("day", "answers"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "old"),
        (date(2025, 12, 31), "old"),
        (date(2026, 1, 1), "new"),
        (DAY, "new"),
    ],
)
def test_a_service_moves_from_one_unit_to_another_on_a_day(day: date, answers: str | None) -> None:
    unit_then = Catalogue(city()).unit_of("moved", day)
    assert (unit_then.id if unit_then else None) == answers


def test_an_expert_serves_what_their_unit_answers_for_on_that_day() -> None:
    catalogue = Catalogue(city())
    assert catalogue.serves("old1", date(2025, 12, 31)) == ("moved",)
    assert catalogue.serves("old1", DAY) == ()
    assert catalogue.serves("new1", DAY) == ("moved",)


def test_a_clerk_serves_what_they_have_declared_if_there_is_such_a_service() -> None:
    assert Catalogue(city()).serves("clerk1", DAY) == ("tax",)


def test_sensitive_services_are_left_out_where_there_is_no_private_room() -> None:
    with_secret = city(service(hours(9, 16)), service(hours(9, 16), name="secret", sensitive=True))
    shown = {
        where: [
            card.service
            for card in render_catalogue(
                Catalogue(with_secret), where, at("2026-11-24"), {}, NO_WAITS, True
            ).cards
        ]
        for where in ("lavia", "ahlainen")
    }
    assert shown == {"lavia": ["tax", "secret"], "ahlainen": ["tax"]}


def test_a_card_says_who_answers_today_and_how_long_it_takes() -> None:
    waits = Waits(
        [
            Waited("tax", at(day, clock).timestamp(), seconds)
            for day in LATE_WEEK
            for clock, seconds in (("12:30:00", 90.0), ("12:30:30", 120.0))
        ],
        HELSINKI,
    )
    shown = render_catalogue(
        Catalogue(city()), "lavia", at("2026-11-24", "12:10"), {"tax": 2}, waits, False, {"tax"}
    )
    tax, moved = shown.cards
    assert (tax.unit.fi, tax.answered_by.fi) == ("tax-office", "tax-office answers")
    assert moved.unit.fi == "new"
    assert (tax.open, tax.opens, tax.in_line, tax.estimate) == (True, None, 2, (3, 3))
    assert (moved.in_line, moved.estimate) == (0, None)
    assert (tax.on_shift, moved.on_shift) == (True, False)
    assert shown.place_name == same("lavia")


def test_no_card_promises_what_lies_beyond_its_last_ring() -> None:
    """Waits of 20 minutes, and it closes at 16: called at 15.54, it is rung for 21 minutes still; at 15.56 for 19."""
    waits = Waits([Waited("tax", at(day, "15:10").timestamp(), 1200.0) for day in LATE_WEEK], HELSINKI)

    def told(clock: str, *, always: bool = False) -> tuple[int, int] | None:
        moment = at("2026-11-24", clock)
        shown = render_catalogue(Catalogue(city()), "lavia", moment, {}, waits, always, closing_grace=900.0)
        return shown.cards[0].estimate

    assert told("15:54") == (20, 20)
    assert told("15:56") is None
    assert told("15:56", always=True) == (20, 20)


def test_a_closed_card_tells_of_no_wait() -> None:
    waits = Waits([Waited("tax", at(day, "16:10").timestamp(), 180.0) for day in LATE_WEEK], HELSINKI)
    card = render_catalogue(Catalogue(city()), "lavia", at("2026-11-24", "16:10"), {}, waits, False).cards[0]
    assert (card.open, card.estimate) == (False, None)


def test_a_closed_card_says_when_it_opens() -> None:
    shown = render_catalogue(Catalogue(city()), "lavia", at("2026-11-24", "17:00"), {}, NO_WAITS, False)
    opens = shown.cards[0].opens
    assert not shown.cards[0].open
    assert opens is not None
    assert (opens.fi, opens.sv, opens.en) == ("huomenna klo 9", "i morgon kl. 9", "tomorrow at 9 am")


def test_with_everything_open_no_hours_are_kept() -> None:
    shown = render_catalogue(Catalogue(city()), "lavia", at("2026-11-28", "03:00"), {}, NO_WAITS, True)
    assert all(card.open and card.opens is None for card in shown.cards)
    assert shown.hours == DAY_AND_NIGHT


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at("2026-11-24", "07:00"), "klo 8–18"),
        (at("2026-11-24", "17:59"), "klo 8–18"),
        (at("2026-11-24", "18:00"), "Avautuu huomenna klo 8"),
        (at("2026-11-28", "12:00"), "Avautuu maanantaina klo 8"),
    ],
)
def test_the_place_says_its_hours_or_when_the_first_service_opens(moment: datetime, said: str) -> None:
    some = city(service(hours(9, 18)), service(hours(8, 16), name="other"))
    assert render_catalogue(Catalogue(some), "lavia", moment, {}, NO_WAITS, False).hours.fi == said


def test_a_place_whose_services_never_open_is_closed() -> None:
    assert (
        render_catalogue(Catalogue(city(service())), "lavia", at("2026-11-24"), {}, NO_WAITS, False).hours.fi
        == "Kiinni"
    )


def test_a_service_that_nobody_answers_for_yet_is_not_shown() -> None:
    coming = city(service(hours(9, 16), units=(UnitFrom(day="2027-01-01", unit="new"),)))
    assert render_catalogue(Catalogue(coming), "lavia", at("2026-12-31"), {}, NO_WAITS, True).cards == ()
    assert len(render_catalogue(Catalogue(coming), "lavia", at("2027-01-01"), {}, NO_WAITS, True).cards) == 1


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(KeyError):
        render_catalogue(Catalogue(city()), "nowhere", at("2026-11-24"), {}, NO_WAITS, True)


def test_what_is_shown_fits_the_contract() -> None:
    shown = render_catalogue(
        Catalogue(city()), "lavia", at("2026-11-24", "17:00"), {"tax": 1}, NO_WAITS, False
    )
    assert msgspec.json.decode(msgspec.json.encode(shown), type=views.Catalogue) == shown
