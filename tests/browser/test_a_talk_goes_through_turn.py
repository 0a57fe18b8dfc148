"""Two ends whose networks do not let them reach each other talk through coturn, with what the server gives them and nothing else."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from signaling.transport.ice import IceServers
from tests.browser.person import CHROMIUM, SMALL, People, Person
from tests.browser.scenes import call, expert_on_shift, resident_at, write
from tests.browser.server import Server
from tests.browser.test_text_is_seen_as_it_is_typed import shows
from tests.endpoint.program import run
from tests.wan.net import End, Net, needs_networks, net
from tests.wan.turn import TRUSTING, allocate, coturn, urls

pytestmark = needs_networks

WALLED = End(wall=True)
HTTPS_ALONE = End(tcp_to=(443,))
OPEN = End()
NOBODY_S = (
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.0.1",
    "224.0.0.1",
)
"""Addresses behind coturn or of its own machine: no page is there."""


class Apart(NamedTuple):
    """Two sites, `lavia` and `town`, and coturn at a third."""

    lines: Net
    server: Server
    secret: str


Sites = Callable[[End, End], AbstractAsyncContextManager[Apart]]


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    """The two, connected like that."""

    @asynccontextmanager
    async def between(lavia: End, town: End) -> AsyncIterator[Apart]:
        secret = secrets.token_hex(16)
        (tmp_path / "turn").write_text(secret)
        server = Server(
            tmp_path,
            start_quiet_seconds=0,
            turn_urls=",".join(urls("turn")),
            turn_secret_file=str(tmp_path / "turn"),
        )
        await server.start()
        try:
            async with (
                net(server.port, lavia=lavia, town=town, turn=OPEN) as lines,
                coturn(lines, secret, tmp_path),
            ):
                yield Apart(lines, server, secret)
        finally:
            await server.stop()

    return between


async def talk(apart: Apart, people: People, folder: Path) -> tuple[Person, Person]:
    """A resident and an expert who see and hear each other."""
    people.camera = SMALL
    people.switches = (TRUSTING,)
    people.chromium = apart.lines.program("lavia", CHROMIUM, folder)
    resident = await resident_at(people, apart.server, "lavia", 0)
    people.chromium = apart.lines.program("town", CHROMIUM, folder)
    builder = await expert_on_shift(people, apart.server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await resident.wait_to_see("rakennusvalvonta1, Rakennusvalvonta", builder)
    await resident.wait_to_hear(builder)
    await builder.wait_to_hear(resident)
    return resident, builder


async def ways(*people: Person) -> list[str | bool]:
    """How each of them sends."""
    return [row["relayed"] for person in people for row in await person.connections()]


async def test_two_pages_talk_and_write_where_nothing_but_https_gets_out(
    sites: Sites, people: People, tmp_path: Path
) -> None:
    async with sites(HTTPS_ALONE, HTTPS_ALONE) as apart:
        resident, builder = await talk(apart, people, tmp_path)
        assert await ways(resident, builder) == ["tls", "tls"]
        await write(builder, "Päivää")
        await shows(resident, ("rakennusvalvonta1 kirjoitti", "Päivää"))
        assert not resident.faults + builder.faults


async def test_on_open_lines_nobody_is_relayed(sites: Sites, people: People, tmp_path: Path) -> None:
    async with sites(OPEN, OPEN) as apart:
        assert await ways(*await talk(apart, people, tmp_path)) == [False, False]


async def test_two_endpoints_talk_and_nobody_else_is_let_in(sites: Sites, tmp_path: Path) -> None:
    async with sites(HTTPS_ALONE, WALLED) as apart:
        lines, server, secret = apart
        trusted = tmp_path / "turn.pem"
        peers = (*NOBODY_S, lines.address("lavia"))
        sources = (
            IceServers(urls("turn"), secret.encode()),
            IceServers(urls("turn"), secret.encode(), valid_for=-1.0),
            IceServers(urls("turn"), b"another secret of sixteen"),
        )
        asked = []
        for source in sources:
            (one,) = source.servers("page", time.time())
            assert one.username and one.credential
            asked += [
                allocate(lines, "town", url, one.username, one.credential, *peers, trusted=trusted)
                for url in one.urls
            ]
        assert await asyncio.gather(*asked) == ["403 " * len(NOBODY_S) + "done"] * 3 + ["401"] * 6

        at = ("--server", server.address)
        lavia = (*lines.namespace("lavia").command("env"), f"SSL_CERT_FILE={trusted}")
        async with asyncio.TaskGroup() as group:
            answering = group.create_task(
                run(
                    *("answer", *at, "--as", "rakennusvalvonta1", "--json"),
                    through=lines.namespace("town").command(),
                )
            )
            calling = group.create_task(
                run(
                    *("call", *at, "--place", "lavia", "--service", "rakennusluvat", "--for", "4", "--json"),
                    *("--type", "Hei"),
                    through=lavia,
                )
            )
    for ran in (answering.result(), calling.result()):
        assert ran.status == 0, ran.err
    assert answering.result().link["text"] == "Hei"
    assert answering.result().link["replaced"] == 0
