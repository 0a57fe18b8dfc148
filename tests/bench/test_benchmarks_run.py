"""Each benchmark that needs no browser runs, with sizes that say nothing about speed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from signaling.app import event_loop
from tests.bench import command, log, relay, sockets
from tests.bench.result import Figure, json_line

SMALL = {
    "command": partial(command.run, visits=3, runs=1, commands=30),
    "relay": partial(relay.run, visits=2, rounds=1),
    "sockets": partial(sockets.run, pages=20, visits=4, runs=1, seconds=0.5, a_second=100),
    "log": partial(log.run, runs=1, visits=2, events=50),
}


@pytest.mark.parametrize("name", SMALL)
def test_it_comes_to_its_figures(tmp_path: Path, name: str) -> None:
    run: Callable[[Path], Awaitable[Sequence[Figure]]] = SMALL[name]

    async def figures() -> Sequence[Figure]:
        return await run(tmp_path)

    with asyncio.Runner(loop_factory=event_loop) as runner:
        found = runner.run(figures())
    assert all(figure.value > 0 and figure.row() for figure in found)
    assert name in json_line(name, found)
