"""Messages that are monstrous, each over a socket of its own that is signed in: too large, too deep, in too many pieces, no text at all.

A megabyte of JSON, a hundred thousand brackets, a million empty fragments, a compressed bomb, ten thousand pings, NaN, half a surrogate, NUL
and marks that turn text around. What must close the socket does so while somebody else talks, presses buttons and signs in.
"""

import asyncio
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.result import Figure, bounded, shown, told, worst
from tests.bench.town import Person, Town
from tests.faults.hostile import bare_line, others, said
from tests.load.witness import Witness, witness
from tests.transport.raw import BINARY, MORE, PING, TEXT, frame

EACH = 20
CLOSED_WITHIN = 100.0
GROWTH = 5.0


class Monster(NamedTuple):
    """What is written, and the code that is said; `closes`: and then the socket is closed."""

    name: str
    bytes_: bytes
    code: bytes
    closes: bool


def _command(words: bytes) -> bytes:
    return frame(
        b'{"type":"command","id":"12345678","action":{"do":"finish","visit":"v","score":1,"words":"'
        + words
        + b'"}}'
    )


MONSTERS = (
    Monster("1 MB of JSON", frame(b'{"type":"ping","n":"' + b"0" * 1_000_000 + b'"}'), b"too_large", closes=True),
    Monster("100,000 brackets", frame(b"[" * 100_000), b"too_large", closes=True),
    Monster("60,000 brackets", frame(b"[" * 60_000), b"too_deep", closes=False),
    Monster("a million empty fragments", frame(b"{", TEXT, last=False) + frame(b"", MORE, last=False) * 1_000_000, b"too_many_bytes", closes=True),
    Monster("70,000 fragments of a byte", frame(b"{", TEXT, last=False) + frame(b" ", MORE, last=False) * 70_000, b"too_large", closes=True),
    Monster("a compressed bomb", frame(zlib.compress(b"0" * 50_000_000)[:60_000], bits=0x40), b"bad_frame", closes=True),
    Monster("10,000 pings", frame(b"", PING) * 10_000, b"too_many_messages", closes=True),
    Monster("two megabytes of bytes", frame(b"\0" * 60_000, BINARY) * 40, b"too_many_bytes", closes=True),
    Monster("bytes that are no UTF-8", frame(b'{"type":"\xff"}'), b"bad_json", closes=True),
    Monster("NaN", frame(b'{"type":"ping","n":NaN}'), b"bad_json", closes=False),
    Monster("half a surrogate", _command(b"\\ud800"), b"bad_json", closes=False),
    Monster("NUL", _command(b"\\u0000"), b"invalid_message", closes=False),
    Monster("marks that turn text around", _command("\u202e".encode()), b"invalid_message", closes=False),
)  # fmt: skip


async def run(folder: Path, each: int = EACH) -> Sequence[Figure]:
    async with others(folder, len(MONSTERS) + 1) as (here, pair, alone):
        for monster, person in zip(MONSTERS, here.screens, strict=False):
            await _meet(here, person, monster)
        before = here.server.memory()
        async with witness(here, pair) as seen:
            took = await _meet_all(here, each)
        grown = (here.server.memory() - before) / 2**20
        failed = here.server.output().count("Traceback")
    return _figures(took, grown, failed, seen, alone)


def _figures(
    took: dict[str, list[float]], grown: float, failed: int, seen: Witness, alone: Witness
) -> Sequence[Figure]:
    closing = {monster.name for monster in MONSTERS if monster.closes}
    return [
        *(
            worst(f"{name}: {'closed' if name in closing else 'refused'}", times, CLOSED_WITHIN)
            for name, times in took.items()
        ),
        bounded("memory grows by", grown, GROWTH, [grown], "MiB"),
        worst("exceptions that nobody caught", [float(failed)], 0.0, ""),
        *seen.figures("meanwhile", alone),
        shown("monsters", [float(sum(map(len, took.values())))], ""),
    ]


async def _meet_all(here: Town, each: int) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {monster.name: [] for monster in MONSTERS}
    for number in range(each):
        for monster, person in zip(MONSTERS, here.screens, strict=False):
            took[monster.name].append(await _meet(here, person, monster))
            await asyncio.sleep(0.05)
        told(f"round {number + 1}/{each}")
    return took


async def _meet(here: Town, person: Person, monster: Monster) -> float:
    """Milliseconds from when it was read by the system on the other side to the answer, or to the closing frame."""
    async with bare_line(here, person) as (reader, writer):
        writer.write(said(type="ping", n=1))
        await reader.readuntil(b'{"type":"pong","n":1}')
        began = time.perf_counter()
        writer.write(monster.bytes_)
        async with asyncio.timeout(20):
            await reader.readuntil(b'"code":"' + monster.code + b'"')
            if monster.closes:
                await reader.readuntil(b"\x88\x02")
        return (time.perf_counter() - began) * 1000
