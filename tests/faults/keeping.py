"""Visits whose pages keep what they have asked for until it is answered, as ours do: whatever is done to the server meanwhile.

At the end the log is held against what was acknowledged: everything is there, nothing twice, in the order in which it was done.
"""

import asyncio
import contextlib
import secrets
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, closing
from typing import Any, NamedTuple

import msgspec
import psycopg

from signaling.store.database import Database
from signaling.store.verify import verify
from signaling.visit.model import CUSTOMER
from tests.bench.page import PING_EVERY, View
from tests.bench.result import Figure, bounded, shown
from tests.bench.town import Person, Town
from tests.bench.wire import Line, frame

AGAIN = 1.0
"""Seconds after which a page sends again what was refused because it could not be saved."""

NOT_SAVED = frozenset({"not_saved", "busy", "internal", "shutting_down"})


class Refusal(NamedTuple):
    """What a page was told instead of *done*: `after` seconds after the press."""

    do: str
    code: str
    sentence: str
    after: float


class KeepingPage:
    """One page of one person. It comes back whenever its line is cut, and sends again what it saw no answer to."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.shown: View | None = None
        self.refusals: list[Refusal] = []
        self.pongs: list[float] = []
        self.welcomes: list[float] = []
        self._id = secrets.token_hex(16)
        self._line: Line | None = None
        self._kept: dict[str, tuple[dict[str, Any], float, asyncio.Future[dict[str, Any]]]] = {}
        self._changed = asyncio.Event()
        self._pinged = 0.0
        self._gone = False

    def leave(self) -> None:
        """It never comes back."""
        self._gone = True
        if self._line is not None:
            self._line.hang_up()

    async def stay(self, town: Town) -> None:
        """Until it leaves."""
        while not self._gone:
            with contextlib.suppress(OSError):
                line = await self._come(town)
                await line.closed.wait()
            self._line = None
            await asyncio.sleep(0.05)

    async def ping(self) -> None:
        """For ever."""
        while True:
            if self._line is not None:
                self._pinged = time.monotonic()
                self._say(type="ping", n=1)
            await asyncio.sleep(PING_EVERY)

    async def command(self, do: str, *, again: bool = True, **fields: Any) -> dict[str, Any]:
        """The answer, however long it takes. `again`: what could not be saved is asked for again, with the same id."""
        id_, pressed = secrets.token_hex(8), time.monotonic()
        action = {"type": "command", "id": id_, "action": {"do": do, **fields}}
        while True:
            said: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
            self._kept[id_] = (action, pressed, said)
            self._send(id_)
            answer = await said
            if answer["type"] == "refused":
                self.refusals.append(
                    Refusal(do, answer["code"], answer["sentence"], time.monotonic() - pressed)
                )
                if again and answer["code"] in NOT_SAVED:
                    await asyncio.sleep(AGAIN)
                    continue
            return answer

    async def sees(self, wanted: Callable[[View | None], bool]) -> None:
        """Returns when its newest view is wanted."""
        while not wanted(self.shown):
            self._changed.clear()
            await self._changed.wait()

    async def _come(self, town: Town) -> Line:
        headers = {"Origin": town.server.address, "Cookie": self.person.cookie}
        line = self._line = await Line.open(town.server.port, "/ws", headers, self._told)
        self._say(
            type="hello", protocol=1, build="bench", page=self._id, kind=self.person.kind, language="fi"
        )
        return line

    def _say(self, **message: Any) -> None:
        if self._line is not None:
            self._line.write(frame(msgspec.json.encode(message)))

    def _send(self, id_: str) -> None:
        action, pressed, _ = self._kept[id_]
        self._say(**action, ago=time.monotonic() - pressed)

    def _told(self, text: bytes) -> None:
        said = msgspec.json.decode(text)
        match said["type"]:
            case "welcome":
                self.welcomes.append(time.monotonic())
                for id_ in self._kept:
                    self._send(id_)
            case "view":
                self.shown = said["view"]
                self._changed.set()
            case "pong":
                self.pongs.append(time.monotonic() - self._pinged)
            case "done" | "gone" | "refused" if said["id"] in self._kept and not _waits(said):
                _, _, waiting = self._kept.pop(said["id"])
                if not waiting.done():
                    waiting.set_result(said)
            case _:
                pass


def _waits(answer: dict[str, Any]) -> bool:
    return bool(answer["type"] == "refused" and answer["code"] == "shutting_down")


EFFECT = {
    "call": "visit_opened",
    "answer": "joined",
    "begin_hold": "hold_began",
    "end_hold": "hold_ended",
    "end_visit": "matter_closed",
    "give_outcome": "outcome_given",
    "finish": "visit_ended",
    "wiped": "wiped",
}
"""What each press must leave in its visit's log, once."""


class Done(NamedTuple):
    visit: str
    do: str
    answer: str


class Pair:
    """A terminal that calls, again and again, and the experts that may be rung."""

    def __init__(
        self, terminal: KeepingPage, experts: Sequence[KeepingPage], pause: Callable[[], float]
    ) -> None:
        self.terminal = terminal
        self.done: list[Done] = []
        self.visit = ""
        self.expert: KeepingPage
        self._experts = experts
        self._pause = pause

    async def live(self, holds: int = 2) -> None:
        """For ever: one visit after the other."""
        while True:
            await self.begin()
            for _ in range(holds):
                await self.press(self.expert, "begin_hold")
                await self.press(self.expert, "end_hold")
            await self.end()

    async def begin(self) -> None:
        """A call, and its answer."""
        called = await self.call(again=True)
        if called["type"] != "done":
            raise RuntimeError(f"{self.terminal.person.id} called and was answered {called}")
        self.visit = called["visit"]
        self.done.append(Done(self.visit, "call", "done"))
        await self._rest()
        self.expert = await self._rung()
        assert self.expert.shown is not None
        await self.press(self.expert, "answer", offer=self.expert.shown["offer"])

    async def call(self, *, again: bool = False) -> dict[str, Any]:
        """**Soita**, and its answer."""
        service = self.terminal.person.service
        return await self.terminal.command("call", again=again, service=service, language="fi")

    async def end(self, ending: Callable[[], object] = lambda: None) -> None:
        """`ending` is called just before the press that ends the visit; outcome and wipe come after it."""
        await self.press(self.expert, "end_visit")
        ending()
        await self.press(self.terminal, "finish", score=5, words="")
        await self.press(self.expert, "give_outcome", matter=1, outcome="solved")
        await self.press(self.terminal, "wiped")

    async def press(self, who: KeepingPage, do: str, **fields: Any) -> None:
        visit = self.visit
        answer = await who.command(do, visit=visit, **fields)
        self.done.append(Done(visit, do, answer["type"] if answer["type"] != "refused" else answer["code"]))
        await self._rest()

    async def _rung(self) -> KeepingPage:
        """Whoever rings for this visit; somebody rings as soon as the server may ring anybody."""

        def rings(view: View | None) -> bool:
            return view is not None and (view["audience"], view["visit"]) == ("rung", self.visit)

        async with asyncio.TaskGroup() as group:
            waiting = [group.create_task(expert.sees(rings), name="rung") for expert in self._experts]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in waiting:
                task.cancel()
        return next(expert for expert in self._experts if rings(expert.shown))

    async def _rest(self) -> None:
        await asyncio.sleep(self._pause())


class Pairs(list[Pair]):
    """And every page there is."""

    def __init__(self, pages: Sequence[KeepingPage], pairs: Sequence[Pair]) -> None:
        super().__init__(pairs)
        self.pages = pages


async def timed(work: Awaitable[object]) -> float:
    """Seconds that it took."""
    began = time.monotonic()
    await work
    return time.monotonic() - began


@asynccontextmanager
async def keeping(town: Town, pause: Callable[[], float]) -> AsyncIterator["Pairs"]:
    """Everybody has come, experts are on shift, and each terminal is one of a pair. Nothing has been pressed yet."""
    experts = [KeepingPage(person) for person in town.experts]
    terminals = [KeepingPage(person) for person in town.terminals]
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(work, name=page.person.id)
            for page in (*experts, *terminals)
            for work in (page.stay(town), page.ping())
        ]
        try:
            for expert in experts:
                await expert.command("start_shift", camera=True, microphone=True)
            yield Pairs((*experts, *terminals), [Pair(terminal, experts, pause) for terminal in terminals])
        finally:
            for task in tasks:
                task.cancel()


class Judged(NamedTuple):
    """`lost`: acknowledged and not in the log. `doubled`: more than once. `misplaced`: in another order. `refused`: other answers."""

    acknowledged: int
    lost: int
    doubled: int
    misplaced: int
    refused: Sequence[Done]


def judge(pairs: Sequence[Pair], url: str) -> Judged:
    """What was acknowledged beside what the log of that store has."""
    stored = _streams(url)
    lost = doubled = misplaced = acknowledged = 0
    refused: list[Done] = []
    for pair in pairs:
        by_visit: dict[str, list[str]] = {}
        for done in pair.done:
            if done.answer == "done":
                by_visit.setdefault(done.visit, []).append(EFFECT[done.do])
            else:
                refused.append(done)
        for visit, wanted in by_visit.items():
            has = [kind for kind in stored.get(f"visit:{visit}", ()) if kind in set(EFFECT.values())]
            acknowledged += len(wanted)
            for kind in EFFECT.values():
                lost += max(0, wanted.count(kind) - has.count(kind))
                # The last one may be in the log though nobody has seen its answer yet.
                doubled += max(0, has.count(kind) - wanted.count(kind) - (kind == has[-1]))
            misplaced += has[: len(wanted)] != wanted
    return Judged(acknowledged, lost, doubled, misplaced, refused)


def _streams(url: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for stream, kind, data in events(url):
        if kind != "joined" or msgspec.json.decode(data)["person"] != CUSTOMER:
            found.setdefault(stream, []).append(kind)
    return found


def events(url: str) -> Sequence[tuple[str, str, str]]:
    """Stream, type and data of every event of a visit, in order."""
    query = "SELECT stream, type, data FROM event WHERE stream LIKE 'visit:%' ORDER BY stream, number"
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as store:
            return store.execute(query).fetchall()
    with psycopg.connect(url) as postgres:
        return postgres.execute(query.encode()).fetchall()


def is_whole(url: str) -> bool:
    """Whether `etaluukku log verify` finds nothing."""
    database = Database(url)
    try:
        return verify(database) == ()
    finally:
        database.close()


def none_of(judged: Judged) -> list[Figure]:
    """What must not be."""
    counts = {
        "acknowledged and lost": judged.lost,
        "doubled": judged.doubled,
        "in another order": judged.misplaced,
        "neither done nor refused for the store": len(judged.refused),
    }
    figures = [bounded(name, float(count), 0.0, [float(count)], "") for name, count in counts.items()]
    return [*figures, shown("acknowledged", [float(judged.acknowledged)], "")]
