"""Both networks let nothing out but TCP to port 443, so everything goes over TLS to coturn.

Visits one after the other between the same two pages, each with connections of its own. The expert presses **Vastaa** as soon as it rings, so that the answer has
to wait for the connection. Beside it the same on lines that are open, where nobody may be relayed.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, worst
from tests.faults.relays import visits
from tests.wan.net import End

CONNECTS = 50
BESIDE = 10
HTTPS_ALONE = End(tcp_to=(443,))


async def run(folder: Path, connects: int = CONNECTS, beside: int = BESIDE) -> Sequence[Figure]:
    through, carried = await visits(folder / "https", HTTPS_ALONE, connects)
    straight, free = await visits(folder / "open", End(), beside)
    return [
        worst("answer → first sound", through, 6.0, "s", beside=straight),
        worst(
            "connects over TLS, of each 100",
            [100 * carried.count(["tls", "tls"]) / connects],
            100.0,
            "",
            more_is_better=True,
        ),
        worst("relayed on open lines, of each 100", [100 - 100 * free.count(["", ""]) / beside], 0.0, ""),
    ]
