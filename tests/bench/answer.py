"""`answer`: from **Vastaa** to sound and picture at both ends, beside two bare peers negotiated cold in the same browser.

*Sound* is the first packet of it at the later of the two ends. What follows, the jitter buffer's start, is the browser's and the
same for both; *sound heard* has it in.
"""

import asyncio
import re
import statistics
from collections.abc import Sequence

import aiohttp

from tests.bench.bare import bare_relay
from tests.bench.result import Figure, bounded, compared
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


async def run(server: Server, people: People, pairs: int = PAIRS) -> Sequence[Figure]:
    """Interleaved: one answer, one bare pair, and so on."""
    async with bare_relay() as relay:
        return await _run(server, people, relay, pairs)


async def _run(server: Server, people: People, relay: str, pairs: int) -> Sequence[Figure]:
    browser = await people.browser(0)
    strangers = [await people.window(browser, relay, 0) for _ in range(2)]
    address = server.address
    resident = await people.window(browser, f"{address}/terminal?place=reposaari", 0)
    expert = await people.window(browser, f"{address}/expert?as=rakennusvalvonta1", 0)
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
        print(
            f"pair {number + 1}/{pairs}: sound {ours['sound'][-1]:.0f} beside {bare['sound'][-1]:.0f} ms",
            flush=True,
        )
    return [
        compared("answer: sound", ours["sound"], bare["sound"], 0.7),
        compared("answer: picture", ours["picture"], bare["picture"], 1.0),
        bounded("answer: view at both", statistics.median(view), 40.0, view),
        bounded("answer: the log's share", statistics.median(log), 40.0, log),
        compared("answer: sound heard", ours["heard"], bare["heard"], 1.0),
    ]
