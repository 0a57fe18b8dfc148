"""The same command id gets the same answer for ten minutes, so that a page may send again what it saw no answer to."""

import asyncio
from collections import OrderedDict

from msgspec import Struct

from signaling.protocol.messages import Done, Gone, Refused

Answer = Done | Gone | Refused

REMEMBERED_FOR = 600.0
AT_MOST = 500
"""Of one owner: whoever asks without end pushes out their own answers and nobody else's."""


class _Kept(Struct, gc=False):
    """Of every command of ten minutes there is one: they are small."""

    answer: Answer
    until: float


class Answers:
    """By owner and command id: nobody reads another's answers. Whoever begins one has to end it."""

    def __init__(self) -> None:
        self._promised: dict[tuple[str, str], asyncio.Future[Answer]] = {}
        self._kept: OrderedDict[str, dict[str, _Kept]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._kept.values()))

    async def earlier(self, owner: str, command: str, now: float) -> Answer | None:
        """The answer, as soon as there is one when the same command is still being carried out; None: it is new."""
        promise = self._promised.get((owner, command))
        if promise is not None:
            return await asyncio.shield(promise)
        kept = self._kept.get(owner, {}).get(command)
        return kept.answer if kept is not None and now < kept.until else None

    def begin(self, owner: str, command: str) -> None:
        """It is being carried out from now on."""
        self._promised[owner, command] = asyncio.get_running_loop().create_future()

    def end(self, owner: str, command: str, answer: Answer, now: float, *, remembered: bool) -> None:
        """That is the answer. What was refused because we could not is not to be remembered: the page may try again."""
        self._promised.pop((owner, command)).set_result(answer)
        self._forget_old(now)
        if not remembered:
            return
        own = self._kept.setdefault(owner, {})
        self._kept.move_to_end(owner)
        own.pop(command, None)
        while own and (len(own) >= AT_MOST or _first(own).until <= now):
            del own[next(iter(own))]
        own[command] = _Kept(answer, now + REMEMBERED_FOR)

    def _forget_old(self, now: float) -> None:
        """Of those who have asked for nothing for longer than answers are remembered."""
        while self._kept and _last(next(iter(self._kept.values()))).until <= now:
            self._kept.popitem(last=False)


def _first(kept: dict[str, _Kept]) -> _Kept:
    return next(iter(kept.values()))


def _last(kept: dict[str, _Kept]) -> _Kept:
    return next(reversed(kept.values()))
