"""What is known beforehand, measured before anything else is: a line that must be as it was told to be.

A clean line must lose nothing and be late by nothing to speak of; one that is told to lose a tenth and to take 100 ms must do so.
Where it is not so, the machine is too busy or the tool is broken, and whatever is measured then says nothing of the program.
"""

import asyncio
from collections.abc import Sequence

from tests.bench.result import Figure, bounded, percentile
from tests.browser.server import free_port
from tests.wan.ear import Ear, send
from tests.wan.net import End, Net, net
from tests.wan.way import Way

SENT = 2_000
LOSS = 0.1
DELAY = 0.1
LATE = 20.0
"""Milliseconds that a packet in a hundred may be late."""


async def control() -> Sequence[Figure]:
    """Takes a few seconds. Void where one of them has not `passed`."""
    asked = Way(loss=LOSS, delay=DELAY)
    async with net(free_port(), clean=End(), thin=End(out=asked), ear=End()) as made:
        clean = await _sent(made, "clean")
        thin = await _sent(made, "thin")
    (clean_lost, _, clean_late), (thin_lost, thin_first, thin_late) = map(_what_came, (clean, thin))
    off, first = abs(thin_lost - 100 * LOSS), thin_first - 1000 * DELAY
    asked_for = f"a line of {LOSS:.0%} loss and {1000 * DELAY:.0f} ms"
    return [
        bounded("a clean line: lost", clean_lost, 0.0, [clean_lost], "%"),
        bounded("a clean line: p99 late by", clean_late, LATE, [clean_late]),
        bounded(f"{asked_for}: loss off by", off, 2.5, [off], "points"),
        bounded(f"{asked_for}: the quickest late by", first, 0.0, [first], more_is_better=True),
        bounded(f"{asked_for}: p99 late by", thin_late - 1000 * DELAY, LATE, [thin_late - 1000 * DELAY]),
    ]


async def _sent(made: Net, site: str) -> Sequence[float]:
    """How many seconds each took that came."""
    with Ear(made, "ear") as ear:
        await send(made, site, ear, SENT)
        await asyncio.sleep(2 * DELAY)
        return [after for _, after in ear.came()]


def _what_came(came: Sequence[float]) -> tuple[float, float, float]:
    """Per cent lost, and after how many milliseconds the first and 99 in a hundred of the others had come."""
    late = sorted(1000 * after for after in came)
    return 100 * (1 - len(came) / SENT), late[0], percentile(late, 0.99)
