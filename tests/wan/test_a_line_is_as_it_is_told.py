"""The tool that loses packets is measured before anything is measured with it."""

import asyncio
import socket
import struct
import time
from random import Random

from tests.browser.server import free_port
from tests.wan.net import End, Net, needs_networks, net
from tests.wan.way import Count, Direction, Way

SENT = 1_000
LOSSY = Way(loss=0.02)


def test_a_way_loses_as_many_as_it_is_told_and_the_same_ones_again() -> None:
    def lost(seed: int) -> list[int]:
        direction = Direction(Way(loss=0.02), Random(seed))
        return [n for n in range(10_000) if direction.take(100, 0.0) is None]

    assert lost(1) == lost(1) != lost(2)
    assert 150 <= len(lost(1)) <= 250


def test_a_narrow_way_makes_packets_wait_and_then_drops_them() -> None:
    direction = Direction(Way(rate=80_000, delay=0.1, queue=0.05), Random(1))
    came = [direction.take(100, 0.0) for _ in range(10)]
    assert [round(at, 3) for at in came if at is not None] == [0.11, 0.12, 0.13, 0.14, 0.15, 0.16]
    assert direction.count.dropped == 4
    assert direction.take(100, 1.0) == 1.11


class Ear:
    """A port at a site that keeps what comes. Use as a context manager."""

    def __init__(self, made: Net, site: str) -> None:
        self.address = (made.address(site), 9)
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


_TIMESPEC = struct.Struct("qq")
_SO_TIMESTAMPNS = 35  # asm-generic/socket.h; socket(7) tells of its like


async def _send(made: Net, sender: str, ear: Ear, count: int = SENT) -> None:
    """So many datagrams, some in a millisecond."""
    with made.namespace(sender).inside(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as mouth:
        for number in range(count):
            mouth.sendto(f"{number} {time.time()}".encode(), ear.address)
            if number % 4 == 3:
                await asyncio.sleep(0.001)
                ear.came()


async def _has(ear: Ear, count: int) -> None:
    async with asyncio.timeout(10):
        while len(ear.came()) < count:  # noqa: ASYNC110  a kernel tells nobody
            await asyncio.sleep(0.01)


async def _went_in(made: Net, site: str, packets: int) -> Count:
    """Of what the site has sent, when so many have gone in."""
    async with asyncio.timeout(10):
        while (count := (await made.counts(site))[0]).packets < packets:  # noqa: ASYNC110  nor does the cloud
            await asyncio.sleep(0.01)
    return count


@needs_networks
async def test_packets_are_lost_and_counted_and_a_changed_line_delays_the_rest() -> None:
    async with net(free_port(), lavia=End(out=LOSSY), pori=End()) as made:
        with Ear(made, "pori") as pori:
            await _send(made, "lavia", pori)
            out = await _went_in(made, "lavia", SENT)
            assert out.packets == SENT
            assert 0.012 <= out.loss <= 0.028
            await _has(pori, SENT - out.lost)
            assert [number for number, _ in pori.came()] == sorted({number for number, _ in pori.came()})
        with Ear(made, "lavia") as lavia:
            await _send(made, "pori", lavia)
            await _has(lavia, SENT)  # the other way loses nothing

        await made.change("lavia", out=Way(delay=0.1))
        with Ear(made, "pori") as pori:
            await _send(made, "lavia", pori)
            await _has(pori, SENT)
            late = sorted(after for _, after in pori.came())
            assert late[0] >= 0.1
            assert late[SENT // 2] < 0.15


@needs_networks
async def test_two_behind_walls_reach_the_server_and_not_each_other() -> None:
    async with net(free_port(), lavia=End(wall=True), pori=End(wall=True)) as made:
        with Ear(made, "pori") as pori, Ear(made, "server") as server:
            await _send(made, "lavia", pori, 50)
            await _send(made, "lavia", server, 50)
            await _has(server, 50)
            assert pori.came() == [], "and what was sent to the server later has come"


@needs_networks
async def test_localhost_at_every_end_is_the_server_under_test() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readline()).upper())
        writer.close()

    port = free_port()
    server = await asyncio.start_server(answer, "127.0.0.1", port)
    async with server, net(port, lavia=End(out=LOSSY, home=LOSSY)) as made:
        ask = f"import socket; s = socket.create_connection(('localhost', {port})); s.sendall(b'hei\\n'); print(s.recv(9))"
        process = await asyncio.create_subprocess_exec(
            *made.namespace("lavia").command("python3", "-c", ask), stdout=asyncio.subprocess.PIPE
        )
        assert (await process.communicate())[0] == b"b'HEI\\n'\n"
        assert (await made.counts("lavia"))[0].packets > 0, "over its own line"
