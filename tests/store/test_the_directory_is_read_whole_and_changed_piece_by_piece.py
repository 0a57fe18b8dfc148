from pathlib import Path

import pytest
from msgspec.structs import replace

from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText, Notice, ServiceGroup
from signaling.routing.model import Account, City, Duty, Hours, Place, PlaceKind, Service, Unit, UnitFrom
from signaling.service.ports import Subject, SubjectKind
from signaling.store.database import Database
from signaling.store.directory import AlreadyThere, EntryKind, StoreDirectory
from signaling.store.people import NotInTheCity, add_person, add_place, invite_again
from signaling.store.sessions import Sessions

STORES = ("sqlite",)


def text(words: str) -> LocalText:
    return LocalText(fi=words, sv=words, en=words)


def unit(name: str) -> Unit:
    return Unit(id=name, name=text(name), answers=text(name), state=False)


def service(name: str) -> Service:
    return Service(
        id=name,
        group="rakentaminen",
        name=text(name),
        words=text("Piha, talo, vaja"),
        search_words=("vaja",),
        units=(UnitFrom(day="2026-01-01", unit="rakennusvalvonta"),),
        languages=(Language.FI, Language.SV),
        hours=(Hours(weekdays=(0, 1, 2, 3), opens=540, closes=900, season=((6, 1), (8, 31))),),
        hours_text=text("ma–to 9–15"),
    )


def place(name: str, kind: PlaceKind = PlaceKind.TERMINAL) -> Place:
    return Place(id=name, kind=kind, name=text(name), district="Reposaari", road_km=30.0, private_room=True)


def account(name: str, **changes: object) -> Account:
    made = Account(
        id=name,
        name="Rakennusvalvonta 1",
        unit="rakennusvalvonta",
        duty=Duty.EXPERT,
        services=("rakennusluvat",),
        languages=(Language.FI,),
    )
    return replace(made, **changes)


CITY = City(
    groups=(ServiceGroup(group="rakentaminen", name=text("Rakentaminen")),),
    units=(unit("verohallinto"), unit("rakennusvalvonta")),
    services=(service("rakennusluvat"), service("aidat")),
    places=(place("reposaari"), place("desk-1", PlaceKind.DESK)),
    accounts=(account("rakennusvalvonta1"),),
    notices=(Notice(title=text("Kaava nähtävillä"), body=text("Yrjönkatu 6"), dates=text("1.–30.11.")),),
)


@pytest.fixture
def directory(database: Database) -> StoreDirectory:
    return StoreDirectory(database)


@pytest.fixture
def sessions(database: Database) -> Sessions:
    return Sessions(database)


async def test_a_new_store_has_an_empty_city(directory: StoreDirectory) -> None:
    assert directory.is_empty()
    assert await directory.city() == City(groups=(), units=(), services=(), places=(), accounts=())


async def test_a_city_comes_back_as_it_was_put_in_and_in_its_order(directory: StoreDirectory) -> None:
    directory.fill(CITY)
    assert not directory.is_empty()
    assert await directory.city() == CITY
    assert directory.city_now() == CITY


async def test_one_entry_is_changed_in_its_place(directory: StoreDirectory) -> None:
    directory.fill(CITY)
    directory.put(replace(unit("verohallinto"), state=True), unit("kela"))
    city = await directory.city()
    assert [(found.id, found.state) for found in city.units] == [
        ("verohallinto", True),
        ("rakennusvalvonta", False),
        ("kela", False),
    ]
    assert replace(city, units=CITY.units) == CITY


async def test_one_entry_is_taken_out(directory: StoreDirectory) -> None:
    directory.fill(CITY)
    assert directory.remove(EntryKind.ACCOUNT, "rakennusvalvonta1")
    assert not directory.remove(EntryKind.ACCOUNT, "rakennusvalvonta1")
    assert (await directory.city()).accounts == ()


async def test_a_change_by_another_process_is_seen(directory: StoreDirectory, store_file: Path) -> None:
    watching = StoreDirectory(directory._database, fresh_for=0.0)
    directory.fill(CITY)
    assert await watching.city() == CITY
    other = Database(f"sqlite:///{store_file}")
    try:
        StoreDirectory(other).put(place("lavia"))
    finally:
        other.close()
    assert [found.id for found in (await watching.city()).places] == ["reposaari", "desk-1", "lavia"]


async def test_an_unchanged_city_is_not_read_again(directory: StoreDirectory) -> None:
    directory.fill(CITY)
    first = await directory.city()
    assert await directory.city() is first
    watching = StoreDirectory(directory._database, fresh_for=0.0)
    assert await watching.city() is await watching.city()


async def test_somebody_who_is_taken_on_gets_a_link_of_their_own(
    directory: StoreDirectory, sessions: Sessions
) -> None:
    directory.fill(CITY)
    code = add_person(directory, sessions, account("rakennusvalvonta2"), 100.0)
    assert [found.id for found in (await directory.city()).accounts] == [
        "rakennusvalvonta1",
        "rakennusvalvonta2",
    ]
    assert await sessions.redeem(code, 200.0) == Subject(kind=SubjectKind.PERSON, id="rakennusvalvonta2")


async def test_a_place_that_opens_gets_a_link_of_its_own(
    directory: StoreDirectory, sessions: Sessions
) -> None:
    code = add_place(directory, sessions, place("lavia"), 100.0)
    assert [found.id for found in (await directory.city()).places] == ["lavia"]
    assert await sessions.redeem(code, 200.0) == Subject(kind=SubjectKind.PLACE, id="lavia")


def test_nobody_and_no_place_is_added_twice(directory: StoreDirectory, sessions: Sessions) -> None:
    directory.fill(CITY)
    with pytest.raises(AlreadyThere):
        add_person(directory, sessions, account("rakennusvalvonta1", duty=Duty.CLERK), 100.0)
    with pytest.raises(AlreadyThere):
        add_place(directory, sessions, place("reposaari"), 100.0)
    assert directory.city_now() == CITY


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit": "kela"}, "There is no unit 'kela'. There is: rakennusvalvonta, verohallinto."),
        ({"services": ("aidat", "tontit")}, "There is no service 'tontit'. There is: aidat, rakennusluvat."),
        ({"desk": "reposaari"}, "There is no desk 'reposaari'. There is: desk-1."),
    ],
)
def test_who_refers_to_what_the_city_lacks_is_not_taken_on(
    directory: StoreDirectory, sessions: Sessions, changes: dict[str, object], sentence: str
) -> None:
    directory.fill(CITY)
    with pytest.raises(NotInTheCity) as refusal:
        add_person(directory, sessions, account("uusi", **changes), 100.0)
    assert str(refusal.value) == sentence
    assert directory.city_now() == CITY


@pytest.mark.parametrize("name", ["", "Iso", "a b", "ä", "x" * 65, "../x"])
def test_an_id_is_a_slug(directory: StoreDirectory, sessions: Sessions, name: str) -> None:
    directory.fill(CITY)
    with pytest.raises(ValueError, match="is no id"):
        add_place(directory, sessions, place(name), 100.0)
    with pytest.raises(ValueError, match="is no id"):
        add_person(directory, sessions, account(name), 100.0)
    assert directory.city_now() == CITY


async def test_a_new_link_for_somebody_voids_the_older(directory: StoreDirectory, sessions: Sessions) -> None:
    directory.fill(CITY)
    older = add_place(directory, sessions, place("lavia"), 100.0)
    newer = invite_again(directory, sessions, SubjectKind.PLACE, "lavia", 150.0)
    assert await sessions.redeem(older, 200.0) is None
    assert await sessions.redeem(newer, 200.0) is not None
    with pytest.raises(NotInTheCity):
        invite_again(directory, sessions, SubjectKind.PERSON, "lavia", 150.0)
