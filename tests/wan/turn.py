"""coturn at a site of the net, with the configuration that docs/running.md tells to use."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from tests.wan.certificate import Certificate, certificate
from tests.wan.net import KNOWN, Net

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "turnserver.conf"
OLDER = ("no-cli", "no-tlsv1", "no-tlsv1_1", "no-software-attribute")
"""What the coturn that we demand does by itself, and Debian's has to be told."""
TRUSTING = "--ignore-certificate-errors"
"""Chromium's switch that lets a certificate of a test do, for TURN over TLS too."""
UDP, TCP, TLS = "turn:{}:3478?transport=udp", "turn:{}:3478?transport=tcp", "turns:{}:443?transport=tcp"
EVERY_WAY = (UDP, TCP, TLS)


def urls(*sites: str, ways: Sequence[str] = EVERY_WAY) -> tuple[str, ...]:
    """Of coturn at these sites, as settings have them."""
    return tuple(way.format(KNOWN[site]) for site in sites for way in ways)


class Turn:
    """coturn that runs at one site."""

    def __init__(self, process: Process) -> None:
        self.process = process

    async def kill(self) -> None:
        """`kill -9`."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def coturn(
    lines: Net, secret: str, folder: Path, sites: Sequence[str] = ("turn",)
) -> AsyncIterator[dict[str, Turn]]:
    """One at each of these sites, while the block lasts and from when all answer. Their certificate is `folder`/turn.pem."""
    own = certificate(folder, *(KNOWN[site] for site in sites))
    async with AsyncExitStack() as stack:
        running = {}
        for site in sites:
            running[site] = Turn(await _start(lines, site, secret, folder, own))
            stack.push_async_callback(running[site].kill)
        for site, turn in running.items():
            while await allocate(lines, site, urls(site)[0], "nobody", "nothing") == "no answer":
                assert turn.process.returncode is None, (folder / f"{site}.log").read_text()
        yield running


async def _start(lines: Net, site: str, secret: str, folder: Path, own: Certificate) -> Process:
    configuration = folder / f"{site}.conf"
    configuration.write_text(configured(own, f"static-auth-secret={secret}"))
    with (folder / f"{site}.log").open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *lines.namespace(site).command(
                *("turnserver", "-c", str(configuration), "--pidfile", str(folder / f"{site}.pid")),
                *("--userdb", str(folder / f"{site}.db")),
            ),
            stdin=DEVNULL,
            stdout=log,
            stderr=log,
        )


def configured(own: Certificate, *more: str) -> str:
    """The configuration, with these files for the certificate and these lines after it."""
    lines = []
    for line in CONFIGURATION.read_text().splitlines():
        name = line.partition("=")[0]
        lines.append({"cert": f"cert={own.certificate}", "pkey": f"pkey={own.key}"}.get(name, line))
    return "\n".join((*lines, *OLDER, *more)) + "\n"


async def allocate(
    lines: Net, site: str, url: str, name: str, password: str, *peers: str, trusted: Path | None = None
) -> str:
    """What coturn says to this name and password from that site, and to packets for each of `peers`: `done`, an error's code,
    `no answer`, one a word.
    """
    asked = await asyncio.create_subprocess_exec(
        *lines.namespace(site).command(
            sys.executable, "-m", "tests.wan.allocate", url, name, password, *peers
        ),
        stdout=PIPE,
        env={**os.environ, **({} if trusted is None else {"SSL_CERT_FILE": str(trusted)})},
    )
    said, _ = await asked.communicate()
    return said.decode().strip()
