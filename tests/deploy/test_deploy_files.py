"""The files in deploy/, judged by the programs that will read them."""

from __future__ import annotations

import asyncio
import os
import secrets
import subprocess
import sys
import time
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from aioice.stun import TransactionFailed
from aioice.turn import TurnTransport, create_turn_endpoint

from signaling.protocol.messages import IceServer
from signaling.transport.ice import IceServers
from tests.wan.certificate import certificate
from tests.wan.turn import configured

DEPLOY = Path(__file__).parents[2] / "deploy"
INSTALLED = "/opt/etaluukku/venv/bin/etaluukku"
PROGRAM = Path(sys.executable).with_name("etaluukku")


def systemd_analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, check=False
    )


def unit_file(folder: Path, text: str, program: Path = PROGRAM) -> Path:
    """A copy that runs this environment's own program, since verify looks whether it can be executed."""
    assert f"ExecStart={INSTALLED} " in text
    file = folder / ("etaluukku-backup.service" if " backup " in text else "etaluukku.service")
    file.write_text(text.replace(INSTALLED, str(program)))
    return file


@pytest.fixture(scope="module")
def unit() -> str:
    return (DEPLOY / "etaluukku.service").read_text()


UNITS = pytest.mark.parametrize("name", ["etaluukku.service", "etaluukku-backup.service"])


@UNITS
def test_systemd_reads_the_unit_without_a_word(tmp_path: Path, name: str) -> None:
    verdict = systemd_analyze("verify", "--man=no", unit_file(tmp_path, (DEPLOY / name).read_text()))
    assert (verdict.returncode, verdict.stdout, verdict.stderr) == (0, "", "")


def test_systemd_would_tell_of_a_mistake(tmp_path: Path, unit: str) -> None:
    for right, wrong in (("Restart=always", "Restart=sometimes"), ("UMask=", "Umask=")):
        verdict = systemd_analyze("verify", "--man=no", unit_file(tmp_path, unit.replace(right, wrong)))
        assert "ignoring" in verdict.stderr
    missing = unit_file(tmp_path, unit, program=tmp_path / "missing")
    assert "not executable" in systemd_analyze("verify", "--man=no", missing).stderr


@UNITS
def test_the_unit_is_sandboxed(tmp_path: Path, name: str) -> None:
    """Exposure goes from 0 to 10; a unit without any sandboxing has 9.2 or more. The threshold is in tenths."""
    review = systemd_analyze(
        "security", "--offline=true", "--threshold=15", unit_file(tmp_path, (DEPLOY / name).read_text())
    )
    assert review.returncode == 0, review.stdout


def test_there_are_files_for_five_thousand_pages_and_as_many_again(unit: str) -> None:
    """A page is one open file; while pages come back after a restart there may be two each for a moment."""
    (limit,) = (int(line.partition("=")[2]) for line in unit.splitlines() if line.startswith("LimitNOFILE="))
    assert limit >= 2 * 5_000 + 1_000


async def test_serve_accepts_the_settings(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "etaluukku_turn").write_text("a secret of the tests\n")
    here = {"PORT": "0", "STORE": f"sqlite:///{tmp_path / 'store.db'}"}
    process = await asyncio.create_subprocess_exec(
        *(PROGRAM, "serve", "--config", DEPLOY / "etaluukku.toml"),
        env=os.environ
        | {"CREDENTIALS_DIRECTORY": str(credentials)}
        | {f"ETALUUKKU_{name}": value for name, value in here.items()},
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            said = await process.stdout.readline()
        assert said.startswith(b"Serving https://luukku.example from 127.0.0.1, port ")
    finally:
        process.terminate()
        assert await process.wait() == 0


def test_coturn_is_of_the_name_in_the_settings_and_its_secret_is_in_no_file_here() -> None:
    lines = [
        line for line in (DEPLOY / "turnserver.conf").read_text().splitlines() if line[:1] not in {"", "#"}
    ]
    (realm,) = (line.removeprefix("realm=") for line in lines if line.startswith("realm="))
    for url in tomllib.loads((DEPLOY / "etaluukku.toml").read_text())["turn_urls"]:
        assert f".{realm}:" in url
    assert "use-auth-secret" in lines
    assert not [line for line in lines if line.startswith(("static-auth-secret", "user=", "cli-password"))]


SECRET = "a secret of this test"


def coturn(
    folder: Path, text: str, log: int | IO[bytes] = subprocess.PIPE, **replaced: object
) -> subprocess.Popen[str]:
    """Debian's coturn with this configuration and these values in it, on free ports."""
    values = {"listening-port": unused_port(), "tls-listening-port": unused_port(), **replaced}
    lines = text.replace("no-stdout-log\nsyslog\n", "log-file=stdout\n").splitlines()
    named = [line.partition("=")[0] for line in lines]
    assert values.keys() <= set(named)
    file = folder / "turnserver.conf"
    file.write_text(
        "\n".join(
            f"{name}={values[name]}" if name in values else line
            for name, line in zip(named, lines, strict=True)
        )
    )
    return subprocess.Popen(
        ["turnserver", "-c", file, "--pidfile", folder / "pid", "--userdb", folder / "users"],
        stdout=log,
        stderr=subprocess.STDOUT,
        text=True,
    )


def coturn_says(folder: Path, text: str) -> str:
    """What it makes of the configuration, until it looks for the machine's addresses."""
    said = []
    with coturn(folder, text) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "Discovering listener addresses" in line:
                process.kill()
    return "".join(said)


def test_coturn_takes_its_file_word_for_word(tmp_path: Path) -> None:
    """That it relays with it is seen in tests/browser/test_a_talk_goes_through_turn.py. Debian's is older than the one that we demand: it knows
    every word of the file, and `tests.wan.turn.OLDER` is what it must be told besides.
    """
    files = certificate(tmp_path, "127.0.0.1")
    secret = f"static-auth-secret={SECRET}"
    text = configured(files, secret)
    said = coturn_says(tmp_path, text)
    assert "Bad configuration" not in said
    for line in text.splitlines():
        if line.startswith("denied-peer-ip="):
            assert f"Black listing: {line.removeprefix('denied-peer-ip=')}\n" in said
    assert f"TLS1.2: Certificate file found: {files.certificate}" in said
    assert "Bad configuration format: user-quotas" in coturn_says(
        tmp_path, configured(files, secret, "user-quotas=1")
    )


Allocate = Callable[[IceServer], Awaitable[TurnTransport]]


@asynccontextmanager
async def relay(folder: Path, **replaced: object) -> AsyncIterator[Allocate]:
    """What allocates a relayed address with these credentials, over TCP, at a coturn that runs on loopback until the block ends."""
    port = unused_port()
    text = configured(certificate(folder, "127.0.0.1"), f"static-auth-secret={SECRET}")
    made: list[TurnTransport] = []

    async def allocate(given: IceServer) -> TurnTransport:
        transport, _ = await create_turn_endpoint(
            asyncio.DatagramProtocol, ("127.0.0.1", port), given.username, given.credential, transport="tcp"
        )
        made.append(transport)
        return transport

    with (
        (folder / "log").open("wb") as log,
        coturn(folder, text, log, **{"listening-port": port, **replaced}) as process,
    ):
        try:
            await answers(port)
            yield allocate
            for transport in made:
                transport.close()
        finally:
            process.kill()


def given(valid_for: float = 60.0) -> IceServer:
    """To a page with a name of its own."""
    (one,) = IceServers(("turn:127.0.0.1",), SECRET.encode(), valid_for).servers(
        secrets.token_hex(4), time.time()
    )
    return one


async def test_a_talk_outlives_the_password_with_which_it_began(tmp_path: Path) -> None:
    """Where coturn asks for it again, the page has no other than the one of the beginning."""
    async with relay(tmp_path, **{"stale-nonce": 2}) as allocate:
        page = given(valid_for=5.0)
        transport = await allocate(page)
        inner = transport._TurnTransport__inner_protocol  # type: ignore[attr-defined]
        first = inner.nonce
        assert await refusal(allocate, page, every=0.5) == 401
        await inner.channel_bind(0x4001, ("198.51.100.1", 9))
        assert inner.nonce != first


async def refusal(allocate: Allocate, page: IceServer, every: float = 0.0) -> int:
    """The code with which coturn refuses this page an address, once it does."""
    while True:
        try:
            await allocate(page)
        except TransactionFailed as refused:
            code: int = refused.response.attributes["ERROR-CODE"][0]
            return code
        await asyncio.sleep(every)


async def test_a_name_has_so_many_relayed_addresses_and_no_other_name_fewer(tmp_path: Path) -> None:
    async with relay(tmp_path) as allocate:
        greedy, other = given(), given()
        for _ in range(48):
            await allocate(greedy)
        assert await refusal(allocate, greedy) == 486
        await allocate(other)


def test_the_proxy_is_named_by_no_setting_and_serves_the_name_of_the_settings() -> None:
    """The server refuses to start on an unknown variable of its own prefix, and both may share an environment."""
    caddyfile = (DEPLOY / "Caddyfile").read_text()
    assert "{$ETALUUKKU_" not in caddyfile
    (origin,) = tomllib.loads((DEPLOY / "etaluukku.toml").read_text())["origins"]
    assert "{$PUBLIC_NAME:" + origin.removeprefix("https://") + "}" in caddyfile


def caddy(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["caddy", *arguments], env=caddy_environment(home), capture_output=True, text=True, check=False
    )


def test_caddy_accepts_its_file_as_it_is(tmp_path: Path) -> None:
    file = DEPLOY / "Caddyfile"
    verdict = caddy(tmp_path, "validate", "--config", file, "--adapter", "caddyfile")
    assert verdict.returncode == 0, verdict.stderr
    assert caddy(tmp_path, "fmt", file).stdout == file.read_text()


@pytest.fixture
async def behind_caddy(tmp_path: Path) -> AsyncIterator[str]:
    """Address of a Caddy that runs the file, without TLS, in front of a server that stands in for Etäluukku."""
    server = TestServer(stand_in())
    await server.start_server()
    port = unused_port()
    text = (DEPLOY / "Caddyfile").read_text()
    assert "127.0.0.1:8080" in text
    file = tmp_path / "Caddyfile"
    text = text.replace("\tservers {\n", "\tadmin off\n\tservers {\n")
    file.write_text(text.replace("127.0.0.1:8080", f"127.0.0.1:{server.port}"))
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *("caddy", "run", "--config", file, "--adapter", "caddyfile"),
            env=caddy_environment(tmp_path) | {"PUBLIC_NAME": address},
            stdout=log,
            stderr=log,
        )
    try:
        await answers(port)
        yield address
    finally:
        process.terminate()
        await process.wait()
        await server.close()


async def answers(port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return


def caddy_environment(folder: Path) -> dict[str, str]:
    return os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}


def stand_in() -> web.Application:
    async def echo(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            await socket.send_str(message.data)
        return socket

    async def anything(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"for": request.headers.getall("X-Forwarded-For")})

    app = web.Application()
    app.router.add_get("/socket", echo)
    app.router.add_route("*", "/{path:.*}", anything)
    return app


@pytest.fixture
async def get(behind_caddy: str) -> AsyncIterator[Callable[..., Awaitable[aiohttp.ClientResponse]]]:
    async with aiohttp.ClientSession(behind_caddy) as session:

        async def ask(path: str, **more: object) -> aiohttp.ClientResponse:
            method = "POST" if "data" in more else "GET"
            async with session.request(method, path, **more) as response:  # type: ignore[arg-type]
                await response.read()
                return response

        yield ask


Get = Callable[..., Awaitable[aiohttp.ClientResponse]]


async def test_browsers_are_told_to_stay_on_tls(get: Get) -> None:
    response = await get("/")
    assert response.status == 200
    assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


async def test_who_calls_cannot_be_forged(get: Get) -> None:
    response = await get("/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert await response.json() == {"for": ["127.0.0.1"]}


async def test_figures_are_not_public(get: Get) -> None:
    assert (await get("/metrics")).status == 404


async def test_a_large_body_is_refused(get: Get) -> None:
    assert (await get("/sign-in", data=b"x" * 64_000)).status == 200
    assert (await get("/sign-in", data=b"x" * 65_000)).status >= 400


async def test_sockets_pass(behind_caddy: str) -> None:
    async with aiohttp.ClientSession(behind_caddy) as session, session.ws_connect("/socket") as socket:
        await socket.send_str("päivää")
        assert await socket.receive_str() == "päivää"


async def test_half_a_request_is_cut_off_by_the_proxy(behind_caddy: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(behind_caddy.rpartition(":")[2]))
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
    async with asyncio.timeout(15):
        await reader.read()
    writer.close()
