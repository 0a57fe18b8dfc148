"""The connection of a talk is closed at both ends at the same moment, two hundred times: both ends want another at once.

Each time there has to be one live connection at each end, and sound of the other, within three seconds.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, told, worst
from tests.browser.person import Person, until
from tests.faults.near import near

RUNS = 200

BREAK = "at => new Promise((done) => setTimeout(() => done(window.probe.breakOne()), at - performance.timeOrigin - performance.now()))"

LIVE = """async () => {
  const rows = (await window.probe.connections()).filter((row) => row.state !== "closed");
  return rows.map((row) => [row.state, row.sound]);
}"""


async def _one_alive(person: Person) -> bool:
    rows = await person.page.evaluate(LIVE)
    return len(rows) == 1 and rows[0][0] == "connected" and rows[0][1] > 5


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    took: list[float] = []
    async with near(folder) as made:
        for number in range(runs):
            at = time.time() + 0.3
            broke = await asyncio.gather(*(person.page.evaluate(BREAK, 1000 * at) for person in made.both))
            assert all(broke), "there is no connection to break"
            for person in made.both:
                await until(lambda person=person: _one_alive(person), within=30, every=0.03)  # type: ignore[misc]
            took.append(time.time() - at)
            if number % 10 == 9:
                told(f"{number + 1}/{runs}: the slowest of ten took {max(took[-10:]):.2f} s")
    return [worst("one live connection at each end, with sound", took, 3.0, "s")]
