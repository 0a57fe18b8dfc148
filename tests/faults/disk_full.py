"""The store's disk, 24 MiB, is filled to its last byte while visits are under way; ten seconds later there is room again.

Visits under way come to their end with what was kept in reserve, none begins, and `/health` says why.
"""

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from tests.bench.result import Figure, bounded, told, worst
from tests.bench.town import TownServer, town
from tests.faults.keeping import is_whole, judge, keeping, none_of, timed

VISITS = 12
TALKING = 10
RESERVE_MIB = 4.0
DISK = "24m"


async def run(folder: Path) -> Sequence[Figure]:
    with _disk(folder / "disk") as disk:
        async with (
            town(disk, visits=VISITS, start_quiet_seconds=0.0, store_reserve_mib=RESERVE_MIB) as here,
            keeping(here, lambda: 0.0) as pairs,
        ):
            control = [await timed(pair.begin()) for pair in pairs[:TALKING]]
            _fill(disk / "others")
            filled = time.monotonic()
            told("the disk is full")
            refused: list[float] = []
            while not refused:  # a log that has grown before has room for some
                answer = await pairs[-1].call()
                if answer["type"] == "refused":
                    refused.append(pairs[-1].terminal.refusals[-1].after)
            said = await _said(here.server, "disk_full")
            ended = [await timed(pair.end()) for pair in pairs[:TALKING]]
            last = await pairs[-2].call()
            refused += [refusal.after for refusal in pairs[-2].terminal.refusals]
            (disk / "others").unlink()
            room = time.monotonic()
            well = await _said(here.server, "ok")
            again = await timed(pairs[-2].begin())
        told(f"full after {said - filled:.1f} s, well {well - room:.1f} s after there was room")
        judged = judge(pairs, here.server.url)
        whole = is_whole(here.server.url)
    return [
        bounded(
            "a new visit is refused", float(last["type"] == "refused"), 1.0, [1.0], "", more_is_better=True
        ),
        worst("refused", refused, 16.0, "s"),
        bounded("/health says disk_full", said - filled, 5.0, [said - filled], "s"),
        worst("a visit under way: all of its end in the log", ended, 10.0, "s", beside=control),
        bounded("well again once there is room", well - room, 10.0, [well - room], "s"),
        bounded("a visit begins then", again, 12.0, [again], "s", beside=control),
        *none_of(judged),
        bounded("log verify clean", float(whole), 1.0, [float(whole)], "", more_is_better=True),
    ]


@contextmanager
def _disk(folder: Path) -> Iterator[Path]:
    """A file system of its own, as small as that."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def _fill(file: Path) -> None:
    with file.open("wb", buffering=0) as others, contextlib.suppress(OSError):
        while True:
            others.write(b"x" * 4096)


async def _said(server: TownServer, wanted: str) -> float:
    """When `/health` said so."""
    async with aiohttp.ClientSession() as client, asyncio.timeout(30):
        while True:
            async with client.get(f"{server.address}/health") as answer:
                if (await answer.json())["status"] == wanted:
                    return time.monotonic()
            await asyncio.sleep(0.1)
