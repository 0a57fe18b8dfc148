"""The process between the ends: reads every packet, and writes it to whom it is for, when its lines have let it through.

It is a process of its own, so that nothing that a test computes delays a packet. `python -m tests.wan.cloud SETTINGS` takes JSON:
`{"seed": 1, "sites": {"198.51.100.2": {"tun": 7, "out": {…}, "home": {…}, "wall": false, "tcp_to": null, "inside": null}}}`, with a `Way` for what the site sends
(`out`) and what it receives (`home`). Each line on stdin is `{}` or changes of ways, `{"198.51.100.2": {"out": {…}}}`; each is answered with a
line of counts. It ends with its stdin, so with whoever started it.

A site behind a wall reaches only those that are not: two behind walls need somebody in between who passes their packets on. A site with
`tcp_to` opens connections to those ports, and nothing else leaves or enters. A site with an address `inside` is behind a `Nat`.
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from random import Random
from socket import inet_ntoa
from typing import Any

from tests.wan.nat import TCP, Nat
from tests.wan.way import Direction, Way

LARGEST = 65_536
AT_ONCE = 64
"""Packets read of one site before it is another's turn."""


class Site:
    """One end of the cloud."""

    def __init__(self, address: str, dice: Random, values: dict[str, Any]) -> None:
        self.tun: int = values["tun"]
        self.wall: bool = values["wall"]
        inside: str | None = values["inside"]
        self.nat = None if inside is None else Nat(inside, address, Random(f"{dice.random()} nat {address}"))
        self.tcp_to: frozenset[int] | None = None if values["tcp_to"] is None else frozenset(values["tcp_to"])
        self.out = Direction(Way(**values["out"]), Random(f"{dice.random()} out {address}"))
        self.home = Direction(Way(**values["home"]), Random(f"{dice.random()} home {address}"))

    def lets_out(self, packet: bytes) -> bool:
        return self.tcp_to is None or _tcp_ports(packet)[1] in self.tcp_to

    def lets_in(self, packet: bytes) -> bool:
        return self.tcp_to is None or _tcp_ports(packet)[0] in self.tcp_to


class Cloud:
    def __init__(self, settings: dict[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        dice = Random(settings["seed"])
        self.sites = {address: Site(address, dice, values) for address, values in settings["sites"].items()}

    def begin(self) -> None:
        for site in self.sites.values():
            self._loop.add_reader(site.tun, self._read, site)

    def change(self, changes: dict[str, Any]) -> None:
        for address, ways in changes.items():
            for name, values in ways.items():
                getattr(self.sites[address], name).way = Way(**values)

    def counts(self) -> dict[str, Any]:
        return {
            address: {"out": asdict(site.out.count), "home": asdict(site.home.count)}
            for address, site in self.sites.items()
        }

    def _read(self, site: Site) -> None:
        for _ in range(AT_ONCE):
            try:
                packet = os.read(site.tun, LARGEST)
            except BlockingIOError:
                return
            target = self.sites.get(inet_ntoa(packet[16:20])) if packet[0] >> 4 == 4 else None
            if target is None or target is site or (site.wall and target.wall):
                continue
            if site.lets_out(packet) and target.lets_in(packet):
                seen = site.nat.out(packet) if site.nat else packet
                if seen is not None:
                    self._pass(site, target, seen)

    def _pass(self, site: Site, target: Site, packet: bytes) -> None:
        now = self._loop.time()
        left = site.out.take(len(packet), now)
        if left is None:
            return
        home = target.nat.home(packet) if target.nat else packet
        arrives = target.home.take(len(packet), left) if home is not None else None
        if home is None or arrives is None:
            return
        if arrives <= now:
            _write(target, home)
        else:
            self._loop.call_at(arrives, _write, target, home)


def _tcp_ports(packet: bytes) -> tuple[int, int]:
    """From and to (RFC 9293); -1: it is no TCP."""
    header = 4 * (packet[0] & 15)
    if packet[9] != TCP or len(packet) < header + 4:
        return -1, -1
    return int.from_bytes(packet[header : header + 2]), int.from_bytes(packet[header + 2 : header + 4])


def _write(site: Site, packet: bytes) -> None:
    try:
        os.write(site.tun, packet)
    except BlockingIOError:
        site.home.count.dropped += 1


async def run(settings: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    cloud = Cloud(settings, loop)
    cloud.begin()
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        cloud.change(json.loads(line))
        sys.stdout.write(json.dumps(cloud.counts()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.argv[1])))
