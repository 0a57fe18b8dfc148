"""How many sockets one person, one place, or nobody in particular may have, and how soon one after the other."""

from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

from signaling.protocol import limits
from signaling.transport.bucket import Bucket

T = TypeVar("T", bound=Hashable)


class Crowd(Generic[T]):
    """The newest of an owner stay: the older ones may be what is left of a line that broke. Strangers are refused instead.

    Owners are people and places that have signed in, so that there are only so many.
    """

    def __init__(self) -> None:
        self._open: dict[str | None, deque[T]] = {}
        self._openings: dict[str, Bucket] = {}

    def admits(self, owner: str | None, now: float) -> bool:
        """Whether one more may be opened now. None: somebody who has not signed in."""
        if owner is None:
            return len(self._open.get(None, ())) < limits.MAX_STRANGERS
        openings = self._openings.get(owner)
        if openings is None:
            openings = Bucket(limits.SOCKETS_PER_SECOND, limits.SOCKET_BURST, now)
            self._openings[owner] = openings
        return openings.take(now)

    def enter(self, owner: str | None, one: T) -> T | None:
        """Returns which is to go instead."""
        among = self._open.setdefault(owner, deque())
        among.append(one)
        return among[0] if owner is not None and len(among) > limits.MAX_SOCKETS_PER_OWNER else None

    def leave(self, owner: str | None, one: T) -> None:
        """May be called for one that has gone already."""
        among = self._open.get(owner)
        if among is None or one not in among:
            return
        among.remove(one)
        if not among:
            del self._open[owner]
