"""The service's own timers, on the real clock: the boards, a deadline, a press that is quick, a stop that is clean."""

import asyncio
import time
from collections.abc import Callable

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.views import CustomerView, RungView, WaitingView
from signaling.service.metrics import Metrics
from signaling.service.ports import Append
from signaling.store.log import SqlLog
from signaling.visit.limits import VisitLimits
from tests.service.world import World, call
from tests.store.memory import MemoryLog


class RealWorld(World):
    own_timers = True


async def until(condition: Callable[[], bool], *, within: float = 5.0) -> None:
    """Wait for something to become true; fails when it does not in time."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 (what is waited for is a message to a page)
            await asyncio.sleep(0.005)


async def test_boards_and_deadlines_come_by_themselves(memory_log: MemoryLog) -> None:
    async with RealWorld(memory_log, limits=VisitLimits(still_there_after=0.3)) as world:
        clerk, resident = await world.clerk(), await world.terminal()
        await resident.do(call())
        await until(lambda: len(clerk.board.line) == 1)
        await until(lambda: resident.sees(WaitingView).question is not None)


async def test_from_the_press_to_both_pages_is_quick(sqlite_log: SqlLog) -> None:
    async with RealWorld(sqlite_log) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        visit = await resident.do(call())
        offer = expert.sees(RungView).offer
        pressed = time.perf_counter()
        await expert.do(m.Answer(visit=visit, offer=offer))
        seconds = time.perf_counter() - pressed
        assert isinstance(resident.view, CustomerView)
        share = world.service.metrics.append
        assert share.count > 0
        assert seconds < 0.5, f"{seconds * 1000:.1f} ms"


async def test_a_stop_ends_every_task_and_refuses_what_comes_later(memory_log: MemoryLog) -> None:
    before = asyncio.all_tasks()
    world = RealWorld(memory_log)
    async with world:
        resident = await world.terminal()
        await resident.do(call())
    assert asyncio.all_tasks() == before
    answer = await resident.ask(call())
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.SHUTTING_DOWN


class Broken(MemoryLog):
    async def append(self, write: Append, within: float = 0.0) -> None:  # noqa: ARG002
        raise RuntimeError("a fault of ours")


async def test_a_fault_of_ours_is_answered_and_stops_nobody_else() -> None:
    log = Broken()
    world = RealWorld(log)
    async with world:
        resident, other = await world.terminal("reposaari"), await world.terminal("ahlainen")
        answer = await resident.ask(call())
        assert isinstance(answer, m.Refused)
        assert answer.code is ErrorCode.INTERNAL
        assert world.service.metrics.faults == 1
        world.service.metrics.faults = 0
        await other.send(m.Ping(n=7))
        assert other.post.messages[-1] == m.Pong(n=7)


async def test_the_numbers_say_how_it_is(memory_log: MemoryLog) -> None:
    async with RealWorld(memory_log) as world:
        resident, _ = await world.terminal(), await world.expert("rakennus1")
        await resident.do(call())
        await resident.ask(call())
        numbers: Metrics = world.service.metrics
        assert (numbers.sessions, numbers.open_visits, numbers.on_shift) == (2, 1, 1)
        assert numbers.refused[ErrorCode.PLACE_BUSY] == 1
        assert numbers.append.count == numbers.append.at_most[5.0] == 2
