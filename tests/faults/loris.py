"""Two thousand half-sent requests that drip a byte every ten seconds, and two hundred signed-in pages that never read.

Somebody else signs in every second, talks on and presses buttons meanwhile. The two hundred ask for their boards anew as fast as their limit
allows, so that much is to be written to them. Beside it: the same people before any of it begins.
"""

import asyncio
import re
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from tests.bench.result import Figure, bounded, shown, told, worst
from tests.bench.town import Person, Town
from tests.faults.hostile import bare_line, others, said
from tests.load.witness import witness

HALF = 2_000
DEAF = 200
CUT_WITHIN = 15.0
DEAF_WITHIN = 60.0


async def run(folder: Path, half: int = HALF, deaf: int = DEAF) -> Sequence[Figure]:
    async with others(folder, deaf + 1) as (here, pair, alone):
        before = here.server.memory()
        async with witness(here, pair) as seen:
            halves = await _halves(here, half)
            told(f"{half} half-sent requests: the last was cut after {max(halves):.1f} s")
            cut_after, grown = await _deaf(here, here.screens[:deaf], before)
            told(f"{deaf} pages that never read: all cut after {cut_after:.1f} s")
    return [
        worst("a half-sent request is cut off", halves, CUT_WITHIN, "s"),
        bounded(f"{deaf} pages that never read are cut off", cut_after, DEAF_WITHIN, [cut_after], "s"),
        shown("memory for them, at the most, each", [grown / deaf / 1024], "KiB"),
        *seen.figures("meanwhile", alone),
    ]


async def _halves(here: Town, number: int) -> Sequence[float]:
    """Seconds that each of so many lived."""
    lived: list[float] = []

    async def one(place: int) -> None:
        await asyncio.sleep(place / 500)
        reader, writer = await asyncio.open_connection("127.0.0.1", here.server.port)
        began = time.perf_counter()
        writer.write(b"GET /ws HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")

        async def drip() -> None:
            while True:
                await asyncio.sleep(10)
                writer.write(b"a")

        dripping = asyncio.create_task(drip(), name="drip")
        try:
            async with asyncio.timeout(90):
                await reader.read()
        except (ConnectionError, TimeoutError):
            pass
        finally:
            dripping.cancel()
            writer.transport.abort()
        lived.append(time.perf_counter() - began)

    async with asyncio.TaskGroup() as group:
        for place in range(number):
            group.create_task(one(place), name=f"half {place}")
    return lived


async def _deaf(here: Town, people: Sequence[Person], before: int) -> tuple[float, int]:
    """Seconds until the server has got rid of all of them, and bytes that it had more meanwhile."""
    began, most = time.perf_counter(), 0
    async with asyncio.TaskGroup() as group:
        sockets_before = await _sockets(here)
        deaf = [group.create_task(_never_reads(here, person), name="deaf") for person in people]
        await asyncio.sleep(1)
        while time.perf_counter() - began < 2 * DEAF_WITHIN:
            most = max(most, here.server.memory() - before)
            if all(task.done() for task in deaf) and await _sockets(here) <= sockets_before + 1:
                break
            await asyncio.sleep(0.5)
        for task in deaf:
            task.cancel()
    return time.perf_counter() - began, most


async def _never_reads(here: Town, person: Person) -> None:
    """Asks for as much as it may, until its line is cut."""
    async with bare_line(here, person) as (_, writer):
        assert isinstance(writer.transport, asyncio.Transport)
        writer.transport.pause_reading()
        number = 0
        while not writer.transport.is_closing():
            number += 1
            writer.write(said(type="set_language", language=("fi", "sv", "en")[number % 3]))
            await asyncio.sleep(0.06)


async def _sockets(here: Town) -> int:
    async with aiohttp.ClientSession() as client, client.get(f"{here.server.address}/metrics") as answer:
        found = re.search(r"^etaluukku_sockets (\d+)", await answer.text(), re.MULTILINE)
    assert found is not None
    return int(found[1])
