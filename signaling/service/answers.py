"""The same command id gets the same answer for ten minutes, so that a page may send again what it saw no answer to."""

import asyncio
from collections import OrderedDict

from msgspec import Struct

from signaling.protocol.messages import Done, Gone, Refused

Answer = Done | Gone | Refused

REMEMBERED_FOR = 600.0
AT_MOST = 20_000


class _Kept(Struct, kw_only=True):
    answer: "asyncio.Future[Answer]"
    until: float


class Answers:
    """By owner and command id: nobody reads another's answers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def earlier(self, owner: str, command: str, now: float) -> "asyncio.Future[Answer] | None":
        """The answer, or the promise of one while the same command is still being carried out."""
        kept = self._kept.get((owner, command))
        return kept.answer if kept is not None and now < kept.until else None

    def begin(self, owner: str, command: str, now: float) -> "asyncio.Future[Answer]":
        """Promise an answer. Whoever begins it sets its result."""
        while self._kept and (len(self._kept) >= AT_MOST or next(iter(self._kept.values())).until <= now):
            self._kept.popitem(last=False)
        promise: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._kept[(owner, command)] = _Kept(answer=promise, until=now + REMEMBERED_FOR)
        self._kept.move_to_end((owner, command))
        return promise

    def forget(self, owner: str, command: str) -> None:
        """What was refused because we could not is not remembered: the page may try again."""
        self._kept.pop((owner, command), None)
