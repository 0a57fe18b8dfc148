"""The store is lost under 20 commands a second, and put back from a copy that `etaluukku backup` has made each minute.

The server is killed and its store overwritten; then what docs/running.md tells IT to do: `etaluukku restore`, `log verify`, start.
"""

import asyncio
import random
import sqlite3
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.bench.result import Figure, bounded, shown, told
from tests.bench.town import Town, town
from tests.faults.keeping import events, keeping

VISITS = 10
A_SECOND = 20.0


async def run(folder: Path, every: float = 60.0) -> Sequence[Figure]:
    chance, copies = random.Random(9), folder / "copies"
    async with town(folder, visits=VISITS, start_quiet_seconds=0.0) as here:
        backup = await _program(
            "backup", "--to", str(copies), "--every", f"{every:g}", "--store", here.server.url
        )
        try:
            async with (
                keeping(here, lambda: chance.expovariate(A_SECOND / VISITS)) as pairs,
                asyncio.TaskGroup() as group,
            ):
                lives = [group.create_task(pair.live(), name="visits") for pair in pairs]
                await asyncio.sleep(every * 1.9)  # just before the next copy is made
                for life in lives:
                    life.cancel()
        finally:
            backup.terminate()
            await backup.wait()
        newest = _newest(here)
        await here.server.kill()
        here.server.store.write_bytes(b"\0" * 65_536)
        lost = time.monotonic()
        told("the store is lost")
        copy = max(copies.glob("etaluukku-*Z.db"))
        put_back = await (await _program("restore", str(copy), "--store", here.server.url)).wait()
        clean = await (await _program("log", "verify", "--store", here.server.url)).wait()
        gone = newest - _newest(here)
        await here.server.start()
        async with keeping(here, lambda: 0.0) as after:
            back = time.monotonic() - lost
            count = sum(1 for _ in events(here.server.url))
            served = len(after)
    told(
        f"{gone:.1f} s of the log are lost, {count} events are there, {served} terminals are back after {back:.1f} s"
    )
    return [
        bounded("lost", gone, 60.0, [gone], "s"),
        bounded("serving again", back, 600.0, [back], "s"),
        bounded(
            "put back and log verify clean",
            float(put_back == clean == 0),
            1.0,
            [1.0],
            "",
            more_is_better=True,
        ),
        shown("events put back", [float(count)], ""),
    ]


def _newest(here: Town) -> float:
    with closing(sqlite3.connect(f"file:{here.server.store}?mode=ro", uri=True)) as store:
        at: float = store.execute("SELECT max(at) FROM event").fetchone()[0]
        return at


async def _program(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "signaling", *arguments, stdout=DEVNULL)
