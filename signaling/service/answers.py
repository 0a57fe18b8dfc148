"""The same command id gets the same answer for ten minutes, so that a page may send again what it saw no answer to."""

import asyncio
from collections import OrderedDict
from typing import TypeVar

from msgspec import Struct

from signaling.protocol.messages import Done, Gone, Refused

Answer = Done | Gone | Refused

REMEMBERED_FOR = 600.0
AT_MOST = 500
"""Of one owner: whoever asks without end pushes out their own answers and nobody else's."""


T = TypeVar("T")


class _Kept(Struct, kw_only=True):
    answer: "asyncio.Future[Answer]"
    until: float


class Answers:
    """By owner and command id: nobody reads another's answers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, OrderedDict[str, _Kept]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    def earlier(self, owner: str, command: str, now: float) -> "asyncio.Future[Answer] | None":
        """The answer, or the promise of one while the same command is still being carried out."""
        kept = self._kept.get(owner, OrderedDict()).get(command)
        return kept.answer if kept is not None and now < kept.until else None

    def begin(self, owner: str, command: str, now: float) -> "asyncio.Future[Answer]":
        """Promise an answer. Whoever begins it sets its result."""
        self._forget_old(now)
        own = self._kept.setdefault(owner, OrderedDict())
        self._kept.move_to_end(owner)
        while own and (len(own) >= AT_MOST or _first(own).until <= now):
            own.popitem(last=False)
        promise: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        own[command] = _Kept(answer=promise, until=now + REMEMBERED_FOR)
        own.move_to_end(command)
        return promise

    def forget(self, owner: str, command: str) -> None:
        """What was refused because we could not is not remembered: the page may try again."""
        own = self._kept.get(owner)
        if own is not None:
            own.pop(command, None)

    def _forget_old(self, now: float) -> None:
        """Of those who have asked for nothing for longer than answers are remembered."""
        while self._kept and not any(kept.until > now for kept in reversed(_first(self._kept).values())):
            self._kept.popitem(last=False)


def _first(kept: "OrderedDict[str, T]") -> T:
    return next(iter(kept.values()))
