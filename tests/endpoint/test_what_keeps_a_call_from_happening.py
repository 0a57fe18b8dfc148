"""One stable code, one sentence, exit status 2, and nothing left in the log that says otherwise."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.browser.server import Server, free_port
from tests.endpoint.program import Ran, run


async def call(server: str, *more: str, place: str = "lavia", service: str = "rakennusluvat") -> Ran:
    return await run("call", "--server", server, "--place", place, "--service", service, *more)


def says(ran: Ran, code: str, sentence: str) -> None:
    assert ran.status == 2
    assert ran.err == f"etaluukku: {sentence} ({code})\n"


async def test_no_server_is_there() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    says(await call(address), "no_server", f"No server answers at {address}.")


async def test_the_address_is_none() -> None:
    says(await call("luukku"), "bad_address", "luukku is no server's address: write https://luukku.example.")


@pytest.fixture
async def somebody_else() -> AsyncIterator[str]:
    """A web server that knows nothing of us."""
    port = free_port()
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_another_server_answers(somebody_else: str) -> None:
    says(
        await call(somebody_else),
        "not_a_server",
        f"{somebody_else} answers, but is no Etäluukku server (status 404).",
    )


async def test_the_place_is_wrong(live_server: Server) -> None:
    says(await call(live_server.address, place="nowhere"), "place_unknown", "Palvelupistettä ei löydy.")
    assert live_server.events() == []


async def test_the_service_is_wrong_and_the_sentence_is_in_the_callers_language(live_server: Server) -> None:
    ran = await call(live_server.address, "--language", "sv", service="nothing")
    says(ran, "service_unknown", "Tjänsten finns inte.")


async def test_the_service_is_closed(tmp_path: Path) -> None:
    class RealHours(Server):
        def arguments(self) -> tuple[str, ...]:
            return (*super().arguments(), "--real-hours")

    server = RealHours(tmp_path)
    await server.start()
    await server.stop()
    server.change_service("rakennusluvat", hours=[])
    await server.start()
    try:
        says(await call(server.address), "service_closed", "Palvelu on nyt kiinni.")
    finally:
        await server.stop()


async def test_nobody_answers(live_server: Server) -> None:
    ran = await call(live_server.address, "--patience", "2", "--json")
    says(ran, "nobody_answered", "Nobody answered within 2 s.")
    assert ran.report == {"code": "nobody_answered", "sentence": "Nobody answered within 2 s."}
    ended = live_server.event_data("visit_ended")
    assert [json.loads(event)["reason"] for event in ended] == ["cancelled"]


async def test_nobody_calls(live_server: Server) -> None:
    ran = await run("answer", "--server", live_server.address, "--as", "rakennusvalvonta1", "--patience", "2")
    says(ran, "no_offer", "Nobody called within 2 s.")
    kinds = [kind for stream, kind in live_server.events() if stream.startswith("shift:")]
    assert kinds == ["shift_started", "shift_ended"]


async def test_the_person_is_wrong(live_server: Server) -> None:
    ran = await run("answer", "--server", live_server.address, "--as", "nobody", "--patience", "2")
    assert ran.status == 2
    assert ran.err.endswith("(person_unknown)\n")


async def test_the_recording_cannot_be_played(tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    file.write_text("no film")
    ran = await call("http://localhost:1", "--play", str(file))
    assert ran.status == 2
    assert ran.err.endswith("(not_playable)\n")
