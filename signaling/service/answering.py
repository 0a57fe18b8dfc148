"""A page's command and its one answer: rights first, then the action; what went wrong becomes a code and a sentence."""

from collections.abc import Awaitable, Callable

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.service import texts
from signaling.service.answers import Answer, Answers
from signaling.service.metrics import Metrics
from signaling.service.parts import Parts
from signaling.service.ports import Clock, Unavailable
from signaling.service.presence import Page
from signaling.service.rights import may
from signaling.visit.refusal import Gone, Refused

OURS = frozenset({ErrorCode.BUSY, ErrorCode.NOT_SAVED, ErrorCode.INTERNAL, ErrorCode.SHUTTING_DOWN})
"""Refusals that are no fault of the command: they are not remembered, so that the page may send it again."""

TakeSeat = Callable[[Page], Awaitable[None]]


class Answering:
    """Every command is answered, once, and only when what it did is durable."""

    def __init__(self, *, parts: Parts, clock: Clock, metrics: Metrics, take_seat: TakeSeat) -> None:
        self._parts = parts
        self._clock = clock
        self._metrics = metrics
        self._take_seat = take_seat
        self._answers = Answers()

    async def answer(self, page: Page, command: m.Command) -> None:
        """Puts the answer into the page's outbox; the same id gets the same answer."""
        now = self._clock.now()
        earlier = await self._answers.earlier(page.owner, command.id, now)
        if earlier is not None:
            page.outbox.send(earlier)
            return
        self._answers.begin(page.owner, command.id)
        answer: Answer = refused(page, command.id, ErrorCode.INTERNAL)
        try:
            answer = await self._carry_out(page, command)
        finally:
            ours = isinstance(answer, m.Refused) and answer.code in OURS
            self._answers.end(page.owner, command.id, answer, self._clock.now(), remembered=not ours)
            if isinstance(answer, m.Refused):
                self._metrics.refused[answer.code] += 1
            page.outbox.send(answer)
            self._metrics.command.add(self._clock.now() - now)

    def refuse(self, page: Page, command: str | None, code: ErrorCode) -> None:
        """Without doing anything."""
        self._metrics.refused[code] += 1
        page.outbox.send(refused(page, command, code))

    async def _carry_out(self, page: Page, command: m.Command) -> Answer:
        self._metrics.commands += 1
        try:
            visit = await self._do(page, command)
        except Gone as gone:
            self._metrics.gone += 1
            return m.Gone(id=command.id, sentence=texts.say(texts.GONE[gone.why], page.language))
        except Refused as refusal:
            return refused(page, command.id, refusal.code)
        except Unavailable:
            return refused(page, command.id, ErrorCode.NOT_SAVED)
        return m.Done(id=command.id, visit=visit)

    async def _do(self, page: Page, command: m.Command) -> str | None:
        action = command.action
        if isinstance(action, m.TakeSeat):
            await self._take_seat(page)
            return page.shown.visit if page.shown is not None else None
        if not page.holds_seat or not may(page.kind, action):
            raise Refused(ErrorCode.NOT_ALLOWED)
        visit = await self._parts.actions.do(page, command)
        if isinstance(action, m.StartShift | m.EndShift):
            self._parts.hub.send_boards(page)
        self._parts.hub.mark()
        return visit


def refused(page: Page, command: str | None, code: ErrorCode) -> m.Refused:
    return m.Refused(id=command, code=code, sentence=texts.refusal(code, page.language))
