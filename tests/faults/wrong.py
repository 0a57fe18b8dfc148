"""A hundred thousand messages, descriptions and packets that are almost right (`make fuzz`).

60,000 messages from a hundred signed-in pages, half of them in a visit, over real sockets; 20,000 to what reads messages; 18,500 descriptions to what
reads them, 500 to an endpoint's connection of its own; 1,000 packets a second to the media ports of two endpoints that talk, for ten seconds.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from endpoint.cli import freeze
from tests.bench.result import Figure, told, worst
from tests.load import fuzz

CASES = {"decoders": 20_000, "parsers": 18_500, "peers": 500, "packets": 10_000, "sockets": 60_000}


async def run(folder: Path, share: float = 1.0) -> Sequence[Figure]:
    freeze()  # as an endpoint does
    found: list[Figure] = []
    failed = 0
    for part, cases in CASES.items():
        try:
            found += await asyncio.to_thread(fuzz.run, part, range(round(cases * share)))
        except fuzz.Trouble as trouble:
            told(str(trouble))
            failed += 1
    return [worst("exceptions that nobody caught", [float(failed)], 0.0, ""), *found]
