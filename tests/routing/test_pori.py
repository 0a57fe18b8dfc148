"""The city to try out: whole, honest about languages, findable by its names."""

import re
from collections import Counter
from datetime import date
from itertools import permutations

import msgspec
import pytest

from signaling.demo import PORI
from signaling.protocol import limits, views
from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText
from signaling.protocol.words import ServiceKind
from signaling.routing import hours_in_words
from signaling.routing.find import Catalogue, render_catalogue
from signaling.routing.hours import is_open, opens_next
from signaling.routing.model import City, Duty, PlaceKind
from tests.routing.making import NO_WAITS, at

CATALOGUE = Catalogue(PORI)
TODAY = date(2026, 11, 24)
TUESDAY = at("2026-11-24", "10:00")
SLUG = re.compile(rf"[a-z0-9-]{{1,{limits.MAX_SLUG}}}")
LANGUAGES = ("fi", "sv", "en")


def texts() -> list[LocalText]:
    """Every text of the city that people read."""
    found: list[LocalText] = []

    def look(thing: object) -> None:
        if isinstance(thing, LocalText):
            found.append(thing)
        elif isinstance(thing, msgspec.Struct):
            for field in thing.__struct_fields__:
                look(getattr(thing, field))
        elif isinstance(thing, tuple):
            for each in thing:
                look(each)

    look(PORI)
    return found


def test_the_promised_names_are_there() -> None:
    services = {each.name.fi: each.id for each in PORI.services}
    assert services["Rakennusluvat"] == "rakennusluvat"
    assert services["En ole varma"] == "en-ole-varma"
    assert {"Työnhaku", "Verotus", "Kelan etuudet", "Jäteneuvonta", "Aikuissosiaalityö", "Ohjaamo"} <= set(
        services
    )
    figures = {f"{each.name}, {CATALOGUE.units[each.unit].name.fi}" for each in PORI.accounts}
    for number in (1, 2):
        assert {
            f"rakennusvalvonta{number}, Rakennusvalvonta",
            f"tyollisyyspalvelut{number}, Työllisyyspalvelut",
            f"verohallinto{number}, Verohallinto",
            f"kela{number}, Kela",
            f"jateneuvonta{number}, Jäteneuvonta",
            f"asiakaspalvelu{number}, Asiakaspalvelu",
        } <= figures
    assert "tulkki1, Tulkkaus" in figures


def test_ids_are_slugs_and_no_two_are_the_same() -> None:
    kinds: dict[str, list[str]] = {
        "groups": [each.group for each in PORI.groups],
        "units": [each.id for each in PORI.units],
        "services": [each.id for each in PORI.services],
        "places": [each.id for each in PORI.places],
        "accounts": [each.id for each in PORI.accounts],
    }
    for kind, ids in kinds.items():
        assert [each for each, times in Counter(ids).items() if times > 1] == [], kind
        assert [each for each in ids if not SLUG.fullmatch(each)] == [], kind


def test_whatever_is_referred_to_exists() -> None:
    groups = {each.group for each in PORI.groups}
    for service in PORI.services:
        assert service.unsure or service.group in groups, service.id
        assert all(each.unit in CATALOGUE.units for each in service.units), service.id
    for account in PORI.accounts:
        assert account.unit in CATALOGUE.units, account.id
        assert all(each in CATALOGUE.services for each in account.services), account.id
        assert account.desk is None or CATALOGUE.places[account.desk].kind is PlaceKind.DESK, account.id
    assert {each.group for each in PORI.services if not each.unsure} == groups


def test_the_city_goes_into_a_store_and_comes_back() -> None:
    assert msgspec.json.decode(msgspec.json.encode(PORI), type=City) == PORI


def test_about_25_services_of_the_city_and_of_the_state() -> None:
    cards = [each for each in PORI.services if not each.unsure]
    assert 24 <= len(cards) <= 28
    units = [CATALOGUE.unit_of(each.id, TODAY) for each in cards]
    assert sum(unit is not None and unit.state for unit in units) >= 6
    assert sum(unit is not None and not unit.state for unit in units) >= 12


def test_two_experts_serve_each_card_and_speak_the_languages_it_promises() -> None:
    for service in PORI.services:
        who = [each for each in PORI.accounts if service.id in CATALOGUE.serves(each.id, TODAY)]
        assert len(who) == 2, service.id
        assert {each.duty for each in who} == {Duty.CLERK if service.unsure else Duty.EXPERT}, service.id
        assert {each for account in who for each in account.languages} == set(service.languages), service.id
        assert service.languages[0] is Language.FI, service.id


def test_everybody_of_staff_has_something_to_do_today() -> None:
    idle = [each.id for each in PORI.accounts if not CATALOGUE.serves(each.id, TODAY)]
    assert idle == [each.id for each in PORI.accounts if each.duty is Duty.INTERPRETER]


def test_names_of_staff_are_usernames_of_their_unit() -> None:
    for account in PORI.accounts:
        assert account.name == account.id
        assert account.id.rstrip("12") in {account.unit, "tulkki", "digituki"}


def test_digital_support_is_a_kind_of_its_own_and_its_card_leads_to_national_services() -> None:
    (support,) = (each for each in PORI.services if each.kind is ServiceKind.DIGITAL_SUPPORT)
    assert support.name.fi == "Digituki"
    assert CATALOGUE.unit_of("digituki", TODAY) == CATALOGUE.units["asiakaspalvelu"]
    assert len(support.papers) >= 2
    assert {each.address for each in support.links} == {"suomi.fi", "kanta.fi"}
    shown = render_catalogue(CATALOGUE, "ahlainen", TUESDAY, {}, NO_WAITS, False)
    assert [card.service for card in shown.cards if card.kind is ServiceKind.DIGITAL_SUPPORT] == ["digituki"]


def test_only_two_services_are_sensitive_and_ahlainen_does_not_offer_them() -> None:
    assert {each.name.fi for each in PORI.services if each.sensitive} == {"Aikuissosiaalityö", "Ohjaamo"}
    everywhere = {each.id for each in CATALOGUE.offered_at("reposaari", TODAY)}
    assert everywhere == {each.id for each in CATALOGUE.offered_at("lavia", TODAY)} == set(CATALOGUE.services)
    assert everywhere - {each.id for each in CATALOGUE.offered_at("ahlainen", TODAY)} == {
        "aikuissosiaalityo",
        "ohjaamo",
    }


def test_three_terminals_and_the_desk_of_the_service_point() -> None:
    terminals = {each.id: each.road_km for each in PORI.places if each.kind is PlaceKind.TERMINAL}
    assert terminals == {"reposaari": 30, "ahlainen": 25, "lavia": 55}
    assert all(each.district == each.id for each in PORI.places if each.kind is PlaceKind.TERMINAL)
    assert CATALOGUE.places["tiski-1"].name.fi == "Palvelupiste, Yrjönkatu 6"
    assert CATALOGUE.accounts["asiakaspalvelu1"].desk == "tiski-1"
    assert CATALOGUE.accounts["asiakaspalvelu2"].desk == "tiski-2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_earlier_on_the_screen_bears_the_name_of_a_card(language: str) -> None:
    """Neither a group nor another card's name or words hold a service's name."""

    def said(text: LocalText) -> str:
        return str(getattr(text, language)).casefold()

    for service, other in permutations(PORI.services, 2):
        assert said(service.name) not in f"{said(other.name)} {said(other.words)}", (service.id, other.id)
    for service in PORI.services:
        assert [each.group for each in PORI.groups if said(service.name) in said(each.name)] == [], service.id


def test_every_text_is_there_in_three_languages_and_plain() -> None:
    assert len(texts()) > 150
    for text in texts():
        for language in LANGUAGES:
            said = str(getattr(text, language))
            assert said, text
            assert said == " ".join(said.split()), text
            assert "!" not in said, text
            assert "valitettavasti" not in said, text


def test_a_need_in_plain_words_is_short() -> None:
    for service in PORI.services:
        for language in LANGUAGES:
            assert len(getattr(service.words, language)) <= 60, service.id


def test_the_words_of_the_search_field_find_something() -> None:
    found = {
        word: [each.id for each in PORI.services if word in each.search_words] for word in ("sauna", "vero")
    }
    assert found == {"sauna": ["rakennusluvat"], "vero": ["verotus"]}
    for service in PORI.services:
        assert len(set(service.search_words)) == len(service.search_words) >= 5, service.id
        assert all(word == word.casefold().strip() and word for word in service.search_words), service.id


def test_links_are_bare_addresses() -> None:
    addresses = [each.address for service in PORI.services for each in service.links]
    assert len(addresses) >= 10
    assert all(re.fullmatch(r"[a-z0-9.-]+\.fi(/[a-z]+)?|[a-z]+\.info", each) for each in addresses)


def test_hours_in_words_are_those_that_are_kept() -> None:
    for service in PORI.services:
        assert service.hours, service.id
        assert service.hours_text == hours_in_words.week(service.hours), service.id


def test_visit_pori_is_open_in_summer_only() -> None:
    visit_pori = CATALOGUE.services["visit-pori"]
    assert is_open(visit_pori, at("2026-07-01"))
    assert not is_open(visit_pori, TUESDAY)
    assert opens_next(visit_pori, TUESDAY) == at("2027-05-01", "09:00")


def test_parking_answers_from_monday_to_thursday() -> None:
    parking = CATALOGUE.services["pysakointi"]
    week = [is_open(parking, at(f"2026-11-{day}", "10:00")) for day in range(23, 30)]
    assert week == [True, True, True, True, False, False, False]


def test_services_that_the_state_and_the_county_took_over() -> None:
    moved = {
        service.id: [
            unit.id for day in (date(2022, 1, 1), TODAY) if (unit := CATALOGUE.unit_of(service.id, day))
        ]
        for service in PORI.services
        if len(service.units) > 1
    }
    assert moved == {
        "luvat-ja-valvonta": ["avi", "lupa-ja-valvontavirasto"],
        "yritystuet": ["ely", "elinvoimakeskus"],
        "aikuissosiaalityo": ["perusturva", "hyvinvointialue"],
    }


def test_three_announcements_of_these_weeks() -> None:
    assert len(PORI.notices) == 3
    assert all("11.2026" in each.dates.fi or "12.2026" in each.dates.fi for each in PORI.notices)


def test_what_every_place_is_shown_fits_the_contract() -> None:
    for place in PORI.places:
        shown = render_catalogue(CATALOGUE, place.id, TUESDAY, {"verotus": 1}, NO_WAITS, False)
        encoded = msgspec.json.encode(shown)
        assert msgspec.json.decode(encoded, type=views.Catalogue) == shown
        assert len(encoded) < limits.MAX_QUEUED_BYTES / 4
