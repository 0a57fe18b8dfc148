"""Two ends whose networks do not let them reach each other talk through coturn, with what the server gives them and nothing else."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest

from signaling.transport.ice import IceServers
from tests.browser.person import CHROMIUM, SMALL, People
from tests.browser.scenes import call, expert_on_shift, resident_at, write
from tests.browser.server import Server
from tests.browser.test_text_is_seen_as_it_is_typed import shows
from tests.endpoint.program import run
from tests.wan.net import End, Net, needs_networks, net
from tests.wan.turn import URL, allocate, coturn

pytestmark = needs_networks

WALLED = End(wall=True)


class Apart(NamedTuple):
    """Two sites, `lavia` and `town`, that reach the server and coturn alone."""

    lines: Net
    server: Server
    secret: str


@pytest.fixture
async def apart(tmp_path: Path) -> AsyncIterator[Apart]:
    secret = secrets.token_hex(16)
    (tmp_path / "turn").write_text(secret)
    server = Server(tmp_path, start_quiet_seconds=0, turn_urls=URL, turn_secret_file=str(tmp_path / "turn"))
    await server.start()
    try:
        async with net(server.port, lavia=WALLED, town=WALLED) as lines, coturn(lines, secret, tmp_path):
            yield Apart(lines, server, secret)
    finally:
        await server.stop()


async def test_two_pages_talk_and_write(apart: Apart, people: People, tmp_path: Path) -> None:
    people.camera = SMALL
    people.chromium = apart.lines.program("lavia", CHROMIUM, tmp_path)
    resident = await resident_at(people, apart.server, "lavia", 0)
    people.chromium = apart.lines.program("town", CHROMIUM, tmp_path)
    builder = await expert_on_shift(people, apart.server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await resident.wait_to_see("rakennusvalvonta1, Rakennusvalvonta", builder)
    await resident.wait_to_hear(builder)
    await builder.wait_to_hear(resident)
    await write(builder, "Päivää")
    await shows(resident, ("rakennusvalvonta1 kirjoitti", "Päivää"))
    assert not resident.faults + builder.faults


async def test_two_endpoints_talk_and_nobody_else_is_let_in(apart: Apart) -> None:
    lines, server, secret = apart
    given, later = IceServers((URL,), secret.encode()), IceServers((URL,), secret.encode(), valid_for=-1.0)
    false = IceServers((URL,), b"another secret of sixteen")
    said = []
    for source in (given, later, false):
        (one,) = source.servers("page", time.time())
        assert one.username and one.credential
        said.append(await allocate(lines, "lavia", one.username, one.credential))
        said.append(await allocate(lines, "lavia", one.username, one.credential, peer="10.0.0.1"))
    assert said == ["done", "403", "401", "401", "401", "401"]

    at = ("--server", server.address)
    lavia, town = lines.namespace("lavia"), lines.namespace("town")
    async with asyncio.TaskGroup() as group:
        answering = group.create_task(
            run("answer", *at, "--as", "rakennusvalvonta1", "--json", through=town.command())
        )
        calling = group.create_task(
            run(
                *("call", *at, "--place", "lavia", "--service", "rakennusluvat", "--for", "4", "--json"),
                *("--type", "Hei"),
                through=lavia.command(),
            )
        )
    for ran in (answering.result(), calling.result()):
        assert ran.status == 0, ran.err
    assert answering.result().link["text"] == "Hei"
    assert answering.result().link["replaced"] == 0
