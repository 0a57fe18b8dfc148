"""A short run of `make fuzz` and of `make soak`: no exception, nobody harmed. How fast it is says nothing here."""

import asyncio
import random
from pathlib import Path

import pytest

from signaling.app import event_loop
from tests.bench.page import keep_alive
from tests.bench.town import town
from tests.load import fuzz, mutate
from tests.load.lives import KINDS, Life, Living
from tests.load.soak import A_VISIT, Look, counted, figures, process, slope

SHORT = {"decoders": 3_000, "parsers": 300, "peers": 40, "packets": 500, "sockets": 4_000}


@pytest.mark.parametrize("part", SHORT)
def test_it_comes_to_nothing_bad(part: str) -> None:
    found = {figure.name: figure for figure in fuzz.run(part, range(SHORT[part]))}
    if part == "sockets":
        assert found["fuzz: another visit's messages lost"].value == 0


def test_a_case_is_the_same_each_time() -> None:
    def made(part: str, number: int) -> tuple[bytes, str, bytes]:
        of = fuzz.chance(part, number)
        return mutate.message(of), mutate.description("v=0\r\ns=-", of), mutate.bits(b"some bytes", of)

    assert made("sockets", 7) == made("sockets", 7)
    assert made("sockets", 7) != made("sockets", 8)


async def _every_life(folder: Path) -> dict[str, int]:
    async with town(folder, visits=40) as here, asyncio.TaskGroup() as group:
        anybody = asyncio.Event()
        terminals = [Living(person, anybody) for person in here.terminals]
        experts = [Living(person, anybody) for person in here.experts]
        for one in (*terminals, *experts):
            await one.open(here)
        alive = group.create_task(keep_alive([*terminals, *experts]), name="pings")
        for expert in experts:
            await expert.command("start_shift", camera=True, microphone=True)
        async with asyncio.TaskGroup() as lives:
            for number, kind in enumerate(KINDS):
                life = Life(here, terminals[number], experts, random.Random(number), 0.1)
                lives.create_task(life.live(kind), name=kind)
        alive.cancel()
        assert here.server.output().count("Traceback") == 0
        return process(here.server)


def test_every_kind_of_life_comes_to_its_end(tmp_path: Path) -> None:
    with asyncio.Runner(loop_factory=event_loop) as runner:
        found = runner.run(_every_life(tmp_path))
    assert found["heap"] > 2**20
    assert found["threads"] > 1


def look(run: int, visits: int, heap: float, tasks: int = 10) -> Look:
    return Look(
        run=run, visits=visits, seconds=3.0 * visits, heap=int(heap), resident=2**26, descriptors=20, threads=4, tasks=tasks,
        sockets=5, connections=5,
    )  # fmt: skip


def test_what_grows_is_found() -> None:
    steady = [
        look(1, visits, 2**26 + (50_000 * visits if visits < 100 else 5e6)) for visits in range(0, 400, 20)
    ]
    growing = [look(2, visits, 2**26 + 3_000 * visits, 10 + visits // 100) for visits in range(0, 400, 20)]
    assert abs(slope(steady)) < 1
    assert 2_900 < slope(growing) < 3_100
    memory, *flat = figures([*steady, *growing])
    assert (memory.bound, memory.passed) == (A_VISIT, False)
    assert [figure.name for figure in flat if not figure.passed] == [
        "tasks: more at the end than after 100 visits"
    ]


def test_too_few_visits_judge_nothing() -> None:
    assert figures([look(1, 20, 1e6)])[0].limit is None


def test_the_server_s_own_figures_are_read() -> None:
    text = "etaluukku_tasks 30\netaluukku_sockets 5\netaluukku_connections 6\n"
    assert counted(text) == {"tasks": 30, "sockets": 5, "connections": 5}
