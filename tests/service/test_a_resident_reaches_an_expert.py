"""Journey (a): Reposaari, Rakennusluvat, an expert, and back to the idle screen."""

from signaling.protocol import messages as m
from signaling.protocol.scalars import Grant
from signaling.protocol.views import (
    AfterView,
    CustomerView,
    OverView,
    RungView,
    StaffView,
    WaitingView,
    WrapUpView,
)
from signaling.protocol.words import EndReason, OfferReason, Outcome
from signaling.service.ports import Log
from signaling.visit import events as e
from tests.service.world import World, call
from tests.store.memory import MemoryLog


async def test_from_the_press_of_the_button_to_the_wiped_screen(log: Log) -> None:
    async with World(log) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")

        visit = await resident.do(call())
        waiting = resident.sees(WaitingView)
        assert (waiting.place_in_line, waiting.ringing, waiting.estimate) == (1, True, None)
        rung = expert.sees(RungView)
        assert (rung.visit, rung.place, rung.reason) == (visit, "Reposaari", OfferReason.LONGEST_IDLE)
        assert rung.service_name is not None
        assert rung.service_name.fi == "Rakennusluvat"
        assert [link.id for link in rung.links] == [link.id for link in waiting.links]
        assert not any(link.send or link.receive for link in (*rung.links, *waiting.links))

        await world.advance(4)
        await expert.do(m.Answer(visit=visit, offer=rung.offer))
        talk, staff = resident.sees(CustomerView), expert.sees(StaffView)
        assert [(person.name, person.unit.fi) for person in talk.people] == [
            ("Ruut Rakentaja", "Rakennusvalvonta")
        ]
        assert ("Asiakas", "Reposaari") in [(person.name, person.unit.fi) for person in staff.people]
        assert [link.id for link in talk.links] == [link.id for link in rung.links]
        for link in (*talk.links, *staff.links):
            assert {Grant.SOUND, Grant.PICTURE} <= set(link.send) & set(link.receive)
        assert [link.offer for link in talk.links] != [link.offer for link in staff.links]

        await world.advance(60)
        await expert.do(m.EndVisit(visit=visit))
        assert resident.sees(AfterView).left == 60
        assert expert.sees(WrapUpView).owes_outcome
        await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
        assert not expert.sees(WrapUpView).owes_outcome
        await expert.do(m.RateAsStaff(visit=visit, matter=1, score=4))
        assert expert.view is None

        await resident.do(m.Finish(visit=visit, score=5, words="Hyvin meni"))
        assert resident.sees(OverView).end is EndReason.COMPLETED
        await resident.do(m.Wiped(visit=visit))
        assert resident.view is None

        events = await world.events(visit)
        assert [type(event) for event in events].count(e.VisitOpened) == 1
        assert [event.reason for event in events if isinstance(event, e.VisitEnded)] == [EndReason.COMPLETED]
        assert isinstance(events[-1], e.Wiped)
        assert "Hyvin meni" not in repr(events)


async def test_the_next_resident_can_call_as_soon_as_the_screen_is_wiped(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    first = await resident.do(call())
    await expert.do(m.Answer(visit=first, offer=expert.sees(RungView).offer))
    await resident.do(m.EndVisit(visit=first))
    await resident.do(m.Finish(visit=first, score=None, words=""))
    await resident.do(m.Wiped(visit=first))
    second = await resident.do(call())
    assert second != first
    assert resident.sees(WaitingView).visit == second


async def test_an_expert_who_owes_an_outcome_is_not_rung(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    first = await resident.do(call())
    await expert.do(m.Answer(visit=first, offer=expert.sees(RungView).offer))
    await expert.do(m.EndVisit(visit=first))
    await resident.do(m.Finish(visit=first, score=None, words=""))
    second = await resident.do(call())
    assert expert.sees(WrapUpView).visit == first
    await expert.do(m.GiveOutcome(visit=first, matter=1, outcome=Outcome.SOLVED))
    assert expert.sees(RungView).visit == second


async def test_a_clerk_answers_a_resident_who_is_not_sure(world: World) -> None:
    resident, clerk = await world.terminal(), await world.clerk()
    visit = await resident.do(call("en-ole-varma"))
    await clerk.do(m.Answer(visit=visit, offer=clerk.sees(RungView).offer))
    assert resident.sees(CustomerView).people[0].unit.fi == "Asiakaspalvelu"


async def test_a_resident_who_cancels_is_out_of_the_line(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await resident.do(m.Cancel(visit=visit))
    assert resident.sees(OverView).end is EndReason.CANCELLED
    assert expert.view is None


async def test_a_press_that_comes_after_the_end_is_told_that_the_visit_is_over(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await expert.do(m.EndVisit(visit=visit))
    assert isinstance(await expert.ask(m.EndVisit(visit=visit)), m.Done), "the resident may still rate it"
    await resident.do(m.Finish(visit=visit, score=None, words=""), ago=1)

    late = [await resident.ask(m.Cancel(visit=visit), id="late-cancel") for _ in range(2)]
    assert late[0] == late[1]
    for answer in (
        *late,
        await resident.ask(m.EndVisit(visit=visit)),
        await expert.ask(m.Leave(visit=visit)),
    ):
        assert isinstance(answer, m.Gone)
        assert answer.sentence == "Asiointi on jo päättynyt."

    for _ in range(2):
        await resident.do(m.Finish(visit=visit, score=None, words=""))
        await resident.do(m.Rate(visit=visit, score=5, words=""))
        await resident.do(m.Wiped(visit=visit))
        await expert.do(m.RateAsStaff(visit=visit, matter=1, score=4))
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))


async def test_what_is_shown_afterwards_goes_by_itself(world: World) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await expert.do(m.EndVisit(visit=visit))
    await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
    await world.advance(59)
    assert expert.sees(WrapUpView).visit == resident.sees(AfterView).visit == visit
    await world.advance(3)
    assert expert.view is None
    assert resident.sees(OverView).end is EndReason.COMPLETED
    await world.advance(125)
    assert resident.view is None


async def test_words_are_kept_only_with_a_rating_and_never_in_the_log(
    world: World, memory_log: MemoryLog
) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    for score, kept in ((None, []), (4, ["Kiitos"])):
        visit = await resident.do(call())
        await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
        await expert.do(m.EndVisit(visit=visit))
        await expert.do(m.GiveOutcome(visit=visit, matter=1, outcome=Outcome.SOLVED))
        await resident.do(m.Finish(visit=visit, score=score, words="Kiitos"))
        await resident.do(m.Wiped(visit=visit))
        assert [words.text for words in memory_log.words.values()] == kept
        assert "Kiitos" not in repr(await world.events(visit))
