"""The thread that writes, without a database: order, results, errors, callers that go away."""

import asyncio
import threading

import pytest

from signaling.service.ports import Unavailable
from signaling.store.writer import Turn, Writer


async def test_in_the_order_asked_and_in_one_thread() -> None:
    writer, done = Writer(), list[tuple[int, int]]()
    await asyncio.gather(
        *(writer.do(lambda _, n=n: done.append((n, threading.get_ident())), 5.0) for n in range(100))  # type: ignore[misc]
    )
    writer.close()
    assert [number for number, _ in done] == list(range(100))
    assert len({thread for _, thread in done}) == 1


async def test_what_fails_is_the_callers_and_the_next_is_done() -> None:
    writer = Writer()
    with pytest.raises(ZeroDivisionError):
        await writer.do(lambda _: 1 // 0, 5.0)
    assert await writer.do(lambda _: 7, 5.0) == 7
    writer.close()


async def test_a_caller_that_goes_away_takes_nothing_back() -> None:
    writer, go, done = Writer(), threading.Event(), list[str]()
    waiting = asyncio.ensure_future(writer.do(lambda _: go.wait(), 5.0))
    leaving = asyncio.ensure_future(writer.do(lambda _: done.append("written"), 5.0))
    await asyncio.sleep(0)
    leaving.cancel()
    go.set()
    assert await waiting is True
    writer.close()
    assert done == ["written"]
    with pytest.raises(asyncio.CancelledError):
        await leaving


def test_a_loop_that_is_closed_keeps_nothing_from_being_done() -> None:
    writer, go, done = Writer(), threading.Event(), list[str]()

    def write(_: Turn) -> None:
        go.wait()
        done.append("written")

    async def ask_and_leave() -> None:
        asked = asyncio.ensure_future(writer.do(write, 5.0))
        await asyncio.sleep(0)
        asked.cancel()

    asyncio.run(ask_and_leave())
    go.set()
    writer.close()
    writer.close()
    assert done == ["written"]


async def test_whose_turn_does_not_come_in_time_is_refused_though_the_thread_is_busy() -> None:
    writer, go, done = Writer(), threading.Event(), list[str]()

    def write(turn: Turn) -> None:
        if turn.take():
            done.append("written")

    busy = asyncio.ensure_future(writer.do(lambda _: go.wait(), 5.0))
    await asyncio.sleep(0)
    with pytest.raises(Unavailable):
        await writer.do(write, 0.05)
    go.set()
    await busy
    writer.close()
    assert done == []
