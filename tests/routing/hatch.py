"""A day at the hatch played through in no time: residents come, `assign` rings, experts answer, decline or stay silent.

Everything that happens by chance is given beforehand: who comes when, for how long they talk, what else they need, how an
expert takes a ring. So the same day can be played under another rule of the line.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from heapq import heappop, heappush
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from signaling.protocol.scalars import Language
from signaling.protocol.words import EndReason, Level
from signaling.routing.assign import assign
from signaling.routing.model import Expert, Waiting
from signaling.visit.limits import DEFAULT_LIMITS
from tests.routing.making import FI, searching

LIMITS = DEFAULT_LIMITS
FOREVER = float("inf")


class Need(Struct, frozen=True):
    """One matter: for which service, and for how many seconds it is talked about."""

    service: str
    talk: float


class Resident(Struct, frozen=True, kw_only=True):
    """Presses **Soita** at `at` for the first need; each further one is a second matter of the same visit, or a transfer.

    Who is not answered within `patience` seconds goes away.
    """

    name: str
    at: float
    needs: tuple[Need, ...]
    language: Language = FI
    patience: float = FOREVER


class Worker(Struct, frozen=True, kw_only=True):
    """One of staff, on shift from `start` to `end`. After each talk they are rung by nobody for `after` seconds."""

    expert: Expert
    start: float = 0.0
    end: float = FOREVER
    after: float = 0.0


class Wait(Struct, frozen=True, kw_only=True):
    """How one matter's wait ended: answered by somebody, or for another reason. `told` is the estimate at the press, `ahead` how many waited."""

    resident: str
    number: int
    service: str
    opened_at: float
    seconds: float
    by: str | None
    reason: EndReason | None
    told: tuple[int, int] | None
    ahead: int


class Talk(Struct, frozen=True):
    person: str
    begin: float
    end: float


Reaction = Callable[[str, str], tuple[bool, float] | None]
"""Of a resident's and an expert's name: whether the ring is answered or declined, after how many seconds; None: silence."""
Telling = Callable[[str, float, int], tuple[int, int] | None]
"""Of a service, the time of the press and how many wait for it already: the estimate that is shown."""


def at_once(_resident: str, _person: str) -> tuple[bool, float] | None:
    return True, 0.0


class Line:
    """One who waits now."""

    __slots__ = ("ahead", "number", "offers", "resident", "told", "waiting")

    def __init__(self, resident: Resident, number: int, waiting: Waiting) -> None:
        self.resident = resident
        self.number = number
        self.waiting = waiting
        self.told: tuple[int, int] | None = None
        self.ahead = 0
        self.offers: dict[str, int] = {}


class Hatch:
    """`Hatch(...).play(residents)`; afterwards `waits`, `talks` and `left` say what came of it.

    `closes` says when a service closes that day. `first_come`: each matter stands
    at the end of the line, also that of somebody who comes from a talk.
    """

    def __init__(
        self,
        workers: Iterable[Worker],
        *,
        closes: Mapping[str, float] | None = None,
        reaction: Reaction = at_once,
        told: Telling = lambda _service, _at, _ahead: None,
        first_come: bool = False,
    ) -> None:
        self._workers = {each.expert.person: each for each in workers}
        self._closes = closes or {}
        self._reaction = reaction
        self._told = told
        self._first_come = first_come
        self._events: list[tuple[float, int, Callable[[float], None]]] = []
        self._count = 0
        self._changed = False
        self._line: dict[str, Line] = {}
        self._free: dict[str, Expert] = {}
        self._rung: dict[str, Expert] = {}
        self._home: set[str] = set()
        self.waits: list[Wait] = []
        self.talks: list[Talk] = []
        self.left: dict[str, EndReason] = {}

    def play(self, residents: Iterable[Resident]) -> Self:
        for worker in self._workers.values():
            self._at(worker.start, partial(self._come_free, worker.expert))
            if worker.end < FOREVER:
                self._at(worker.end, partial(self._go_home, worker.expert.person))
        for resident in residents:
            self._at(resident.at, partial(self._seek, resident, 0))
        while self._events:
            now, _, work = heappop(self._events)
            work(now)
            if self._changed and self._line and self._free:
                self._assign(now)
            self._changed = False
        return self

    def _at(self, time: float, work: Callable[[float], None]) -> None:
        self._count += 1
        heappush(self._events, (time, self._count, work))

    # --- residents --------------------------------------------------------------------------------------------------

    def _seek(self, resident: Resident, number: int, now: float) -> None:
        """They wait for their next need; a closed service takes nobody, so who comes from a talk goes home."""
        service = resident.needs[number].service
        closes = self._closes.get(service, FOREVER)
        if now >= closes:
            self._leave(resident, EndReason.COMPLETED if number else EndReason.CLOSED_HOURS)
            return
        search = f"{resident.name}.{number}"
        line = Line(
            resident,
            number,
            searching(
                search,
                service,
                since=now if self._first_come else resident.at,
                opened_at=now,
                language=resident.language,
                head=number > 0 and not self._first_come,
            ),
        )
        if number == 0:
            line.ahead = sum(each.waiting.service == service for each in self._line.values())
            line.told = self._told(service, now, line.ahead)
        self._line[search] = line
        self._changed = True
        if resident.patience < FOREVER:
            self._at(now + resident.patience, partial(self._give_up, search, EndReason.CANCELLED))
        if closes < FOREVER:
            self._at(closes + LIMITS.closing_grace, partial(self._give_up, search, EndReason.CLOSED_HOURS))
        self._at(now + LIMITS.spread_to_group, partial(self._spread, search, Level.GROUP))
        self._at(now + LIMITS.spread_to_desk, partial(self._spread, search, Level.DESK))

    def _spread(self, search: str, level: Level, _now: float) -> None:
        if line := self._line.get(search):
            line.waiting = replace(line.waiting, level=level)
            self._changed = True

    def _give_up(self, search: str, reason: EndReason, now: float) -> None:
        if line := self._line.get(search):
            self._end_wait(line, now, None, reason)
            self._leave(line.resident, EndReason.COMPLETED if line.number else reason)

    def _end_wait(self, line: Line, now: float, by: str | None, reason: EndReason | None) -> None:
        waiting = line.waiting
        del self._line[waiting.search]
        for person in waiting.rung:
            self._stop_ringing(person, freed=person != by)
        wait = Wait(
            resident=line.resident.name,
            number=line.number,
            service=waiting.service or "",
            opened_at=waiting.opened_at,
            seconds=now - waiting.opened_at,
            by=by,
            reason=reason,
            told=line.told,
            ahead=line.ahead,
        )
        self.waits.append(wait)

    def _leave(self, resident: Resident, reason: EndReason) -> None:
        assert resident.name not in self.left, "left twice"
        self.left[resident.name] = reason

    # --- rings ------------------------------------------------------------------------------------------------------

    def _assign(self, now: float) -> None:
        for proposal in assign([each.waiting for each in self._line.values()], [*self._free.values()], now):
            line, person = self._line[proposal.search], proposal.person
            self._rung[person] = self._free.pop(person)
            self._count += 1
            offer = line.offers[person] = self._count
            line.waiting = replace(line.waiting, rung=(*line.waiting.rung, person))
            self._at(now + LIMITS.ring, partial(self._stay_silent, line, person, offer))
            reaction = self._reaction(line.resident.name, person)
            if reaction is not None:
                answers, after = reaction
                react = self._answer if answers else self._decline
                self._at(now + after, partial(react, line, person, offer))

    def _rings(self, line: Line, person: str, offer: int) -> bool:
        return (
            line.offers.get(person) == offer
            and person in line.waiting.rung
            and line.waiting.search in self._line
        )

    def _stay_silent(self, line: Line, person: str, offer: int, _now: float) -> None:
        if self._rings(line, person, offer) and line.waiting.level is Level.ONE:
            line.waiting = replace(line.waiting, level=Level.NEXT)
            self._changed = True

    def _decline(self, line: Line, person: str, offer: int, now: float) -> None:
        if self._rings(line, person, offer):
            until = now + LIMITS.decline_memory
            declined = (*line.waiting.until_retry, (person, until))
            line.waiting = replace(line.waiting, until_retry=declined)
            self._withdraw(line, person)
            self._at(until, self._look_again)

    def _look_again(self, _now: float) -> None:
        self._changed = True

    def _withdraw(self, line: Line, person: str) -> None:
        line.waiting = replace(line.waiting, rung=tuple(one for one in line.waiting.rung if one != person))
        self._stop_ringing(person, freed=True)

    def _stop_ringing(self, person: str, *, freed: bool) -> None:
        expert = self._rung.pop(person)
        if freed and person not in self._home:
            self._free[person] = expert
            self._changed = True

    def _answer(self, line: Line, person: str, offer: int, now: float) -> None:
        if not self._rings(line, person, offer):
            return
        self._end_wait(line, now, person, None)
        end = now + line.resident.needs[line.number].talk
        self.talks.append(Talk(person, now, end))
        self._at(end, partial(self._end_talk, line, person))

    def _end_talk(self, line: Line, person: str, now: float) -> None:
        worker = self._workers[person]
        self._at(
            now + worker.after,
            partial(self._come_free, replace(worker.expert, idle_since=now, took_head=line.waiting.head)),
        )
        if line.number + 1 < len(line.resident.needs):
            self._seek(line.resident, line.number + 1, now)
        else:
            self._leave(line.resident, EndReason.COMPLETED)

    # --- shifts -----------------------------------------------------------------------------------------------------

    def _come_free(self, expert: Expert, _now: float) -> None:
        if expert.person not in self._home:
            assert expert.person not in self._free, "free twice"
            assert expert.person not in self._rung, "free and rung"
            self._free[expert.person] = expert
            self._changed = True

    def _go_home(self, person: str, _now: float) -> None:
        self._home.add(person)
        self._free.pop(person, None)
        if person in self._rung:
            self._withdraw(next(each for each in self._line.values() if person in each.waiting.rung), person)
