"""`answer`: from **Vastaa** to sound and picture at both ends, beside two bare peers negotiated cold in the same browser.

*Sound* is the first packet of it at the later of the two ends. What follows, the jitter buffer's start, is the browser's and the
same for both; *sound heard* has it in.
"""

import asyncio
import re
import statistics
from collections.abc import Sequence
from typing import NamedTuple

import aiohttp
from playwright.async_api import Browser

from tests.bench.bare import bare_relay
from tests.bench.result import Figure, bounded, compared, told
from tests.browser.person import People, Person, until
from tests.browser.scenes import call
from tests.browser.server import Server

PAIRS = 30
REACTION = 0.7
"""Seconds that a person needs at the least from seeing a button to pressing it."""


async def _log_seconds(server: Server) -> float:
    """All the time that appends have taken so far."""
    async with aiohttp.ClientSession() as client, client.get(f"{server.address}/metrics") as answer:
        text = await answer.text()
    found = re.search(r"^etaluukku_append_seconds_sum\S* (\S+)$", text, re.MULTILINE)
    if found is None:
        raise RuntimeError("/metrics has no etaluukku_append_seconds_sum")
    return float(found.group(1))


async def _seen(resident: Person, expert: Person) -> None:
    """The expert has seen who is calling: the link is ready, the own picture is there, and a hand has found the button."""

    async def ready() -> bool:
        linked = any(row["state"] == "connected" for row in await resident.connections())
        pictures = await expert.page.evaluate(
            "[...document.querySelectorAll('dialog video')].map((v) => v.readyState)"
        )
        return linked and bool(pictures) and min(pictures) >= 2

    await until(ready)
    await asyncio.sleep(REACTION)


async def _end(resident: Person, expert: Person) -> None:
    await expert.press("Lopeta asiointi")
    await expert.press("Asia hoitui")
    await resident.press("Ohita")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()


async def _bare_pair(one: Person, other: Person) -> dict[str, float]:
    """Milliseconds from the offerer's beginning to each kind of arrival at the later end."""
    ends = await asyncio.gather(
        other.page.evaluate("window.probe.barePeer(false)"), one.page.evaluate("window.probe.barePeer(true)")
    )
    for person in (one, other):
        await person.page.reload()
    begun = ends[1]["begun"]
    return {what: max(end[what] for end in ends) - begun for what in ("sound", "heard", "picture")}


class Limits(NamedTuple):
    """Each of the same of two bare peers."""

    sound: float
    picture: float


async def run(server: Server, people: People, pairs: int = PAIRS) -> Sequence[Figure]:
    """In one browser, on one machine."""
    async with bare_relay() as relay:
        browser = await people.browser(0)
        measured = await measure(server, people, relay, (browser, browser), pairs)
    return [
        *measured.judged(Limits(sound=0.7, picture=1.0)),
        bounded("answer: view at both", statistics.median(measured.view), 40.0, measured.view),
        bounded("answer: the log's share", statistics.median(measured.log), 40.0, measured.log),
        compared("answer: sound heard", measured.ours["heard"], measured.bare["heard"], 1.0),
    ]


class Measured(NamedTuple):
    """Milliseconds from the press, a run each: of each kind of arrival here and between bare peers, of the view at both, of the log."""

    ours: dict[str, list[float]]
    bare: dict[str, list[float]]
    view: list[float]
    log: list[float]

    def judged(self, limits: Limits) -> Sequence[Figure]:
        return [
            compared(f"answer: {what}", self.ours[what], self.bare[what], limit)
            for what, limit in limits._asdict().items()
        ]


async def measure(
    server: Server, people: People, relay: str, browsers: tuple[Browser, Browser], pairs: int
) -> Measured:
    """Interleaved: one answer between a resident in the first browser and an expert in the second, one bare pair, and so on."""
    strangers = [await people.window(browser, relay, 0) for browser in browsers]
    address = server.address
    resident = await people.window(browsers[0], f"{address}/terminal?place=reposaari", 0)
    expert = await people.window(browsers[1], f"{address}/expert?as=rakennusvalvonta1", 0)
    for person in (resident, expert):
        await person.rest()
    await expert.press("Aloita vuoro")
    ours: dict[str, list[float]] = {what: [] for what in ("sound", "heard", "picture")}
    bare: dict[str, list[float]] = {what: [] for what in ours}
    view: list[float] = []
    log: list[float] = []
    for number in range(pairs):
        await call(resident, "Rakennusluvat")
        await _seen(resident, expert)
        appended = await _log_seconds(server)
        waits = [asyncio.create_task(p.page.evaluate("window.probe.arrival(1)")) for p in (resident, expert)]
        await expert.press("Vastaa")
        arrivals = await asyncio.gather(*waits)
        log.append((await _log_seconds(server) - appended) * 1000)
        pressed = (await expert.page.evaluate("window.probe.presses()"))["Vastaa"]
        views = [
            (await resident.page.evaluate("window.probe.views()"))["customer"],
            (await expert.page.evaluate("window.probe.views()"))["staff"],
        ]
        view.append(max(views) - pressed)
        await _end(resident, expert)
        beside = await _bare_pair(*strangers)
        for what, times in ours.items():
            times.append(max(arrival[what] for arrival in arrivals) - pressed)
            bare[what].append(beside[what])
        told(f"pair {number + 1}/{pairs}: sound {ours['sound'][-1]:.0f} beside {bare['sound'][-1]:.0f} ms")
    return Measured(ours, bare, view, log)
