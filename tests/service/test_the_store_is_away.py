"""What cannot be made durable is not acknowledged and has not happened."""

import asyncio

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.views import AfterView, CustomerView, OverView, RungView, WaitingView
from signaling.service.ports import Append, Unclear
from tests.service.world import World, call
from tests.store.memory import MemoryLog


async def test_a_press_that_cannot_be_logged_is_refused_and_may_be_repeated(
    world: World, memory_log: MemoryLog
) -> None:
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    memory_log.broken = True
    answer = await resident.ask(call(), id="press-0001")
    assert isinstance(answer, m.Refused)
    assert answer.code is ErrorCode.NOT_SAVED
    assert resident.view is expert.view is None
    memory_log.broken = False
    assert isinstance(await resident.ask(call(), id="press-0001"), m.Done)


async def test_time_goes_on_and_what_fell_due_is_done_when_the_store_is_back(
    world: World, memory_log: MemoryLog
) -> None:
    resident = await world.terminal()
    await resident.do(call())
    memory_log.broken = True
    await world.advance(400)
    assert isinstance(resident.view, WaitingView)
    assert resident.view.question is None
    memory_log.broken = False
    await world.advance(2)
    assert resident.sees(WaitingView).question is not None
    await world.advance(61)
    assert isinstance(resident.view, OverView)


async def test_an_expert_is_rung_once_the_store_is_back(world: World, memory_log: MemoryLog) -> None:
    resident = await world.terminal()
    await resident.do(call())
    memory_log.broken = True
    expert = await world.expert("rakennus1", on_shift=False)
    assert isinstance(await expert.ask(m.StartShift(camera=True, microphone=True)), m.Refused)
    memory_log.broken = False
    await expert.do(m.StartShift(camera=True, microphone=True))
    assert isinstance(expert.view, RungView)


class HalfHeard(MemoryLog):
    """The next append is made, and nobody hears that it was."""

    def __init__(self) -> None:
        super().__init__()
        self.loses_next = False

    async def append(self, write: Append, within: float = 0.0) -> None:
        await super().append(write, within)
        if self.loses_next:
            self.loses_next = False
            raise Unclear("lost in the middle of a commit")


async def test_a_call_that_was_refused_and_was_written_after_all_has_happened() -> None:
    log = HalfHeard()
    async with World(log) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        log.loses_next = True
        answer = await resident.ask(call(), id="press-0001")
        assert isinstance(answer, m.Refused)
        assert resident.view is None
        await world.advance(2)
        visit = resident.sees(WaitingView).visit
        assert expert.sees(RungView).visit == visit
        assert await resident.ask(call(), id="press-0001") == m.Done(id="press-0001", visit=visit)
        assert [type(event).__name__ for event in await world.events(visit)].count("VisitOpened") == 1


async def test_an_end_that_was_refused_and_was_written_after_all_has_happened_once() -> None:
    log = HalfHeard()
    async with World(log) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        visit = await resident.do(call())
        await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
        log.loses_next = True
        assert isinstance(await expert.ask(m.EndVisit(visit=visit), id="press-0002"), m.Refused)
        await world.advance(2)
        assert isinstance(resident.view, AfterView)
        assert isinstance(await expert.ask(m.EndVisit(visit=visit), id="press-0002"), m.Done)
        assert [type(event).__name__ for event in await world.events(visit)].count("MatterClosed") == 1


class SlowLog(MemoryLog):
    """Each append waits until it is let through."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = asyncio.Event()

    async def append(self, write: Append, within: float = 0.0) -> None:
        self.waiting.set()
        await self.gate.wait()
        await super().append(write, within)


async def test_nothing_is_shown_or_acknowledged_before_it_is_durable() -> None:
    log = SlowLog()
    async with World(log) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        visit = await resident.do(call())
        offer = expert.sees(RungView).offer
        log.gate.clear()
        log.waiting.clear()
        async with asyncio.TaskGroup() as tasks:
            answered = tasks.create_task(expert.ask(m.Answer(visit=visit, offer=offer)), name="answer")
            await log.waiting.wait()
            assert isinstance(resident.view, WaitingView)
            assert isinstance(expert.view, RungView)
            assert not answered.done()
            log.gate.set()
        assert isinstance(answered.result(), m.Done)
        assert isinstance(resident.view, CustomerView)


async def test_a_press_is_carried_out_though_its_page_has_gone_meanwhile() -> None:
    log = SlowLog()
    async with World(log) as world:
        resident, expert = await world.terminal(), await world.expert("rakennus1")
        visit = await resident.do(call())
        offer = expert.sees(RungView).offer
        log.gate.clear()
        log.waiting.clear()
        async with asyncio.TaskGroup() as tasks:
            press = m.Command(id="press-0001", action=m.Answer(visit=visit, offer=offer))
            socket = tasks.create_task(expert.send(press), name="socket")
            await log.waiting.wait()
            socket.cancel()
        await expert.disconnect()
        log.gate.set()
        async with asyncio.timeout(5):
            while isinstance(resident.view, WaitingView):  # noqa: ASYNC110 (a message to a page is waited for)
                await asyncio.sleep(0)
        await expert.connect()
        again = await expert.ask(m.Answer(visit=visit, offer=offer), id="press-0001")
        assert isinstance(again, m.Done)
        assert len(resident.sees(CustomerView).people) == 1
