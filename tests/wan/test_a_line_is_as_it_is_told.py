"""The tool that loses packets is measured before anything is measured with it."""

import asyncio
import socket
from random import Random

import pytest

from tests.browser.server import free_port
from tests.wan.ear import Ear, Mouth, send
from tests.wan.net import End, Net, needs_networks, net
from tests.wan.profiles import PROFILES
from tests.wan.rule import Header, Rule
from tests.wan.way import Count, Direction, Way

SENT = 1_000
LOSSY = Way(loss=0.02)


def test_a_way_loses_as_many_as_it_is_told_and_the_same_ones_again() -> None:
    def lost(seed: int) -> list[int]:
        direction = Direction(Way(loss=0.02), Random(seed))
        return [n for n in range(10_000) if not direction.take(100, 0.0)]

    assert lost(1) == lost(1) != lost(2)
    assert 150 <= len(lost(1)) <= 250


def test_a_narrow_way_makes_packets_wait_and_then_drops_them() -> None:
    direction = Direction(Way(rate=80_000, delay=0.1, queue=0.05), Random(1))
    came = [direction.take(100, 0.0) for _ in range(10)]
    assert [round(at, 3) for (at,) in filter(None, came)] == [0.11, 0.12, 0.13, 0.14, 0.15, 0.16]
    assert direction.count.dropped == 4
    assert direction.take(100, 1.0) == (1.11,)


def test_a_queue_may_be_told_in_octets() -> None:
    direction = Direction(Way(rate=80_000, queue=9.0, queue_octets=350), Random(1))
    came = [direction.take(100, 0.0) for _ in range(10)]
    assert len([*filter(None, came)]) == 3
    assert direction.count.dropped == 7


@pytest.mark.parametrize(("loss", "burst"), [(0.02, 2.0), (0.1, 5.0), (0.05, 1.0)])
def test_bursts_are_as_long_as_they_are_told_and_lose_no_more(loss: float, burst: float) -> None:
    direction = Direction(Way(loss=loss, burst=burst), Random(1))
    lost = "".join("x" if not direction.take(100, 0.0) else " " for _ in range(200_000))
    lengths = [len(run) for run in lost.split()]
    assert direction.count.loss == pytest.approx(loss, rel=0.1)
    assert sum(lengths) / len(lengths) == pytest.approx(burst, rel=0.1)


def test_jitter_spreads_the_delay_and_keeps_the_order() -> None:
    direction = Direction(Way(delay=0.06, jitter=0.02), Random(1))
    sent = [number * 0.02 for number in range(5_000)]
    came = [direction.take(100, at)[0] for at in sent]
    late = sorted(at - then for at, then in zip(came, sent, strict=True))
    assert came == sorted(came)
    assert late[0] == pytest.approx(0.04, abs=0.001)
    assert late[-1] == pytest.approx(0.08, abs=0.001)
    assert late[2_500] == pytest.approx(0.06, abs=0.005)


def test_packets_come_out_of_order_and_twice_only_where_that_is_asked() -> None:
    plain = Direction(Way(delay=0.1), Random(1))
    odd = Direction(Way(delay=0.1, reorder=0.05, duplicate=0.02), Random(1))
    for direction, late, twice in ((plain, 0.0, 0.0), (odd, 0.05, 0.02)):
        came = [direction.take(100, number * 0.01) for number in range(20_000)]
        first = [at for at, *_ in came]
        behind = sum(
            one > min(rest)
            for one, rest in zip(first, (first[k + 1 : k + 4] for k in range(20_000)), strict=True)
            if rest
        )
        assert behind / 20_000 == pytest.approx(late, abs=0.005)
        assert sum(len(copies) == 2 for copies in came) / 20_000 == pytest.approx(twice, abs=0.004)


def test_a_rule_means_what_it_says_and_anything_else_where_it_says_nothing() -> None:
    packet = Header("udp", "198.51.100.2", 5_000, "198.51.100.254", 3_478)
    for rule in (Rule(), Rule(protocol="udp"), Rule(port=3_478), Rule(port=5_000, address="198.51.100.254")):
        assert rule.means(packet)
    for rule in (Rule(protocol="tcp"), Rule(port=443), Rule(protocol="udp", address="198.51.100.3")):
        assert not rule.means(packet)


def test_every_profile_is_a_line_that_is_worse_than_a_good_one() -> None:
    for profile in PROFILES.values():
        for way in (profile.out, profile.home):
            assert way.rate and way.rate * way.queue >= 1_500 * 8, "one large packet at least may wait"
    lavia = PROFILES["lavia"]
    assert (lavia.home.rate, lavia.out.rate, lavia.out.loss, lavia.out.burst) == (
        1_000_000,
        300_000,
        0.02,
        2.0,
    )
    assert lavia.out.delay + lavia.home.delay == 0.2


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

        await made.change("lavia", out=Way(delay=0.1, jitter=0.02))
        with Ear(made, "pori") as pori:
            await send(made, "lavia", pori, SENT)
            await pori.has(SENT)
            late = sorted(after for _, after in pori.came())
            assert late[0] >= 0.08
            assert late[SENT // 2] < 0.15
            assert [number for number, _ in pori.came()] == list(range(SENT)), "jitter passes nothing by"


@needs_networks
async def test_a_slow_sender_holds_up_nobody_who_sends_to_the_same_place() -> None:
    slow = End(out=Way(delay=0.5))
    async with net(free_port(), slow=slow, quick=End(), lavia=End(home=Way(rate=1_000_000))) as made:
        with Ear(made, "lavia", 9) as one, Ear(made, "lavia", 10) as other:
            await send(made, "slow", one, 50)
            await send(made, "quick", other, 50)
            await other.has(50)
            assert max(after for _, after in other.came()) < 0.4
            await one.has(50)


@needs_networks
async def test_what_is_blocked_does_not_pass_and_the_rest_does() -> None:
    lavia = End(blocked=[Rule(protocol="udp", port=9)])
    async with net(free_port(), lavia=lavia, pori=End()) as made:
        with Ear(made, "pori", 9) as closed, Ear(made, "pori", 10) as other:
            await send(made, "lavia", closed, 20)
            await send(made, "lavia", other, 20)
            await other.has(20)
            assert closed.came() == [], "and what was sent later has come"
            assert (await made.counts("lavia"))[0].blocked == 20
            await made.change("lavia", blocked=())
            await send(made, "lavia", closed, 20)
            await closed.has(20)


@needs_networks
@pytest.mark.parametrize("pulled", [False, True])
async def test_a_line_that_is_down_lets_nothing_through_until_it_is_up(pulled: bool) -> None:
    async with net(free_port(), lavia=End(), pori=End()) as made:
        with Ear(made, "lavia") as lavia:
            await send(made, "pori", lavia, 20)
            await lavia.has(20)
            if pulled:
                made.unplug("lavia")
            else:
                await made.down("lavia")
            await send(made, "pori", lavia, 20)
            await _went_in(made, "pori", 40)
            if pulled:
                made.plug_in("lavia")
            else:
                await made.up("lavia")
            await send(made, "pori", lavia, 20)
            await lavia.has(40)
            assert len(lavia.came()) == 40
        with Ear(made, "pori") as pori:
            await send(made, "lavia", pori, 20)
            await pori.has(20)


@needs_networks
async def test_one_flow_is_cut_and_new_ones_pass() -> None:
    async with net(free_port(), lavia=End(), pori=End()) as made:
        with (
            Ear(made, "pori") as pori,
            Mouth(made, "lavia", pori) as mouth,
            Mouth(made, "lavia", pori) as new,
        ):
            mouth.say(0)
            await pori.has(1)
            await made.cut("lavia", Rule(protocol="udp", port=9))
            mouth.say(1)
            new.say(2)
            await pori.has(2)
            assert [number for number, _ in pori.came()] == [0, 2]


@needs_networks
async def test_a_site_that_has_moved_is_reached_at_its_new_address_alone() -> None:
    async with net(free_port(), lavia=End(), pori=End()) as made:
        with Ear(made, "lavia") as before, Ear(made, "pori") as pori:
            old = made.address("lavia")
            new = await made.move("lavia")
            assert new == made.address("lavia") != old
            await send(made, "pori", before, 20)
            with Ear(made, "lavia") as after:
                await send(made, "pori", after, 20)
                await after.has(20)
            await send(made, "lavia", pori, 20)
            await pori.has(20)
            assert before.came() == []


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
