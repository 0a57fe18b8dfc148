"""Accounts for trying out: usernames after the unit, two experts a unit, two clerks, two interpreters."""

from signaling.pori.cards import EN, FI, SV
from signaling.protocol.scalars import Language
from signaling.routing.model import Account, Duty

_EVERY_LANGUAGE = (FI, SV, EN)


def _two(
    unit: str,
    *services: str,
    first: tuple[Language, ...] = _EVERY_LANGUAGE,
    second: tuple[Language, ...] = (FI, EN),
) -> tuple[Account, Account]:
    """`unit1` and `unit2`, who serve the same."""
    return _expert(f"{unit}1", unit, services, first), _expert(f"{unit}2", unit, services, second)


def _expert(account: str, unit: str, services: tuple[str, ...], languages: tuple[Language, ...]) -> Account:
    return Account(
        id=account, name=account, unit=unit, duty=Duty.EXPERT, services=services, languages=languages
    )


EXPERTS = (
    *_two("rakennusvalvonta", "rakennusluvat"),
    *_two("tyollisyyspalvelut", "tyonhaku", "palkkatuki", second=(FI, SV)),
    *_two("verohallinto", "verotus", second=(FI, SV)),
    *_two("kela", "kelan-etuudet"),
    *_two("jateneuvonta", "jateneuvonta"),
    *_two("tonttipalvelut", "tontit", first=(FI, SV), second=(FI,)),
    *_two("kaupunkisuunnittelu", "kaavat"),
    *_two("maanmittauslaitos", "lainhuuto", second=(FI, SV)),
    *_two("dvv", "muutto", "avioliitto-ja-nimi", second=(FI, SV)),
    *_two("ohjaamo", "ohjaamo"),
    *_two("elinvoimakeskus", "yritystuet"),
    *_two("lupa-ja-valvontavirasto", "luvat-ja-valvonta"),
    *_two("laskutus", "laskut", first=(FI, SV), second=(FI,)),
    *_two("hyvinvointialue", "aikuissosiaalityo"),
    *_two("kkv", "kuluttajaneuvonta", second=(FI, SV)),
    *_two("varhaiskasvatus", "paivakoti"),
    *_two("opetustoimi", "koulu", first=(FI, SV), second=(FI,)),
    *_two("liikunta", "liikuntapaikat", first=(FI, SV), second=(FI,)),
    *_two("ymparistovalvonta", "ymparisto", first=(FI, SV), second=(FI,)),
    *_two("maaseutupalvelut", "maaseutupalvelut", first=(FI, SV), second=(FI,)),
    *_two("pysakoinninvalvonta", "pysakointi"),
    *_two("joukkoliikenne", "bussit", first=(FI, EN), second=(FI,)),
    *_two("visit-pori", "visit-pori"),
    _expert("digituki1", "asiakaspalvelu", ("digituki",), _EVERY_LANGUAGE),
    _expert("digituki2", "asiakaspalvelu", ("digituki",), (FI, SV)),
)

CLERKS = (
    Account(
        id="asiakaspalvelu1",
        name="asiakaspalvelu1",
        unit="asiakaspalvelu",
        duty=Duty.CLERK,
        services=("en-ole-varma",),
        languages=_EVERY_LANGUAGE,
        desk="tiski-1",
    ),
    Account(
        id="asiakaspalvelu2",
        name="asiakaspalvelu2",
        unit="asiakaspalvelu",
        duty=Duty.CLERK,
        services=("en-ole-varma",),
        languages=_EVERY_LANGUAGE,
        desk="tiski-2",
    ),
)

INTERPRETERS = tuple(
    Account(
        id=account,
        name=account,
        unit="tulkkaus",
        duty=Duty.INTERPRETER,
        services=(),
        languages=_EVERY_LANGUAGE,
    )
    for account in ("tulkki1", "tulkki2")
)

ACCOUNTS = CLERKS + EXPERTS + INTERPRETERS
