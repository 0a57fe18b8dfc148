"""The tool that loses packets is measured before anything is measured with it."""

import asyncio
import socket
from random import Random

from tests.browser.server import free_port
from tests.wan.ear import Ear, send
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
            await send(made, "lavia", pori, SENT)
            out = await _went_in(made, "lavia", SENT)
            assert out.packets == SENT
            assert 0.012 <= out.loss <= 0.028
            await pori.has(SENT - out.lost)
            assert [number for number, _ in pori.came()] == sorted({number for number, _ in pori.came()})
        with Ear(made, "lavia") as lavia:
            await send(made, "pori", lavia, SENT)
            await lavia.has(SENT)  # the other way loses nothing

        await made.change("lavia", out=Way(delay=0.1))
        with Ear(made, "pori") as pori:
            await send(made, "lavia", pori, SENT)
            await pori.has(SENT)
            late = sorted(after for _, after in pori.came())
            assert late[0] >= 0.1
            assert late[SENT // 2] < 0.15


@needs_networks
async def test_two_behind_walls_reach_the_server_and_not_each_other() -> None:
    async with net(free_port(), lavia=End(wall=True), pori=End(wall=True)) as made:
        with Ear(made, "pori") as pori, Ear(made, "server") as server:
            await send(made, "lavia", pori, 50)
            await send(made, "lavia", server, 50)
            await server.has(50)
            assert pori.came() == [], "and what was sent to the server later has come"


def _bound(made: Net, site: str, address: str) -> socket.socket:
    """A port of UDP at that site that waits a second at most."""
    found = made.namespace(site).inside(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    found.bind((address, 0))
    found.settimeout(1.0)
    return found


@needs_networks
async def test_a_router_shows_each_another_port_and_lets_in_who_was_asked() -> None:
    async with net(free_port(), lavia=End(nat=True), pori=End()) as made:
        with (
            _bound(made, "lavia", "0.0.0.0") as lavia,
            _bound(made, "pori", made.address("pori")) as one,
            _bound(made, "pori", made.address("pori")) as other,
            _bound(made, "pori", made.address("pori")) as stranger,
        ):
            shown = []
            for ear in (one, other):
                lavia.sendto(b"hei", ear.getsockname())
                said, where = await asyncio.to_thread(ear.recvfrom, 9)
                assert (said, where[0]) == (b"hei", made.address("lavia"))
                shown.append(where)
            assert len({lavia.getsockname()[1], *(port for _, port in shown)}) == 3
            stranger.sendto(b"not asked for", shown[0])
            one.sendto(b"by the other's door", shown[1])
            one.sendto(b"moi", shown[0])
            assert await asyncio.to_thread(lavia.recvfrom, 9) == (b"moi", one.getsockname())


@needs_networks
async def test_where_nothing_but_tcp_to_a_port_gets_out_nothing_else_does() -> None:
    async with net(free_port(), lavia=End(tcp_to=(443,)), pori=End()) as made:
        with Ear(made, "pori") as pori, Ear(made, "server") as server:
            await send(made, "lavia", pori, 50)
            await send(made, "pori", server, 50)
            await server.has(50)
            assert pori.came() == []
        address = made.address("pori")
        for port, opened in ((443, True), (80, False)):
            with made.namespace("pori").inside(lambda: socket.create_server((address, port))):  # noqa: B023
                caller = made.namespace("lavia").inside(socket.socket)
                caller.settimeout(0.5)
                with caller:
                    came = await asyncio.to_thread(caller.connect_ex, (address, port)) == 0
                    assert came is opened


@needs_networks
async def test_localhost_at_every_end_is_the_server_under_test() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readline()).upper())
        writer.close()

    port = free_port()
    server = await asyncio.start_server(answer, "127.0.0.1", port)
    async with server, net(port, lavia=End(out=LOSSY, home=LOSSY, nat=True)) as made:
        ask = f"import socket; s = socket.create_connection(('localhost', {port})); s.sendall(b'hei\\n'); print(s.recv(9))"
        process = await asyncio.create_subprocess_exec(
            *made.namespace("lavia").command("python3", "-c", ask), stdout=asyncio.subprocess.PIPE
        )
        assert (await process.communicate())[0] == b"b'HEI\\n'\n"
        assert (await made.counts("lavia"))[0].packets > 0, "over its own line"
