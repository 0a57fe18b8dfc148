"""Visits have come and gone: the server has no more tasks, sockets, files, entries or objects than before them."""

import asyncio
import contextlib
import gc
import weakref
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from signaling import app
from signaling.service.service import Service
from signaling.transport.http import Server
from tests.transport.live import Town, settings_for, town

KEPT_ON_PURPOSE = {"Answers._kept of each"}
"""For ten minutes, and at most so many: the same press gets the same answer."""

EXPERTS = ("rakennusvalvonta1", "rakennusvalvonta2")
CONTAINERS = (dict, list, set, deque)


def entries(*roots: object) -> Counter[str]:
    """How many entries the containers have that the server's own objects hold, by class and attribute."""
    found: Counter[str] = Counter()
    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [("", root) for root in roots]
    while waiting:
        name, thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, CONTAINERS):
            found[name] += len(thing)
            inside = thing.values() if isinstance(thing, dict) else thing
            waiting += [(f"{name} of each", each) for each in inside]
        elif isinstance(thing, tuple):
            waiting += [(name, each) for each in thing]
        elif type(thing).__module__.startswith("signaling."):
            attributes = [*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ())]
            waiting += [
                (f"{type(thing).__name__}.{attribute}", getattr(thing, attribute, None))
                for attribute in attributes
            ]
    return found


def held() -> Counter[str]:
    """Files and sockets that this process has open, by kind."""
    kinds = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
            kinds.append("file" if target.startswith("/") else target.partition(":")[0])
        except FileNotFoundError:  # the folder's own
            continue
    return Counter(kinds)


async def one_visit(running: Town, place: str, expert: str) -> None:
    """Both pages come, talk, end, and go."""
    ringing = await running.page("expert", expert)
    await ringing.command("start_shift", camera=True, microphone=True)
    resident = await running.page("terminal", place)
    visit = (await resident.command("call", service="rakennusluvat", language="fi"))["visit"]
    offer = (await ringing.view("rung"))["offer"]
    await ringing.command("answer", visit=visit, offer=offer)
    (link,) = (await resident.view("customer"))["links"]
    for page in (resident, ringing):
        body = {"kind": "candidate", "candidate": "", "mid": None, "index": None}
        await page.say(type="signal", link=link["id"], attempt=0, body=body)
    await ringing.command("begin_hold", visit=visit)
    await ringing.command("end_visit", visit=visit)
    await ringing.command("give_outcome", visit=visit, matter=1, outcome="solved")
    await ringing.command("end_shift")
    await resident.command("finish", visit=visit, score=None, words="")
    await resident.command("wiped", visit=visit)
    for page in (resident, ringing):
        await page.socket.close()


async def at_rest(running: Town, service: Service) -> None:
    """Everybody has gone, and the service has put away what nobody needs."""
    hub = service._parts.hub
    await until(lambda: not (service.metrics.sessions or tuple(service.visits.open()) or sockets_open()))
    service._parts.facts.learn_waits(())  # as once a minute: estimates of who waits no longer are forgotten
    for _ in range(2):  # rounds of boards, of which each forgets what the one before it did not ask about
        hub.mark()
        await until(lambda: hub.due() is None)
    gc.collect()


async def until(ready: Callable[[], bool]) -> None:
    """Looks often: whatever it waits for tells nobody."""
    async with asyncio.timeout(10):
        while True:
            if ready():
                return
            await asyncio.sleep(0.02)


def sockets_open() -> int:
    return sum(task.get_name().startswith("socket ") for task in asyncio.all_tasks())


async def test_after_two_hundred_visits_everything_is_as_after_ten(folder: Path) -> None:
    async with town(settings_for(folder)) as running:
        objects = gc.get_objects()
        service = the_service()
        (server,) = (
            each for each in objects if isinstance(each, Server) and each._metrics is service.metrics
        )
        del objects
        measured = []
        for visits in (10, 200):
            for number in range(visits):
                await one_visit(running, ("lavia", "reposaari", "ahlainen")[number % 3], EXPERTS[number % 2])
            await at_rest(running, service)
            names = Counter(
                task.get_name() for task in asyncio.all_tasks() if not task.get_name().startswith("Task-")
            )
            measured.append((names, len(asyncio.all_tasks()), held(), entries(service, server)))
        (names, tasks, files, before), (names_after, tasks_after, files_after, after) = measured
        assert names_after == names
        assert tasks_after <= tasks
        assert files_after["socket"] <= files["socket"]
        # The store's readers open when they are first needed, a few files each.
        assert (files_after - files).total() < 20, files_after
        grown = {name: count for name, count in after.items() if count > before[name]}
        assert set(grown) <= KEPT_ON_PURPOSE, grown
        assert after["Answers._kept of each"] > before["Answers._kept of each"], (
            "the walk does not find what does grow"
        )
        assert service.metrics.faults == 0


def the_service() -> Service:
    """The one that serves now."""
    (service,) = (each for each in gc.get_objects() if isinstance(each, Service) and not each._closing)
    return service


def objects() -> Counter[str]:
    """How many there are of each class of ours, but for what is shown: of that the latest differs."""
    return Counter(
        type(each).__qualname__
        for each in gc.get_objects()
        if str(type(each).__module__).startswith("signaling.")
        and type(each).__module__ != "signaling.protocol.views"
    )


async def test_nothing_waits_for_the_collector(folder: Path) -> None:
    """It comes seldom (`CONSTANT_GC`): what only it would find of a visit, or of a page that has gone, were growth until then."""
    async with town(settings_for(folder)) as running:
        for number in range(4):
            await one_visit(running, "lavia", EXPERTS[number % 2])
        service = the_service()
        await at_rest(running, service)
        gc.disable()
        try:
            before = objects()
            for number in range(10):
                await one_visit(running, "lavia", EXPERTS[number % 2])
            with contextlib.suppress(TimeoutError):
                await until(lambda: not objects() - before)
            grown = objects() - before
        finally:
            gc.enable()
        assert not grown, grown


class Ring:
    def __init__(self) -> None:
        self.itself = self


async def test_a_full_pass_is_made_when_nobody_is_in_a_visit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "COLLECTED_EVERY", 0.1)
    monkeypatch.setattr(app, "QUIET_LOOKED_FOR", 0.1)
    gc.disable()  # but for whoever asks
    try:
        async with town(settings_for(folder)) as running:
            resident = await running.page("terminal", "lavia")
            visit = (await resident.command("call", service="rakennusluvat", language="fi"))["visit"]
            service = the_service()
            await until(lambda: bool(service.metrics.open_visits))
            lost = weakref.ref(Ring())
            await asyncio.sleep(0.5)  # time for several passes, had they been due
            assert lost() is not None
            await resident.command("cancel", visit=visit)
            await until(lambda: lost() is None)
    finally:
        gc.enable()
