"""A small town to serve: two terminals, a desk, three units. Its people have names that stand nowhere else."""

from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText, ServiceGroup
from signaling.routing.model import (
    Account,
    City,
    Duty,
    Hours,
    Place,
    PlaceKind,
    Service,
    Unit,
    UnitFrom,
)

FI, SV, EN = Language.FI, Language.SV, Language.EN


def text(fi: str) -> LocalText:
    return LocalText(fi=fi, sv=f"{fi} (sv)", en=f"{fi} (en)")


ALWAYS = (Hours(weekdays=(0, 1, 2, 3, 4, 5, 6), opens=0, closes=1440),)
NEVER: tuple[Hours, ...] = ()


def _unit(unit: str, name: str) -> Unit:
    return Unit(id=unit, name=text(name), answers=text(f"Sinua palvelee {name}."), state=False)


def _service(
    service: str, name: str, unit: str, *, hours: tuple[Hours, ...] = ALWAYS, sensitive: bool = False
) -> Service:
    return Service(
        id=service,
        group="kaikki",
        name=text(name),
        words=text(f"{name}, selkeästi"),
        search_words=(),
        units=(UnitFrom(day="2020-01-01", unit=unit),),
        languages=(FI, SV, EN),
        hours=hours,
        hours_text=text("aina"),
        sensitive=sensitive,
        unsure=service == "en-ole-varma",
    )


def _place(place: str, name: str, kind: PlaceKind, *, private_room: bool) -> Place:
    return Place(
        id=place,
        kind=kind,
        name=text(name),
        district=place,
        road_km=None if kind is PlaceKind.DESK else 30.0,
        private_room=private_room,
    )


def _account(
    account: str,
    name: str,
    unit: str,
    *services: str,
    duty: Duty = Duty.EXPERT,
    desk: str | None = None,
    languages: tuple[Language, ...] = (FI, SV, EN),
) -> Account:
    return Account(
        id=account, name=name, unit=unit, duty=duty, services=services, languages=languages, desk=desk
    )


TOWN = City(
    groups=(ServiceGroup(group="kaikki", name=text("Kaikki")),),
    units=(
        _unit("rakennusvalvonta", "Rakennusvalvonta"),
        _unit("verohallinto", "Verohallinto"),
        _unit("sosiaalityo", "Sosiaalityö"),
        _unit("asiakaspalvelu", "Asiakaspalvelu"),
        _unit("tulkkaus", "Tulkkaus"),
    ),
    services=(
        _service("rakennusluvat", "Rakennusluvat", "rakennusvalvonta"),
        _service("verotus", "Verotus", "verohallinto"),
        _service("ohjaamo", "Ohjaamo", "sosiaalityo", sensitive=True),
        _service("veneily", "Veneily", "rakennusvalvonta", hours=NEVER),
        _service("en-ole-varma", "En ole varma", "asiakaspalvelu"),
    ),
    places=(
        _place("reposaari", "Reposaari", PlaceKind.TERMINAL, private_room=True),
        _place("ahlainen", "Ahlainen", PlaceKind.TERMINAL, private_room=False),
        _place("tiski1", "Tiski 1", PlaceKind.DESK, private_room=True),
    ),
    accounts=(
        _account("rakennus1", "Ruut Rakentaja", "rakennusvalvonta", "rakennusluvat", "veneily"),
        _account("rakennus2", "Rauno Rakentaja", "rakennusvalvonta", "rakennusluvat", "veneily"),
        _account("rakennus3", "Raita Rakentaja", "rakennusvalvonta", "rakennusluvat"),
        _account("vero1", "Vieno Veroinen", "verohallinto", "verotus"),
        _account("vero2", "Viljo Veroinen", "verohallinto", "verotus"),
        _account("sosiaali1", "Saimi Sosiaalinen", "sosiaalityo", "ohjaamo"),
        _account("tulkki1", "Tuuli Tulkki", "tulkkaus", duty=Duty.INTERPRETER),
        _account(
            "palvelu1", "Paula Palvelija", "asiakaspalvelu", "en-ole-varma", duty=Duty.CLERK, desk="tiski1"
        ),
        _account("palvelu2", "Pauli Palvelija", "asiakaspalvelu", "en-ole-varma", duty=Duty.CLERK),
    ),
)
