"""The bounded queue of messages to one page. A page that reads too slowly is disconnected; nobody waits for it."""

import asyncio
from collections import deque
from collections.abc import Callable

import msgspec

from signaling.protocol.limits import MAX_QUEUED_BYTES
from signaling.protocol.messages import ServerMessage

_encoder = msgspec.json.Encoder()


class _Letter:
    __slots__ = ("frame", "key")

    def __init__(self, frame: bytes, key: str | None) -> None:
        self.frame = frame
        self.key = key


class Outbox:
    """`service.ports.Outbox`. `overflowed` is called once, when more than `bound` bytes would wait.

    A message of `put_newest` takes the place in the queue of the one that it replaces: what was put between the two
    rests on the older one, and the newer one says all that the older one said.
    """

    def __init__(self, overflowed: Callable[[], None], bound: int = MAX_QUEUED_BYTES) -> None:
        self._overflowed = overflowed
        self._bound = bound
        self._queue: deque[_Letter] = deque()
        self._newest: dict[str, _Letter] = {}
        self._bytes = 0
        self._closed = False
        self._something = asyncio.Event()

    @property
    def queued_bytes(self) -> int:
        return self._bytes

    def send(self, message: ServerMessage) -> None:
        """Written in order, none skipped; dropped after `close`."""
        if not self._closed:
            self._put(_Letter(_encoder.encode(message), None))

    def put_newest(self, key: str, message: ServerMessage) -> None:
        """As `send`, but a message of the same key that is not yet written is replaced by this one."""
        if self._closed:
            return
        frame = _encoder.encode(message)
        waiting = self._newest.get(key)
        if waiting is None:
            self._newest[key] = letter = _Letter(frame, key)
            self._put(letter)
        else:
            self._bytes += len(frame) - len(waiting.frame)
            waiting.frame = frame
            self._bounded()

    def close(self) -> None:
        """Nothing more is taken; what is queued is still written."""
        self._closed = True
        self._overflowed = _nothing  # nor can it, and whose outbox this is need not be known any longer
        self._something.set()

    async def next(self) -> bytes | None:
        """The next frame to write, as soon as there is one; None after the last."""
        while not self._queue:
            if self._closed:
                return None
            self._something.clear()
            await self._something.wait()
        letter = self._queue.popleft()
        if letter.key is not None:
            del self._newest[letter.key]
        self._bytes -= len(letter.frame)
        return letter.frame

    def _put(self, letter: _Letter) -> None:
        self._queue.append(letter)
        self._bytes += len(letter.frame)
        self._something.set()
        self._bounded()

    def _bounded(self) -> None:
        if self._bytes > self._bound:
            self._queue.clear()
            self._newest.clear()
            self._bytes = 0
            overflowed = self._overflowed
            self.close()
            overflowed()


def _nothing() -> None:
    pass
