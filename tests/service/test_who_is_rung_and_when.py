"""Two at once, a decline, silence, the group, the desk, nobody: each with its reason in the log."""

import asyncio

from signaling.protocol import messages as m
from signaling.protocol.views import CustomerView, OverView, RungView, StaffView, WaitingView
from signaling.protocol.words import EndReason, OfferReason, Outcome, Question
from signaling.service.ports import Log
from signaling.visit import events as e
from tests.service.world import Person, World, call


async def reasons(world: World, visit: str) -> list[OfferReason]:
    return [event.reason for event in await world.events(visit) if isinstance(event, e.OfferMade)]


def is_rung(person: Person) -> bool:
    return isinstance(person.view, RungView)


async def test_of_two_who_answer_at_once_one_is_in_and_the_other_is_told(log: Log) -> None:
    async with World(log) as world:
        resident = await world.terminal()
        one, other = await world.expert("rakennus1"), await world.expert("rakennus2")
        visit = await resident.do(call())
        await world.advance(26)
        assert is_rung(one)
        assert is_rung(other)
        answers = await asyncio.gather(
            one.ask(m.Answer(visit=visit, offer=one.sees(RungView).offer)),
            other.ask(m.Answer(visit=visit, offer=other.sees(RungView).offer)),
        )
        assert sorted(type(answer).__name__ for answer in answers) == ["Done", "Gone"]
        gone = next(answer for answer in answers if isinstance(answer, m.Gone))
        assert gone.sentence == "Toinen vastasi jo."
        assert len(resident.sees(CustomerView).people) == 1
        assert len([event for event in await world.events(visit) if isinstance(event, e.Joined)]) == 2


async def test_who_was_second_keeps_the_idle_time(world: World) -> None:
    first_place, second_place = await world.terminal("reposaari"), await world.terminal("ahlainen")
    one = await world.expert("rakennus1")
    await world.advance(10)
    other = await world.expert("rakennus2")
    await world.advance(10)
    visit = await first_place.do(call())
    await world.advance(26)
    offer = one.sees(RungView).offer
    await other.do(m.Answer(visit=visit, offer=other.sees(RungView).offer))
    assert isinstance(await one.ask(m.Answer(visit=visit, offer=offer)), m.Gone)
    third = await world.expert("rakennus3")
    await second_place.do(call())
    assert is_rung(one)
    assert not is_rung(third)


async def test_who_has_just_served_is_rung_after_those_who_have_not(world: World) -> None:
    resident = await world.terminal()
    one = await world.expert("rakennus1")
    await world.advance(1)
    other = await world.expert("rakennus2")
    visit = await resident.do(call())
    await one.do(m.Answer(visit=visit, offer=one.sees(RungView).offer))
    await world.advance(5)
    await one.do(m.EndVisit(visit=visit))
    await one.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
    await resident.do(m.Finish(visit=visit, score=None, words=""))
    await resident.do(m.Wiped(visit=visit))
    await resident.do(call())
    assert is_rung(other)
    assert not is_rung(one)


async def test_nobody_makes_up_a_long_wait(world: World) -> None:
    resident = await world.terminal()
    await resident.do(call(), ago=5000.0)
    assert resident.sees(WaitingView).for_seconds <= 60


async def test_a_decline_rings_the_next_at_once_and_the_first_not_again(world: World) -> None:
    resident = await world.terminal()
    one = await world.expert("rakennus1")
    await world.advance(1)
    other = await world.expert("rakennus2")
    visit = await resident.do(call())
    assert is_rung(one)
    assert not is_rung(other)
    await one.do(m.Decline(visit=visit, offer=one.sees(RungView).offer))
    assert is_rung(other)
    assert not is_rung(one)
    assert await reasons(world, visit) == [OfferReason.LONGEST_IDLE, OfferReason.AFTER_DECLINE]
    await world.advance(100)
    assert not is_rung(one)


async def test_silence_rings_the_next_then_the_group_then_the_desk(log: Log) -> None:
    async with World(log) as world:
        resident, clerk = await world.terminal(), await world.clerk()
        experts = []
        for account in ("rakennus1", "rakennus2", "rakennus3"):
            experts.append(await world.expert(account))
            await world.advance(1)
        visit = await resident.do(call())
        for after, rung in ((0, 1), (24, 1), (2, 2), (33, 2), (2, 3)):
            await world.advance(after)
            assert sum(map(is_rung, experts)) == rung
            assert not is_rung(clerk)
        await world.advance(31)
        assert is_rung(clerk)
        assert await reasons(world, visit) == [
            OfferReason.LONGEST_IDLE,
            OfferReason.NEXT_AFTER_SILENCE,
            OfferReason.WHOLE_GROUP,
            OfferReason.DESK_CLERK,
        ]
        await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
        assert isinstance(clerk.view, StaffView)
        assert not any(map(is_rung, experts))


async def test_nobody_answers_and_nobody_touches_the_screen(world: World) -> None:
    resident = await world.terminal()
    visit = await resident.do(call())
    await world.advance(181)
    assert resident.sees(WaitingView).question is Question.STILL_THERE
    await resident.do(m.Touch(visit=visit, keep_waiting=False))
    assert resident.sees(WaitingView).question is None
    await world.advance(241)
    assert resident.sees(OverView).end in {EndReason.NO_EXPERT, EndReason.ABANDONED}


async def test_after_the_limit_an_untouched_question_ends_without_an_expert(world: World) -> None:
    resident = await world.terminal()
    visit = await resident.do(call())
    for _ in range(6):
        await world.advance(100)
        if resident.sees(WaitingView).question is not Question.KEEP_WAITING:
            await resident.do(m.Touch(visit=visit, keep_waiting=False))
    await world.advance(1)
    assert resident.sees(WaitingView).question is Question.KEEP_WAITING
    await world.advance(61)
    assert resident.sees(OverView).end is EndReason.NO_EXPERT


async def test_who_gets_free_gets_the_longest_waiting(world: World) -> None:
    early, late = await world.terminal("reposaari"), await world.terminal("ahlainen")
    first = await early.do(call())
    await world.advance(5)
    await late.do(call())
    assert late.sees(WaitingView).place_in_line == 2
    expert = await world.expert("rakennus1")
    assert expert.sees(RungView).visit == first
    assert expert.sees(RungView).reason is OfferReason.GOT_FREE
    await expert.do(m.Answer(visit=first, offer=expert.sees(RungView).offer))
    await world.advance(1)
    assert late.sees(WaitingView).place_in_line == 1


async def test_a_silent_page_is_not_rung_and_a_rung_one_that_goes_silent_rings_no_longer(
    world: World,
) -> None:
    resident = await world.terminal()
    asleep = await world.expert("rakennus1")
    asleep.awake = False
    await world.advance(13)
    await resident.do(call())
    assert not is_rung(asleep)
    awake = await world.expert("rakennus2")
    assert is_rung(awake)
    awake.awake = False
    asleep.awake = True
    await world.advance(14)
    assert is_rung(asleep)
    assert not is_rung(awake)


async def test_the_end_of_a_shift_ends_the_ring(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    await resident.do(call())
    assert resident.sees(WaitingView).ringing
    await expert.do(m.EndShift())
    assert expert.view is None
    assert not resident.sees(WaitingView).ringing


async def test_a_ring_survives_a_reload_of_the_page(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    offer = expert.sees(RungView).offer
    await expert.reload()
    assert expert.sees(RungView).offer == offer
    await expert.do(m.Answer(visit=visit, offer=offer))
    assert isinstance(resident.view, CustomerView)


async def test_a_shift_outlives_its_page_and_is_silent_meanwhile(world: World) -> None:
    expert, resident = await world.expert("rakennus1"), await world.terminal()
    await expert.disconnect()
    await world.advance(25)
    await resident.do(call())
    assert not resident.sees(WaitingView).ringing
    await expert.connect()
    assert is_rung(expert)
    assert [event.what for event in world.log.shifts] == ["started", "silent"]  # type: ignore[attr-defined]
    await world.advance(2)
    assert [event.what for event in world.log.shifts][-1] == "returned"  # type: ignore[attr-defined]
