"""The one thread that writes: what it is given is done in that order, one after the other."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from signaling.service.ports import Unavailable, Unclear

T = TypeVar("T")


class Turn:
    """Work that waits for its turn until `until` (monotonic seconds): it is taken up or refused, never both.

    `unclear`: an attempt was broken off in its commit, so that nobody knows whether it was written.
    """

    def __init__(self, until: float) -> None:
        self.until = until
        self.unclear = False
        self._free = [True]

    def take(self) -> bool:
        """Whether it was free: whoever takes it decides about it. One list operation, which threads cannot come between."""
        try:
            return self._free.pop()
        except IndexError:
            return False

    def wait_again(self) -> None:
        """For who has taken it, and for nobody else."""
        self._free.append(True)

    def refusal(self, why: str) -> Unavailable:
        return Unclear(why) if self.unclear else Unavailable(why)


_Job = tuple[Callable[[Turn], Any], Turn, asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


class Writer:
    """Instead of a thread pool of one, through which a command went and came back in half the time of its transaction."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    async def do(self, work: Callable[[Turn], T], within: float) -> T:
        """What `work` returns or raises. It is done also when its caller is cancelled meanwhile.

        Raises `Unavailable` when nobody has taken its turn for `within` seconds; whatever the thread is busy with then.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        turn = Turn(time.monotonic() + within)
        self._jobs.put((work, turn, loop, done))
        overdue = loop.call_later(within, _refuse, turn, done)
        try:
            return await done
        finally:
            overdue.cancel()

    def close(self) -> None:
        """Returns when everything that was asked for is done. May be called again; nothing may be asked for after it."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, turn, loop, done = job
            try:
                result = work(turn)
            except BaseException as error:  # noqa: BLE001 (it is the caller's)
                _tell(loop, done, done.set_exception, error)
                del error
            else:
                _tell(loop, done, done.set_result, result)
            del job, work, turn, done


def _refuse(turn: Turn, done: "asyncio.Future[Any]") -> None:
    if not done.done() and turn.take():
        done.set_exception(turn.refusal("the write waited too long for its turn"))


def _tell(
    loop: asyncio.AbstractEventLoop, done: "asyncio.Future[Any]", how: Callable[[Any], None], what: Any
) -> None:
    def tell() -> None:
        if not done.done():
            how(what)

    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any longer
        loop.call_soon_threadsafe(tell)
