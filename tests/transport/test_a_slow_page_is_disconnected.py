"""The outbox is bounded: the newest view overtakes older ones, and nobody waits for a page that does not read."""

import asyncio

import msgspec
import pytest

from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import Pong, Refused, View
from signaling.transport.outbox import Outbox


def never() -> None:
    pytest.fail("nothing was over the bound")


async def everything(outbox: Outbox) -> list[dict[str, object]]:
    outbox.close()
    found = []
    while (frame := await outbox.next()) is not None:
        found.append(msgspec.json.decode(frame))
    return found


def long(size: int) -> Refused:
    return Refused(id=None, code=ErrorCode.BUSY, sentence="x" * size)


async def test_messages_are_written_in_their_order() -> None:
    outbox = Outbox(never)
    for n in range(5):
        outbox.send(Pong(n=n))
    assert [message["n"] for message in await everything(outbox)] == [0, 1, 2, 3, 4]


async def test_the_newest_of_a_key_takes_the_place_of_the_one_that_waits() -> None:
    outbox = Outbox(never)
    outbox.put_newest("board", Pong(n=1))
    outbox.send(Pong(n=2))
    outbox.put_newest("view", View(view=None))
    outbox.put_newest("board", Pong(n=3))
    assert [message.get("n") for message in await everything(outbox)] == [3, 2, None]


async def test_a_key_whose_message_was_written_takes_a_new_place() -> None:
    outbox = Outbox(never)
    outbox.put_newest("board", Pong(n=1))
    assert await outbox.next() == b'{"type":"pong","n":1}'
    outbox.send(Pong(n=2))
    outbox.put_newest("board", Pong(n=3))
    assert [message["n"] for message in await everything(outbox)] == [2, 3]


async def test_a_message_wakes_the_writer() -> None:
    outbox = Outbox(never)
    async with asyncio.TaskGroup() as group:
        written = group.create_task(outbox.next(), name="writer")
        await asyncio.sleep(0)
        outbox.send(Pong(n=1))
    assert written.result() == b'{"type":"pong","n":1}'


async def test_nothing_is_taken_after_the_close() -> None:
    outbox = Outbox(never)
    outbox.send(Pong(n=1))
    outbox.close()
    outbox.send(Pong(n=2))
    outbox.put_newest("board", Pong(n=3))
    assert [message["n"] for message in await everything(outbox)] == [1]


async def test_more_than_the_bound_is_told_once_and_forgotten() -> None:
    told = []
    outbox = Outbox(lambda: told.append(outbox.queued_bytes), bound=1_000)
    for _ in range(20):
        outbox.send(long(90))
    assert told == [0]
    assert await outbox.next() is None


async def test_a_growing_newest_message_counts_by_its_size_now() -> None:
    told = []
    outbox = Outbox(lambda: told.append(True), bound=1_000)
    for _ in range(100):
        outbox.put_newest("board", long(700))
    assert told == []
    outbox.put_newest("board", long(1_100))
    assert told == [True]


async def test_what_was_written_counts_no_longer() -> None:
    outbox = Outbox(never, bound=1_000)
    for _ in range(100):
        outbox.send(long(500))
        await outbox.next()
    assert outbox.queued_bytes == 0
