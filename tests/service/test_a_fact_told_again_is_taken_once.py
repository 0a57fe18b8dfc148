"""What pages know and cannot conflict: told again after a restart, which has forgotten every answer, it is taken once; told late, too."""

from collections.abc import Callable

import pytest

from signaling.protocol import messages as m
from signaling.protocol.scalars import Language
from signaling.protocol.views import RungView, StaffView
from signaling.protocol.words import Outcome
from signaling.visit import events as e
from tests.service.test_the_server_restarts import in_talk
from tests.service.world import Person, World, call

Told = Callable[[str], m.Action]

STAFF: list[tuple[str, Told]] = [
    ("leave", lambda visit: m.Leave(visit=visit)),
    ("end_visit", lambda visit: m.EndVisit(visit=visit)),
]
AFTERWARDS: list[tuple[str, str, Told]] = [
    ("staff", "give_outcome", lambda v: m.GiveOutcome(visit=v, matter=1, outcome=Outcome.SOLVED)),
    ("staff", "rate_as_staff", lambda v: m.RateAsStaff(visit=v, matter=1, score=4)),
    ("customer", "finish", lambda v: m.Finish(visit=v, score=5, words="Kiitos")),
    ("customer", "rate", lambda v: m.Rate(visit=v, score=5, words="Kiitos")),
    ("customer", "wiped", lambda v: m.Wiped(visit=v)),
]


async def told_twice(world: World, who: Person, action: m.Action, visit: str) -> None:
    """Once before the server is killed and once after it, as by a page that has seen no answer."""
    assert isinstance(await who.ask(action, id="press-0001"), m.Done)
    before = await world.events(visit)
    await world.restart()
    await who.connect()
    again = await who.ask(action, ago=2.0, id="press-0001")
    assert isinstance(again, m.Done | m.Gone), again
    assert await world.events(visit) == before


@pytest.mark.parametrize(("name", "told"), STAFF)
async def test_who_has_left_has_left_once(world: World, name: str, told: Told) -> None:
    _, expert, visit = await in_talk(world)
    assert name
    await told_twice(world, expert, told(visit), visit)


@pytest.mark.parametrize(("whose", "name", "told"), AFTERWARDS)
async def test_what_is_said_afterwards_is_said_once(world: World, whose: str, name: str, told: Told) -> None:
    resident, expert, visit = await in_talk(world)
    assert name
    await expert.do(m.EndVisit(visit=visit))
    await told_twice(world, expert if whose == "staff" else resident, told(visit), visit)


async def test_a_call_that_was_called_off_is_called_off_once(world: World) -> None:
    resident = await world.terminal()
    visit = await resident.do(call())
    await told_twice(world, resident, m.Cancel(visit=visit), visit)


async def test_an_outcome_pressed_in_time_is_taken_though_the_page_was_away_for_long(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    await expert.do(m.EndVisit(visit=visit))
    await resident.do(m.Finish(visit=visit, score=None, words=""))
    await resident.do(m.Wiped(visit=visit))
    await expert.disconnect()
    await world.advance(400)
    await expert.connect()
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED), ago=380.0)
    given = [event.outcome for event in await world.events(visit) if isinstance(event, e.OutcomeGiven)]
    assert given == [Outcome.NOT_GIVEN, Outcome.SOLVED]


async def test_a_press_told_late_ends_nothing_that_began_after_it(world: World) -> None:
    resident, expert, visit = await in_talk(world)
    await world.advance(30)
    await expert.do(m.EndVisit(visit=visit))
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
    await world.advance(5)
    await resident.do(m.SecondMatter(visit=visit, service="rakennusluvat", language=Language.FI))
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    before = await world.events(visit)
    for action in (m.EndVisit(visit=visit), m.Leave(visit=visit)):
        assert isinstance(await expert.ask(action, ago=10.0), m.Done)
    assert await world.events(visit) == before
    assert isinstance(expert.view, StaffView)
    await expert.do(m.EndVisit(visit=visit))
    assert len(await world.events(visit)) > len(before)
