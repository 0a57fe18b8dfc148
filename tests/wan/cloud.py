"""The process between the ends: reads every packet, and writes it to whom it is for, when its lines have let it through.

It is a process of its own, so that nothing that a test computes delays a packet. `python -m tests.wan.cloud SETTINGS` takes JSON:
`{"seed": 1, "sites": {"198.51.100.2": {"tun": 7, "out": {…}, "home": {…}, "wall": false, "tcp_to": null, "inside": null, "blocked": []}}}`,
with a `Way` for what the site sends (`out`) and what it receives (`home`), and `Rule`s. Each line on stdin is `{}` or changes,
`{"198.51.100.2": {"out": {…}, "up": false}}`; each is answered with a line of counts. It ends with its stdin, so with whoever started it.

A site behind a wall reaches only those that are not: two behind walls need somebody in between who passes their packets on. A site with
`tcp_to` opens connections to those ports, and nothing else leaves or enters. A site with an address `inside` is behind a `Nat`.
"""

import asyncio
import heapq
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from random import Random
from typing import Any

from tests.wan.nat import Nat
from tests.wan.rule import Header, Rule, header
from tests.wan.way import Direction, Way

LARGEST = 65_536
AT_ONCE = 64
"""Packets read of one site before it is another's turn."""

Deliver = Callable[[bytes, float], None]


class Pipe:
    """One direction of one line: what is on its way, in one queue with one timer, so that nothing passes anything by."""

    def __init__(self, way: Way, dice: Random, loop: asyncio.AbstractEventLoop) -> None:
        self.direction = Direction(way, dice)
        self._loop = loop
        self._under_way: list[tuple[float, int, bytes, Deliver]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    def send(self, packet: bytes, now: float, deliver: Deliver) -> None:
        """`deliver` is given the packet and when it came out."""
        for at in self.direction.take(len(packet), now):
            heapq.heappush(self._under_way, (at, next(self._numbers), packet, deliver))
        self._run()

    def _run(self) -> None:
        now = self._loop.time()
        while self._under_way and self._under_way[0][0] <= now:
            at, _, packet, deliver = heapq.heappop(self._under_way)
            deliver(packet, at)
        due = self._under_way[0][0] if self._under_way else None
        if self._timer is not None and (self._timer.when() != due or self._timer.when() <= now):
            self._timer.cancel()
            self._timer = None
        if self._timer is None and due is not None:
            self._timer = self._loop.call_at(due, self._run)


class Site:
    """One end of the cloud."""

    def __init__(
        self, address: str, values: dict[str, Any], dice: Random, loop: asyncio.AbstractEventLoop
    ) -> None:
        self.tun: int = values["tun"]
        self.wall: bool = values["wall"]
        inside: str | None = values["inside"]
        self.address = inside or address
        """Its own, which others see unless it is behind a router."""
        self.nat = None if inside is None else Nat(inside, address, Random(f"{dice.random()} nat {address}"))
        self._tcp_to: frozenset[int] | None = (
            None if values["tcp_to"] is None else frozenset(values["tcp_to"])
        )
        self.out, self.home = (
            Pipe(Way(**values[name]), Random(f"{dice.random()} {name}"), loop) for name in ("out", "home")
        )
        self.up = True
        self._blocked: tuple[Rule, ...] = _rules(values["blocked"])
        self._flows: dict[object, Header] = {}
        self._cut: set[object] = set()

    def change(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            match name:
                case "out" | "home":
                    getattr(self, name).direction.way = Way(**value)
                case "up":
                    self.up = value
                case "blocked":
                    self._blocked = _rules(value)
                case "cut":
                    rules = _rules(value)
                    self._cut |= {
                        flow for flow, seen in self._flows.items() if any(rule.means(seen) for rule in rules)
                    }
                case "address":
                    self.address = value
                case _:
                    raise ValueError(f"a site has no {name}")

    def lets_out(self, packet: Header) -> bool:
        return self._lets_through(packet, packet.target_port)

    def lets_in(self, packet: Header) -> bool:
        return self._lets_through(packet, packet.source_port)

    def _lets_through(self, packet: Header, far_port: int) -> bool:
        """Also remembers the flow that the packet is of."""
        if not self.up or packet.flow in self._cut:
            return False
        if any(rule.means(packet) for rule in self._blocked):
            return False
        if self._tcp_to is not None and (packet.protocol != "tcp" or far_port not in self._tcp_to):
            return False
        self._flows.setdefault(packet.flow, packet)
        return True

    def counts(self) -> dict[str, Any]:
        return {name: asdict(getattr(self, name).direction.count) for name in ("out", "home")}

    def write(self, packet: bytes, _at: float) -> None:
        try:
            os.write(self.tun, packet)
        except OSError:  # its queue is full, or its card is down
            self.home.direction.count.dropped += 1


class Cloud:
    def __init__(self, settings: dict[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        dice = Random(settings["seed"])
        self.sites = {
            address: Site(address, values, dice, loop) for address, values in settings["sites"].items()
        }

    def begin(self) -> None:
        for site in self.sites.values():
            self._loop.add_reader(site.tun, self._read, site)

    def change(self, changes: dict[str, Any]) -> dict[str, Any]:
        """Returns the counts of every site, by its address as it is now."""
        for address, values in changes.items():
            site = self.sites[address]
            site.change(values)
            if "address" in values:
                self.sites[values["address"]] = self.sites.pop(address)
        return {address: site.counts() for address, site in self.sites.items()}

    def _read(self, site: Site) -> None:
        for _ in range(AT_ONCE):
            try:
                packet = os.read(site.tun, LARGEST)
            except OSError:  # nothing more, or its card is down
                return
            self._pass(site, packet)

    def _pass(self, site: Site, packet: bytes) -> None:
        told = header(packet)
        # What bears an address that its site no longer has belongs to nobody.
        if told is None or told.source != site.address:
            return
        target = self.sites.get(told.target)
        if target is None or target is site or (site.wall and target.wall):
            return
        seen = site.nat.out(packet) if site.nat else packet
        told = header(seen) if seen is not None else None
        if seen is None or told is None or not site.lets_out(told):
            site.out.direction.count.blocked += 1
            return

        def arrive(packet: bytes, at: float) -> None:
            asked_for = target.nat.home(packet) if target.nat else packet
            if asked_for is not None and target.lets_in(told):
                target.home.send(asked_for, at, target.write)
            else:
                target.home.direction.count.blocked += 1

        site.out.send(seen, self._loop.time(), arrive)


def _rules(values: list[dict[str, Any]]) -> tuple[Rule, ...]:
    return tuple(Rule(**one) for one in values)


async def run(settings: dict[str, Any]) -> None:
    loop = asyncio.get_running_loop()
    cloud = Cloud(settings, loop)
    cloud.begin()
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        sys.stdout.write(json.dumps(cloud.change(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(run(json.loads(sys.argv[1])))
