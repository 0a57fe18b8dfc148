"""At a server that is no demo nobody is whom they say: a place has its cookie, a person a password."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.browser.test_staff_and_places_sign_in import PASSWORD, RealServer, link_in
from tests.endpoint.program import run

CALL = ("--place", "lavia", "--service", "rakennusluvat")


@pytest.fixture
async def real_server(tmp_path: Path) -> AsyncIterator[RealServer]:
    """A server of a filled store whose services are always open, with a person who has a password."""
    server = RealServer(tmp_path)
    await server.run("places", "fill")
    every_day = [{"weekdays": list(range(7)), "opens": 0, "closes": 24 * 60}]
    server.change_service("rakennusluvat", hours=every_day)
    taken_on = await server.run(
        *("people", "add", "anna", "--name", "Anna", "--unit", "rakennusvalvonta"),
        *("--service", "rakennusluvat"),
    )
    await server.start()
    async with aiohttp.ClientSession() as client:
        form = {"password": PASSWORD, "again": PASSWORD}
        await client.post(link_in(taken_on), data=form, headers={"Origin": server.address})
    yield server
    await server.stop()


async def test_a_place_by_its_link_and_a_person_by_a_password_talk(
    real_server: RealServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_in(await real_server.run("places", "link", "lavia"))
    cookie = tmp_path / "lavia.cookie"
    monkeypatch.setenv("ENDPOINT_PASSWORD", PASSWORD)
    async with asyncio.TaskGroup() as group:
        answering = group.create_task(
            run("answer", "--server", real_server.address, "--as", "anna", "--json")
        )
        calling = group.create_task(
            run(
                *("call", "--server", real_server.address, *CALL, "--for", "4", "--json"),
                *("--cookie-file", str(cookie), "--link", link),
            )
        )
    assert calling.result().status == 0, calling.result().err
    assert answering.result().status == 0, answering.result().err
    assert cookie.stat().st_mode & 0o077 == 0
    again = await run(
        "call", "--server", real_server.address, *CALL, "--cookie-file", str(cookie), "--patience", "1"
    )
    assert again.err.endswith("(nobody_answered)\n"), "the file is enough from then on"
    used = await run(
        *("call", "--server", real_server.address, *CALL, "--link", link),
        *("--cookie-file", str(tmp_path / "other.cookie")),
    )
    assert (used.status, code_in(used.err)) == (2, "sign_in_link_over")
    wrong = await run(
        *("call", "--server", real_server.address, "--place", "reposaari", "--service", "rakennusluvat"),
        *("--cookie-file", str(cookie)),
    )
    assert wrong.err == "etaluukku: The cookie is of lavia, not of reposaari. (another_place)\n"


async def test_nobody_is_let_in_without(
    real_server: RealServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = ("--server", real_server.address)
    ran = await run("call", *server, *CALL)
    assert (ran.status, code_in(ran.err)) == (2, "not_signed_in")
    ran = await run("answer", *server, "--as", "anna")
    assert (ran.status, code_in(ran.err)) == (2, "not_signed_in")
    monkeypatch.setenv("ENDPOINT_PASSWORD", "särki on kala")
    ran = await run("answer", *server, "--as", "anna", "--language", "sv")
    assert ran.err == "etaluukku: Fel användarnamn eller lösenord. (sign_in_failed)\n"
    ran = await run("call", *server, *CALL, "--cookie-file", str(tmp_path / "none"))
    assert (ran.status, code_in(ran.err)) == (2, "cookie_file")
    ran = await run(
        "call", *server, *CALL, "--cookie-file", str(tmp_path / "new"), "--link", "http://else/sign-in/1"
    )
    assert (ran.status, code_in(ran.err)) == (2, "not_our_link")
    assert not (tmp_path / "new").exists()
    ran = await run("call", *server, *CALL, "--place", "reposaari", "--cookie-file", os.devnull)
    assert (ran.status, code_in(ran.err)) == (2, "one_place")


def code_in(said: str) -> str | None:
    found = re.search(r"\((\w+)\)\n$", said)
    return found and found.group(1)
