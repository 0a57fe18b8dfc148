"""A `kill -9` in mid-visit: nothing but the log is kept, and no link is replaced."""

from signaling.protocol import messages as m
from signaling.protocol.views import AfterView, CustomerView, RungView, StaffView, WaitingView, WrapUpView
from signaling.protocol.words import EndReason, OfferReason, Part
from signaling.service.ports import Log
from signaling.visit import events as e
from tests.service.test_pages_come_and_go import lost, report
from tests.service.world import Person, World, call


async def in_talk(world: World) -> tuple[Person, Person, str]:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    return resident, expert, visit


async def test_the_links_are_the_same_afterwards(log: Log) -> None:
    async with World(log) as world:
        resident, expert, visit = await in_talk(world)
        before = (resident.sees(CustomerView).links, expert.sees(StaffView).links)
        events = await world.events(visit)
        await world.restart()
        await expert.connect()
        await resident.connect()
        assert (resident.sees(CustomerView).links, expert.sees(StaffView).links) == before
        await world.advance(30)
        assert await world.events(visit) == events
        await expert.do(m.EndVisit(visit=visit))
        assert isinstance(resident.view, AfterView)


async def test_pages_have_ten_seconds_to_return(world: World) -> None:
    resident, expert, _ = await in_talk(world)
    await world.restart(away=300)
    await resident.connect()
    await world.advance(9)
    assert not lost(resident.sees(CustomerView), Part.HOST)
    await world.advance(3)
    assert lost(resident.sees(CustomerView), Part.HOST)
    await expert.connect()
    assert not lost(resident.sees(CustomerView), Part.HOST)


async def test_media_that_goes_on_keeps_a_seat_that_has_not_returned(world: World) -> None:
    resident, _, visit = await in_talk(world)
    await world.restart()
    await resident.connect()
    for _ in range(8):
        await world.advance(5)
        await resident.send(report(resident.sees(CustomerView).links[0].id, visit=visit, received=True))
    assert not lost(resident.sees(CustomerView), Part.HOST)


async def test_nobody_new_is_rung_in_the_first_seconds(log: Log) -> None:
    async with World(log, quiet=5.0) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        await world.restart()
        await expert.connect()
        await resident.connect()
        await resident.do(call())
        await world.advance(4)
        assert expert.view is None
        await world.advance(2)
        assert isinstance(expert.view, RungView)


async def test_an_empty_store_rings_from_the_first_second(log: Log) -> None:
    async with World(log, quiet=5.0) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        await resident.do(call())
        assert isinstance(expert.view, RungView)


async def test_a_ring_that_ended_meanwhile_rings_its_full_time_again(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    other = await world.expert("rakennus2")
    visit = await resident.do(call())
    await world.restart(away=30)
    for person in (resident, expert, other):
        await person.connect()
    await world.advance(20)
    assert not expert.sees(RungView).silent
    assert other.view is None
    await world.advance(6)
    assert expert.sees(RungView).silent
    assert other.sees(RungView).visit == visit
    made = [event.reason for event in await world.events(visit) if isinstance(event, e.OfferMade)]
    assert OfferReason.NEXT_AFTER_SILENCE in made


async def test_what_fell_due_meanwhile_waits_for_the_pages(world: World) -> None:
    resident = await world.terminal()
    visit = await resident.do(call())
    await world.restart(away=1000)
    await resident.connect()
    await world.advance(14)
    assert resident.sees(WaitingView).question is None
    await world.advance(2)
    assert resident.sees(WaitingView).question is not None
    await resident.do(m.Cancel(visit=visit))


async def test_who_was_on_shift_still_is(log: Log) -> None:
    async with World(log) as world:
        expert = await world.expert("rakennus1")
        await world.restart()
        await expert.connect()
        welcome = expert.post.messages[0]
        assert isinstance(welcome, m.Welcome)
        assert welcome.you.on_shift
        resident = await world.terminal()
        await resident.do(call())
        assert isinstance(expert.view, RungView)


async def test_an_outcome_owed_is_still_owed(log: Log) -> None:
    async with World(log) as world:
        resident, expert, visit = await in_talk(world)
        await expert.do(m.EndVisit(visit=visit))
        await resident.do(m.Finish(visit=visit, score=None, words=""))
        await resident.do(m.Wiped(visit=visit))
        await world.restart()
        await expert.connect()
        assert expert.sees(WrapUpView).owes_outcome
        await world.advance(61)
        assert not isinstance(expert.view, WrapUpView) or not expert.view.owes_outcome


async def test_what_was_pressed_meanwhile_happened_when_it_was_pressed(log: Log) -> None:
    async with World(log) as world:
        resident, _, visit = await in_talk(world)
        await world.advance(60)
        await world.restart(away=20)
        await resident.connect()
        await resident.do(m.EndVisit(visit=visit), ago=15.0)
        events = await world.events(visit)
        closed = next(event for event in events if isinstance(event, e.MatterClosed))
        assert closed.at == world.clock.time - 15
        await resident.do(m.Finish(visit=visit, score=4, words=""), ago=500.0)
        events = await world.events(visit)
        assert [event.at for event in events] == sorted(event.at for event in events)


async def test_there_is_one_start_and_one_end(log: Log) -> None:
    async with World(log) as world:
        resident, expert, visit = await in_talk(world)
        for _ in range(3):
            await world.restart()
            await resident.connect()
            await expert.connect()
        await resident.do(m.EndVisit(visit=visit))
        await resident.do(m.Finish(visit=visit, score=None, words=""))
        events = await world.events(visit)
        assert [type(event) for event in events].count(e.VisitOpened) == 1
        assert [event.reason for event in events if isinstance(event, e.VisitEnded)] == [EndReason.COMPLETED]
