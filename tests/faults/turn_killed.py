"""The coturn through which a talk goes is killed with `kill -9`, and a second one stands by.

In turns where packets go to it over UDP and where nothing but TLS on port 443 gets out, and over UDP with the whole machine gone, which answers
nothing at all. What is told is the longest time without a packet of sound, at the end where it was longer. A browser that has reached both machines before goes
over to the other by itself when its TCP connection ends; over UDP nothing tells it, and the link is replaced.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.faults.relays import Relayed, relayed
from tests.wan.net import End
from tests.wan.way import Way

RUNS = 5
GONE = Way(loss=1.0)
WALLED = End(wall=True)
HTTPS_ALONE = End(tcp_to=(443,))


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    udp = [await _back(folder / f"udp {number}", WALLED) for number in range(runs)]
    tls = [await _back(folder / f"tls {number}", HTTPS_ALONE) for number in range(runs)]
    gone = [await _back(folder / f"gone {number}", WALLED, machine=True) for number in range(runs)]
    return [
        worst("sound back, UDP to coturn", udp, 10.0, "s"),
        worst("sound back, TLS to coturn", tls, 10.0, "s"),
        worst("sound back, its machine gone", gone, 10.0, "s"),
    ]


async def _back(folder: Path, end: End, *, machine: bool = False) -> float:
    """Seconds."""
    async with relayed(folder, end) as made:
        await made.sound_after(await made.answer())
        for one, other in (made.both, made.both[::-1]):
            await one.wait_to_hear(other)
        before = await made.relays()
        killed = time.time() * 1000
        await _lose(made, next(filter(None, (site for site, _ in before))), machine=machine)
        back = await made.silence_after(killed)
        for one, other in (made.both, made.both[::-1]):
            await one.wait_to_hear(other)
        told(f"{folder.name}: {before} to {await made.relays()}, {back:.2f} s")
        return back


async def _lose(made: Relayed, site: str, *, machine: bool) -> None:
    if machine:
        await made.lines.change(site, out=GONE, home=GONE)
    else:
        await made.turns[site].kill()
