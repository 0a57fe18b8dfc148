"""`make bench` prints a table; `make -s bench BENCH=name` prints one JSON line last."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from playwright.async_api import async_playwright

from tests.bench import adding, answer, bring_in
from tests.bench.result import Figure, json_line
from tests.browser.person import People
from tests.browser.server import Server

BENCHMARKS: dict[str, Callable[[Server, People], Awaitable[Sequence[Figure]]]] = {
    "answer": answer.run,
    "bring-in": bring_in.run,
    "adding": adding.run,
}


async def measure(name: str) -> Sequence[Figure]:
    """A server, a store and browsers of its own for each benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        await server.start()
        try:
            async with async_playwright() as playwright:
                people = People(playwright, Path(folder))
                try:
                    return await BENCHMARKS[name](server, people)
                finally:
                    await people.leave()
        finally:
            await server.stop()


def main(names: Sequence[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark is called {unknown[0]}. There are: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    results = {name: asyncio.run(measure(name)) for name in names or BENCHMARKS}
    for figures in results.values():
        for figure in figures:
            print(figure.row())
    if len(names) == 1:
        print(json_line(names[0], results[names[0]]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
