"""`answer`: from **Vastaa** to sound and picture at both ends, beside two bare peers negotiated cold in the same browser."""

import asyncio
import re
from collections.abc import Sequence

import aiohttp

from tests.bench.result import Figure, bounded, compared
from tests.browser.person import People, Person, until
from tests.browser.scenes import call
from tests.browser.server import Server

PAIRS = 30


async def _log_seconds(server: Server) -> float:
    """All the time that appends have taken so far."""
    async with aiohttp.ClientSession() as client, client.get(f"{server.address}/metrics") as answer:
        text = await answer.text()
    found = re.search(r"^etaluukku_append_seconds_sum\S* (\S+)$", text, re.MULTILINE)
    if found is None:
        raise RuntimeError("/metrics has no etaluukku_append_seconds_sum")
    return float(found.group(1))


async def _end(resident: Person, expert: Person) -> None:
    await expert.press("Lopeta asiointi")
    await expert.press("Asia hoitui")
    await resident.press("Ohita")
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()


async def run(server: Server, people: People, pairs: int = PAIRS) -> Sequence[Figure]:
    """Interleaved: one answer, one bare pair, and so on."""
    browser = await people.browser(0)
    address = server.address
    resident = await people.tab(browser, f"{address}/terminal?place=reposaari", 0)
    expert = await people.tab(browser, f"{address}/expert?as=rakennusvalvonta1", 0)
    bare = await people.tab(browser, f"{address}/health", 0)
    await expert.press("Aloita vuoro")
    sound: list[float] = []
    picture: list[float] = []
    view: list[float] = []
    log: list[float] = []
    bare_sound: list[float] = []
    bare_picture: list[float] = []
    for number in range(pairs):
        await call(resident, "Rakennusluvat")
        button = expert.page.get_by_role("button", name="Vastaa", exact=True)
        await button.wait_for()

        async def warm() -> bool:
            return any(row["state"] == "connected" for row in await resident.connections())

        await until(warm)
        appended = await _log_seconds(server)
        waits = [asyncio.create_task(p.page.evaluate("window.probe.arrival(1)")) for p in (resident, expert)]
        await button.click()
        arrivals = await asyncio.gather(*waits)
        log.append((await _log_seconds(server) - appended) * 1000)
        pressed = (await expert.page.evaluate("window.probe.presses()"))["Vastaa"]
        views = [
            (await resident.page.evaluate("window.probe.views()"))["customer"],
            (await expert.page.evaluate("window.probe.views()"))["staff"],
        ]
        sound.append(max(arrival["sound"] for arrival in arrivals) - pressed)
        picture.append(max(arrival["picture"] for arrival in arrivals) - pressed)
        view.append(max(views) - pressed)
        await _end(resident, expert)
        beside = await bare.page.evaluate("window.probe.barePeers()")
        bare_sound.append(beside["sound"])
        bare_picture.append(beside["picture"])
        print(f"pair {number + 1}/{pairs}: sound {sound[-1]:.0f} beside {bare_sound[-1]:.0f} ms", flush=True)
    return [
        compared("answer: sound", sound, bare_sound, 0.7),
        compared("answer: picture", picture, bare_picture, 1.0),
        bounded("answer: view at both", sorted(view)[len(view) // 2], 40.0, view),
        bounded("answer: the log's share", sorted(log)[len(log) // 2], 40.0, log),
    ]
