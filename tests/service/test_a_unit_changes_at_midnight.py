"""Another unit answers for a service from midnight on, while visits are under way: what has begun stays as it was."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from signaling.protocol import messages as m
from signaling.protocol.scalars import Language
from signaling.protocol.views import RungView, StaffView, WaitingView
from signaling.protocol.words import Outcome
from signaling.routing.model import City, UnitFrom
from signaling.service.city_time import CITY_TIME
from signaling.store import tables
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.rebuild import rebuild
from signaling.visit import events as e
from tests.service.town import TOWN
from tests.service.world import Person, World, call

MIDNIGHT = datetime(2026, 11, 25, tzinfo=CITY_TIME).timestamp()
OLD, NEW = "rakennusvalvonta", "verohallinto"


def moving_town() -> City:
    """From 25 November on the tax office answers for building permits too, and those of its people who know them."""
    permits = replace(TOWN.services[0], units=(*TOWN.services[0].units, UnitFrom(day="2026-11-25", unit=NEW)))
    accounts = tuple(
        replace(each, services=("verotus", "rakennusluvat")) if each.id == "vero1" else each
        for each in TOWN.accounts
    )
    third = replace(TOWN.places[1], id="lavia", district="lavia")
    return replace(
        TOWN, services=(permits, *TOWN.services[1:]), accounts=accounts, places=(*TOWN.places, third)
    )


@pytest.fixture
async def evening(sqlite_log: SqlLog) -> AsyncIterator[World]:
    """Ten minutes to midnight; the city is read anew three seconds before it and two after."""
    async with World(sqlite_log, city=moving_town(), at=MIDNIGHT - 598) as world:
        yield world


async def until(world: World, at: float) -> None:
    await world.advance(at - world.clock.time)


async def talk(world: World, resident: Person, expert: Person, service: str = "rakennusluvat") -> str:
    """The resident calls and this expert, who is rung, answers."""
    visit = await resident.do(call(service))
    await answer(expert, visit)
    await world.advance(1)
    return visit


async def answer(expert: Person, visit: str) -> None:
    rung = expert.sees(RungView)
    assert rung.visit == visit
    await expert.do(m.Answer(visit=visit, offer=rung.offer))


async def end(resident: Person, expert: Person, visit: str) -> None:
    await expert.do(m.EndVisit(visit=visit))
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
    await resident.do(m.Finish(visit=visit, score=None, words=""))
    await resident.do(m.Wiped(visit=visit))


async def units_logged(world: World, visit: str) -> list[str | None]:
    return [event.unit for event in await world.events(visit) if isinstance(event, e.MatterOpened)]


def units_counted(database: Database) -> dict[tuple[str, int], str | None]:
    """What statistics read: the unit of each matter of each visit."""
    matter = tables.matter.c
    with database.reading() as connection:
        query = select(matter.visit, matter.number, matter.unit)
        return {(row.visit, row.number): row.unit for row in connection.execute(query)}


def staff_counted(database: Database, visit: str) -> list[str]:
    part = tables.participation.c
    query = select(part.unit).where(part.visit == visit, part.unit.is_not(None)).order_by(part.number)
    with database.reading() as connection:
        return list(connection.scalars(query))


async def test_a_visit_that_goes_over_midnight_is_counted_for_the_unit_it_began_with(
    evening: World, database: Database
) -> None:
    resident, old = await evening.terminal(), await evening.expert("rakennus1")
    new = await evening.expert("vero1")
    visit = await talk(evening, resident, old)
    await until(evening, MIDNIGHT + 300)
    assert isinstance(old.view, StaffView)
    await end(resident, old, visit)
    following = await resident.do(call())
    await answer(new, following)
    assert await units_logged(evening, visit) == [OLD]
    assert await units_logged(evening, following) == [NEW]
    counted = units_counted(database)
    assert counted == {(visit, 1): OLD, (following, 1): NEW}
    assert staff_counted(database, visit) == [OLD]
    assert staff_counted(database, following) == [NEW]
    rebuild(database)
    assert units_counted(database) == counted


async def test_a_second_matter_of_the_same_service_after_midnight_is_the_new_units(
    evening: World, database: Database
) -> None:
    resident, old = await evening.terminal(), await evening.expert("rakennus1")
    new = await evening.expert("vero1")
    visit = await talk(evening, resident, old)
    await until(evening, MIDNIGHT + 300)
    await old.do(m.EndVisit(visit=visit))
    await old.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
    await resident.do(m.SecondMatter(visit=visit, service="rakennusluvat", language=Language.FI))
    assert not isinstance(old.view, RungView)
    await answer(new, visit)
    assert await units_logged(evening, visit) == [OLD, NEW]
    assert units_counted(database) == {(visit, 1): OLD, (visit, 2): NEW}
    assert staff_counted(database, visit) == [OLD, NEW]


async def test_a_matter_transferred_after_midnight_is_the_new_units(
    evening: World, database: Database
) -> None:
    resident, social = await evening.terminal(), await evening.expert("sosiaali1")
    old, new = await evening.expert("rakennus1"), await evening.expert("vero1")
    visit = await talk(evening, resident, social, "ohjaamo")
    await until(evening, MIDNIGHT + 60)
    await social.do(
        m.Transfer(visit=visit, service="rakennusluvat", person=None, stay=False, note="", consent=False)
    )
    assert not isinstance(old.view, RungView)
    await answer(new, visit)
    assert await units_logged(evening, visit) == ["sosiaalityo", NEW]
    assert units_counted(database) == {(visit, 1): "sosiaalityo", (visit, 2): NEW}


async def test_who_waits_over_midnight_is_served_by_the_new_unit_and_counted_for_the_old(
    evening: World, database: Database
) -> None:
    await until(evening, MIDNIGHT - 30)
    resident = await evening.terminal()
    visit = await resident.do(call())
    new = await evening.expert("vero1")
    assert new.view is None
    await until(evening, MIDNIGHT - 0.001)
    assert new.view is None
    await until(evening, MIDNIGHT)
    await answer(new, visit)
    old = await evening.expert("rakennus1")
    assert old.view is None
    assert units_counted(database) == {(visit, 1): OLD}
    assert staff_counted(database, visit) == [NEW]


async def test_in_the_first_moment_of_the_day_nobody_of_the_old_unit_is_rung(evening: World) -> None:
    resident, old = await evening.terminal(), await evening.expert("rakennus1")
    await until(evening, MIDNIGHT)
    visit = await resident.do(call())
    assert old.view is None
    assert not resident.sees(WaitingView).ringing
    new = await evening.expert("vero1")
    await answer(new, visit)
    assert await units_logged(evening, visit) == [NEW]


async def test_an_expert_of_the_old_unit_who_rings_at_midnight_may_still_answer(
    evening: World, database: Database
) -> None:
    await until(evening, MIDNIGHT - 10)
    resident, old = await evening.terminal(), await evening.expert("rakennus1")
    visit = await resident.do(call())
    await until(evening, MIDNIGHT + 5)
    await answer(old, visit)
    assert units_counted(database) == {(visit, 1): OLD}


async def test_the_card_names_the_new_unit_from_midnight_on(evening: World) -> None:
    resident = await evening.terminal()

    def unit() -> str:
        return next(card for card in resident.catalogue.cards if card.service == "rakennusluvat").unit.fi

    assert unit() == "Rakennusvalvonta"
    await until(evening, MIDNIGHT + 1)
    assert unit() == "Verohallinto"
