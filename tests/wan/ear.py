"""A port that hears datagrams, and a mouth that sends them: how many come, in what order, and how late each is."""

import asyncio
import socket
import struct
import time

from tests.wan.net import Net

_TIMESPEC = struct.Struct("qq")
_SO_TIMESTAMPNS = 35  # asm-generic/socket.h; socket(7) tells of its like


class Ear:
    """A port at a site that keeps what comes. Use as a context manager."""

    def __init__(self, made: Net, site: str, port: int = 9) -> None:
        self.address = (made.address(site), port)
        self._socket = made.namespace(site).inside(self._bound)
        self._came: list[tuple[int, float]] = []

    def __enter__(self) -> "Ear":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def came(self) -> list[tuple[int, float]]:
        """The number of each that has come so far, and after how many seconds by the kernel's clock: however late it is read."""
        while True:
            try:
                data, ((_, _, at),), *_ = self._socket.recvmsg(64, socket.CMSG_SPACE(_TIMESPEC.size))
            except BlockingIOError:
                return self._came
            number, sent = data.split()
            seconds, nanoseconds = _TIMESPEC.unpack(at)
            self._came.append((int(number), seconds + nanoseconds / 1e9 - float(sent)))

    def _bound(self) -> socket.socket:
        found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        found.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
        found.bind(self.address)
        found.setblocking(False)
        return found

    async def has(self, count: int) -> None:
        """Until so many have come. Raises TimeoutError after 10 s."""
        async with asyncio.timeout(10):
            while len(self.came()) < count:  # noqa: ASYNC110  a kernel tells nobody
                await asyncio.sleep(0.01)


class Mouth:
    """A port at a site from which datagrams go to an ear. Use as a context manager."""

    def __init__(self, made: Net, site: str, ear: Ear) -> None:
        self._to = ear.address
        self._socket = made.namespace(site).inside(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))

    def __enter__(self) -> "Mouth":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def say(self, number: int) -> None:
        self._socket.sendto(f"{number} {time.time()}".encode(), self._to)


async def send(
    made: Net, sender: str, ear: Ear, count: int, *, every: float = 0.001, at_once: int = 4
) -> None:
    """So many datagrams, numbered from 0: `at_once` of them `every` so many seconds."""
    with Mouth(made, sender, ear) as mouth:
        for number in range(count):
            mouth.say(number)
            if number % at_once == at_once - 1:
                await asyncio.sleep(every)
                ear.came()
