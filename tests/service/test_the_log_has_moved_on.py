"""Every decision is an append with an expected version: who decided on an older state loads and decides again."""

from collections.abc import AsyncIterator

import pytest

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.views import AfterView, CustomerView, OverView, RungView, StaffView, WaitingView
from signaling.service.ports import Log
from signaling.visit import events as e
from signaling.visit.commands import BeginHold
from tests.service.world import Counted, World, call


@pytest.fixture
async def two_nodes(log: Log) -> AsyncIterator[tuple[World, World]]:
    """Two services over one log, each with pages of its own."""
    ids = Counted()
    async with World(log, ids=ids) as one, World(log, ids=ids) as other:
        yield one, other


async def test_a_visit_that_another_has_ended_is_found_ended(two_nodes: tuple[World, World]) -> None:
    one, other = two_nodes
    resident, expert = await one.terminal(), await one.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    record = await other.service.visits.find(visit)
    assert record is not None
    elsewhere = await other.terminal()
    await elsewhere.do(m.EndVisit(visit=visit))
    await elsewhere.do(m.Finish(visit=visit, score=None, words=""))
    answer = await expert.ask(m.BeginHold(visit=visit))
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.VISIT_OVER
    assert isinstance(resident.view, OverView)
    assert not isinstance(expert.view, StaffView)
    opened = [event for event in await one.events(visit) if isinstance(event, e.VisitEnded)]
    assert len(opened) == 1


async def test_what_still_holds_is_decided_again_and_done(two_nodes: tuple[World, World]) -> None:
    one, other = two_nodes
    resident, expert = await one.terminal(), await one.expert("rakennus1")
    visit = await resident.do(call())
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    record = await other.service.visits.find(visit)
    assert record is not None
    await other.service.visits.command(record, BeginHold(by=record.visit.host or ""))
    assert resident.sees(CustomerView).private is None
    await expert.do(m.EndVisit(visit=visit))
    kinds = [type(event) for event in await one.events(visit)]
    assert kinds.index(e.HoldBegan) < kinds.index(e.HoldEnded) < kinds.index(e.MatterClosed)
    assert isinstance(resident.view, AfterView)
    assert one.service.metrics.conflicts == 1


async def test_a_place_or_person_engaged_elsewhere_is_not_engaged_twice(
    two_nodes: tuple[World, World],
) -> None:
    one, other = two_nodes
    resident, twin = await one.terminal(), await other.terminal()
    visit = await resident.do(call())
    answer = await twin.ask(call())
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.PLACE_BUSY

    expert, same = await one.expert("rakennus1"), await other.expert("rakennus1")
    assert expert.sees(RungView).visit == visit
    second = await other.terminal("ahlainen")
    await second.do(call())
    assert isinstance(second.view, WaitingView)
    assert same.view is None
