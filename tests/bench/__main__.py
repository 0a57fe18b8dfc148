"""`make bench` prints a table; `make -s bench BENCH=name` prints one JSON line last."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from signaling.app import event_loop
from tests.bench import adding, answer, bring_in, command, log, relay, sockets
from tests.bench.in_browsers import in_browsers
from tests.bench.result import Figure, json_line

Run = Callable[[Path], Awaitable[Sequence[Figure]]]


class Benchmark(NamedTuple):
    """`run` is given a folder on a disk. `loop`: what it runs on."""

    run: Run
    loop: Callable[[], asyncio.AbstractEventLoop]


BENCHMARKS = {
    "answer": Benchmark(in_browsers(answer.run), asyncio.new_event_loop),
    "bring-in": Benchmark(in_browsers(bring_in.run), asyncio.new_event_loop),
    "adding": Benchmark(in_browsers(adding.run), asyncio.new_event_loop),
    "command": Benchmark(command.run, event_loop),
    "relay": Benchmark(relay.run, event_loop),
    "sockets": Benchmark(sockets.run, event_loop),
    "log": Benchmark(log.run, event_loop),
}

DISK = os.environ.get("BENCH_DISK", "/var/tmp")
"""A temporary folder elsewhere may lie in memory, where nothing that is written has to be waited for."""


def measure(benchmark: Benchmark) -> Sequence[Figure]:
    """In a folder of its own."""
    with (
        tempfile.TemporaryDirectory(dir=DISK, prefix="bench") as folder,
        asyncio.Runner(loop_factory=benchmark.loop) as runner,
    ):
        return runner.run(_figures(benchmark.run, Path(folder)))


async def _figures(run: Run, folder: Path) -> Sequence[Figure]:
    return await run(folder)


def main(names: Sequence[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark is called {unknown[0]}. There are: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    results = {name: measure(BENCHMARKS[name]) for name in names or BENCHMARKS}
    for figures in results.values():
        for figure in figures:
            print(figure.row())
    if len(names) == 1:
        print(json_line(names[0], results[names[0]]))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
