"""Ends in networks of their own with a cloud between them, for as long as a block lasts."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.wan.forward import forward, listening, outgoing
from tests.wan.namespace import CARD, Namespace, possible
from tests.wan.rule import Rule
from tests.wan.way import Count, Way, as_values

NETWORK = "198.51.100."
"""No private one: TURN servers relay to none of those. Nobody outside these networks sees it (RFC 5737)."""
SERVER = f"{NETWORK}254"
KNOWN = {"server": SERVER, "turn": f"{NETWORK}253", "other_turn": f"{NETWORK}252"}
"""Sites whose address must be known before there are any."""
MOVED = 100
"""Addresses of those who have moved come after this one."""
GOOD = Way()

needs_networks = pytest.mark.skipif(
    not possible(), reason="only root, with /dev/net/tun, may make networks to lose packets in"
)


@dataclass(frozen=True, kw_only=True)
class End:
    """How somebody is connected: what they send goes `out`, what they receive comes `home`. Behind a `wall` they reach only those who
    are not behind one; the server never is. A firewall that lets only `tcp_to` these ports out lets the server under test be reached too. Behind a
    `nat` their own address is a private one, which nobody else sees. What is `blocked` passes neither way, and nobody is told.
    """

    out: Way = GOOD
    home: Way = GOOD
    wall: bool = False
    tcp_to: tuple[int, ...] | None = None
    nat: bool = False
    blocked: Sequence[Rule] = ()


class Net:
    """Made by `net`."""

    def __init__(self, cloud: asyncio.subprocess.Process, sites: dict[str, tuple[str, Namespace]]) -> None:
        self._cloud = cloud
        self._sites = sites
        self._moved = 0

    def address(self, site: str) -> str:
        """As others see it."""
        return self._sites[site][0]

    def namespace(self, site: str) -> Namespace:
        return self._sites[site][1]

    def program(self, site: str, program: str, folder: Path) -> str:
        """The path of an executable that is that program at that site."""
        return str(self.namespace(site).script(program, folder))

    async def change(
        self,
        site: str,
        *,
        out: Way | None = None,
        home: Way | None = None,
        blocked: Sequence[Rule] | None = None,
    ) -> None:
        """The site's line is like that from now on."""
        ways = {name: as_values(way) for name, way in (("out", out), ("home", home)) if way is not None}
        rules = {} if blocked is None else {"blocked": _values(blocked)}
        await self._ask({self.address(site): {**ways, **rules}})

    async def down(self, site: str) -> None:
        """Nothing passes its line any more, and nobody there is told: what a broken cable in the street is like."""
        await self._ask({self.address(site): {"up": False}})

    async def up(self, site: str) -> None:
        """It passes again."""
        await self._ask({self.address(site): {"up": True}})

    def unplug(self, site: str) -> None:
        """Its card has no link, as when its own cable is pulled out: programs there are told by the system."""
        self.namespace(site).run("ip", "link", "set", CARD, "down")

    def plug_in(self, site: str) -> None:
        self.namespace(site).run("ip", "link", "set", CARD, "up")
        self.namespace(site).run("ip", "route", "add", "default", "dev", CARD)

    async def cut(self, site: str, rule: Rule) -> None:
        """Those flows that have passed its line so far, and that the rule means, pass no more, without a word; new ones do."""
        await self._ask({self.address(site): {"cut": _values([rule])}})

    async def move(self, site: str) -> str:
        """The site has another address and a new way out, as when a modem falls back to the mobile network. Returns the address. What
        is under way to or from the old one is lost. Not for a site behind a `nat`.
        """
        old, namespace = self._sites[site]
        self._moved += 1
        new = f"{NETWORK}{MOVED + self._moved}"
        await self._ask({old: {"address": new}})
        self._sites[site] = (new, namespace)
        namespace.run("ip", "address", "del", f"{old}/24", "dev", CARD)
        namespace.run("ip", "address", "add", f"{new}/24", "dev", CARD)
        namespace.run("ip", "route", "replace", "default", "dev", CARD)
        return new

    async def counts(self, site: str) -> tuple[Count, Count]:
        """What has gone out from the site, and come home to it, so far."""
        found = (await self._ask({}))[self.address(site)]
        return Count(**found["out"]), Count(**found["home"])

    async def _ask(self, changes: Mapping[str, object]) -> dict[str, dict[str, dict[str, int]]]:
        assert self._cloud.stdin is not None and self._cloud.stdout is not None
        self._cloud.stdin.write(json.dumps(changes).encode() + b"\n")
        answer = await self._cloud.stdout.readline()
        assert answer, f"the cloud has ended with {await self._cloud.wait()}"
        counts: dict[str, dict[str, dict[str, int]]] = json.loads(answer)
        return counts


@asynccontextmanager
async def net(port: int, *more: int, seed: int = 1, **ends: End) -> AsyncIterator[Net]:
    """Everybody named has a network of their own, in which `localhost:port` is what it is outside of all of them: the server under
    test, reached over their own line; so is every port that is named `more`. (A page from another address than localhost would need a
    certificate to be given a camera.) A site called `server` has no line to speak of unless it is among the ends, and may be given programs that must be
    reached by all.
    """
    everybody = {"server": End(), **ends}
    async with AsyncExitStack() as stack:
        sites: dict[str, tuple[str, Namespace]] = {}
        settings: dict[str, object] = {}
        tuns: list[int] = []
        for number, (name, end) in enumerate(everybody.items(), 1):
            namespace = Namespace()
            stack.callback(namespace.close)
            address = KNOWN.get(name, f"{NETWORK}{number}")
            inside = f"10.0.{number}.2" if end.nat else None
            tuns.append(namespace.tun(inside or address))
            sites[name] = (address, namespace)
            settings[address] = {
                "tun": tuns[-1],
                "out": as_values(end.out),
                "home": as_values(end.home),
                "wall": end.wall,
                "blocked": _values(end.blocked),
                "inside": inside,
                "tcp_to": None if end.tcp_to is None else [port, *more, *end.tcp_to],
            }
        cloud = await _begin_cloud({"seed": seed, "sites": settings}, tuns)
        stack.push_async_callback(_end_cloud, cloud)
        made = Net(cloud, sites)
        await made.counts("server")  # it reads from now on
        server = made.namespace("server")
        for each in (port, *more):
            at_server = server.inside(lambda: listening(SERVER, each))  # noqa: B023  made at once
            await stack.enter_async_context(forward(at_server, outgoing, "127.0.0.1", each))
            for name in everybody.keys() - KNOWN.keys():
                home = made.namespace(name)
                at_home = home.inside(lambda: listening("127.0.0.1", each))  # noqa: B023
                await stack.enter_async_context(
                    forward(at_home, lambda home=home: home.inside(outgoing), SERVER, each)  # type: ignore[misc]
                )
        yield made


def _values(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    return [asdict(rule) for rule in rules]


async def _begin_cloud(settings: object, tuns: list[int]) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.wan.cloud", json.dumps(settings)),
            stdin=PIPE,
            stdout=PIPE,
            pass_fds=tuns,
        )
    finally:
        for tun in tuns:
            os.close(tun)


async def _end_cloud(cloud: asyncio.subprocess.Process) -> None:
    assert cloud.stdin is not None
    cloud.stdin.close()
    await cloud.wait()
