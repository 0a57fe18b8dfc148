"""The server's clock is put forward by an hour in the middle of visits, and back by two.

By libfaketime, which stands between the process and the system's clock; the monotonic clock goes on as it is. Visits last what they
last, their events stay in order, and `/health` tells how far the service's clock is from the wall's.
"""

import asyncio
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import aiohttp
import msgspec

from tests.bench.result import Figure, bounded, told, worst
from tests.bench.town import Town, town
from tests.faults.keeping import Pair, events, is_whole, judge, keeping, none_of

VISITS = 4
HOUR = 3600
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), Path("libfaketime.so.1"))


async def run(folder: Path, lasts: float = 6.0) -> Sequence[Figure]:
    wall = folder / "wall"
    wall.write_text("+0")
    settings = {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(wall),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    ahead: list[float] = []
    lasted: dict[str, float] = {}
    async with (
        town(folder, visits=VISITS, environment=settings, start_quiet_seconds=0.0) as here,
        keeping(here, lambda: 0.0) as pairs,
    ):
        for offset in ("+0", f"+{HOUR}", f"-{HOUR}"):
            lives = [_live(pair, lasts, lasted) for pair in pairs]
            async with asyncio.TaskGroup() as group:
                for life in lives:
                    group.create_task(life, name="visit")
                await asyncio.sleep(lasts / 2)
                wall.write_text(offset)
                await asyncio.sleep(lasts / 4)
                ahead.append(await _ahead(here))
            told(f"the wall's clock at {offset} s: the service's is {ahead[-1]:.1f} s ahead of it")
    errors, disorder = [], 0
    for visit, seconds in lasted.items():
        mine = [
            (kind, msgspec.json.decode(data)["at"])
            for stream, kind, data in events(here.server.url)
            if stream == f"visit:{visit}"
        ]
        at = dict(mine)
        errors.append(abs(at["visit_ended"] - at["visit_opened"] - seconds))
        disorder += sum(later < earlier for (_, earlier), (_, later) in pairwise(mine))
    told_off = [abs(ahead[1] + HOUR), abs(ahead[2] - HOUR)]
    judged = judge(pairs, here.server.url)
    return [
        worst("a visit's length, error", errors[VISITS:], 1.0, "s", beside=errors[:VISITS]),
        bounded("events before the one before them", float(disorder), 0.0, [float(disorder)], ""),
        worst("what /health tells of the jump, error", told_off, 5.0, "s", beside=[abs(ahead[0])]),
        *none_of(judged),
        bounded("log verify clean", float(is_whole(here.server.url)), 1.0, [1.0], "", more_is_better=True),
    ]


async def _live(pair: Pair, lasts: float, lasted: dict[str, float]) -> None:
    began = time.monotonic()
    await pair.begin()
    await asyncio.sleep(lasts)
    visit = pair.visit
    ended: list[float] = []
    await pair.end(ending=lambda: ended.append(time.monotonic() - began))
    lasted[visit] = ended[-1]


async def _ahead(here: Town) -> float:
    async with aiohttp.ClientSession() as client, client.get(f"{here.server.address}/health") as answer:
        ahead: float = (await answer.json())["clock_ahead_s"]
        return ahead
