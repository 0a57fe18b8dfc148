"""The tool that loses packets is measured before anything is measured with it."""

import asyncio
import socket
import time
from random import Random

from tests.browser.server import free_port
from tests.line.net import End, Net, needs_networks, net
from tests.line.way import Direction, Way

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


async def _received(made: Net, sender: str, receiver: str, sent: int = SENT) -> list[tuple[int, float]]:
    """Of so many datagrams at some in a millisecond: which came, and after how many seconds."""
    came: list[tuple[int, float]] = []
    loop = asyncio.get_running_loop()

    class Ear(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, _address: object) -> None:
            number, at = data.split()
            came.append((int(number), time.monotonic() - float(at)))

    def bound() -> socket.socket:
        found = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
        found.bind((made.address(receiver), 9))
        found.setblocking(False)
        return found

    ear, _ = await loop.create_datagram_endpoint(Ear, sock=made.namespace(receiver).inside(bound))
    mouth = made.namespace(sender).inside(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    with mouth:
        for number in range(sent):
            mouth.sendto(f"{number} {time.monotonic()}".encode(), (made.address(receiver), 9))
            if number % 4 == 3:
                await asyncio.sleep(0.001)
        await asyncio.sleep(0.3)
    ear.close()
    return came


@needs_networks
async def test_packets_are_lost_and_counted_and_a_changed_line_delays_the_rest() -> None:
    async with net(free_port(), lavia=End(out=LOSSY), pori=End()) as made:
        came = await _received(made, "lavia", "pori")
        out, _home = await made.counts("lavia")
        assert out.packets - out.lost == len(came)
        assert 0.012 <= out.loss <= 0.028
        assert [number for number, _ in came] == sorted(number for number, _ in came)
        assert len(await _received(made, "pori", "lavia")) == SENT, "the other way loses nothing"

        await made.change("lavia", out=Way(delay=0.1))
        late = sorted(after for _, after in await _received(made, "lavia", "pori"))
        assert len(late) == SENT
        assert late[0] >= 0.1
        assert late[SENT // 2] < 0.3


@needs_networks
async def test_two_behind_walls_reach_the_server_and_not_each_other() -> None:
    async with net(free_port(), lavia=End(wall=True), pori=End(wall=True)) as made:
        assert await _received(made, "lavia", "pori", 50) == []
        assert len(await _received(made, "lavia", "server", 50)) == 50


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
