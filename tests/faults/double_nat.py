"""Both ends are behind routers that show everybody another random port (symmetric NAT), so packets go over UDP to coturn.

Visits as in F21, one after the other.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, worst
from tests.faults.relays import visits
from tests.wan.net import End

CONNECTS = 50
ROUTER = End(nat=True)


async def run(folder: Path, connects: int = CONNECTS) -> Sequence[Figure]:
    took, carried = await visits(folder / "nat", ROUTER, connects)
    share = 100 * sum(set(ways) <= {"udp", ""} and ways != ["", ""] for ways in carried) / connects
    return [
        worst("answer → first sound", took, 6.0, "s"),
        worst("connects over UDP to a relay, of each 100", [share], 100.0, "", more_is_better=True),
    ]
