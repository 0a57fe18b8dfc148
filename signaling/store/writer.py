"""The one thread that writes: what it is given is done in that order, one after the other."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

_Job = tuple[Callable[[], Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


class Writer:
    """A thread pool of one would do; handing a command over and back through it costs half as much as its transaction."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    async def do(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises. It is done also when its caller is cancelled meanwhile."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._jobs.put((work, loop, done))
        return await done

    def close(self) -> None:
        """Returns when everything that was asked for is done. May be called again; nothing may be asked for after it."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, loop, done = job
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 (it is the caller's)
                _tell(loop, done, done.set_exception, error)
                del error
            else:
                _tell(loop, done, done.set_result, result)
            del job, work, done


def _tell(
    loop: asyncio.AbstractEventLoop, done: "asyncio.Future[Any]", how: Callable[[Any], None], what: Any
) -> None:
    def tell() -> None:
        if not done.done():
            how(what)

    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any longer
        loop.call_soon_threadsafe(tell)
