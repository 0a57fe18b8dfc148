"""SIGTERM in the middle of a visit, to a real process: it stops in time, no visit ends by it, and the next one goes on."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.transport.live import events_in
from tests.transport.page import Page, hello

PROGRAM = Path(sys.executable).with_name("etaluukku")
STOPS_WITHIN = 8.0
"""The server's own five seconds for draining, and what a process takes to end."""


@asynccontextmanager
async def server(store: str) -> AsyncIterator[str]:
    """The address of a server that is told to stop when the block ends, and then has to be gone in time."""
    process = await asyncio.create_subprocess_exec(
        *(PROGRAM, "demo", "--port", "0", "--store", store),
        env=os.environ | {"ETALUUKKU_START_QUIET_SECONDS": "0"},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            while b"http://localhost:" not in (line := await process.stdout.readline()):
                assert line, "the server did not start"
        yield line.split()[-1].decode()
        process.terminate()
        async with asyncio.timeout(STOPS_WITHIN):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()


async def arrive(client: aiohttp.ClientSession, address: str, kind: str, claim: str, page: str) -> Page:
    arrived = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), page)
    await arrived.say(**{**hello(kind, claim=claim), "page": page})
    await arrived.of_type("welcome")
    return arrived


async def test_a_server_that_is_told_to_stop_ends_no_visit_and_the_next_goes_on(folder: Path) -> None:
    store = f"sqlite:///{folder / 'store.db'}"
    resident_page, expert_page = "a" * 32, "b" * 32
    async with aiohttp.ClientSession() as client:
        async with server(store) as address:
            expert = await arrive(client, address, "expert", "rakennusvalvonta1", expert_page)
            await expert.command("start_shift", camera=True, microphone=True)
            resident = await arrive(client, address, "terminal", "reposaari", resident_page)
            visit = (await resident.command("call", service="rakennusluvat", language="fi"))["visit"]
            await expert.command("answer", visit=visit, offer=(await expert.view("rung"))["offer"])
            links = (await resident.view("customer"))["links"]
        assert (await resident.of_type("closing"))["code"] == "shutting_down"
        (before,) = events_in(store).values()
        assert "visit_ended" not in before
        async with server(store) as address:
            expert = await arrive(client, address, "expert", "rakennusvalvonta1", expert_page)
            resident = await arrive(client, address, "terminal", "reposaari", resident_page)
            assert (await resident.view("customer", visit=visit))["links"] == links
            await expert.view("staff", visit=visit)
            await resident.command("end_visit", visit=visit)
            await resident.view("after")
    (after,) = events_in(store).values()
    assert after[: len(before)] == before
    assert "seat_lost" not in after
