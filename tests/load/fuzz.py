"""Messages, descriptions and packets that are almost right, by the thousand, and what they do to those whom they should not concern.

`make fuzz` goes through all parts, keeps how far it is in var/fuzz, and goes on from there; `make fuzz FUZZ=peers:1234` does one case again.
Each case is made from its part and its number alone.
"""

import asyncio
import contextlib
import json
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiortc.sdp import SessionDescription

from endpoint.capture.synthetic import Synthetic
from endpoint.cli import freeze
from endpoint.rtc.descriptions import check
from endpoint.rtc.ear import Ear
from endpoint.rtc.peer import Peer
from signaling.app import event_loop
from signaling.protocol.scalars import Grant
from signaling.transport.decoding import BadMessage, decode, decode_hello
from tests.bench.page import Page, arrive, keep_alive
from tests.bench.result import Figure, percentile, told, worst
from tests.bench.town import Person, Town, town
from tests.bench.visits import Pair, begin_all
from tests.bench.wire import frame
from tests.faults.tree import ROOT, revision
from tests.load import mutate
from tests.load.witness import Witness, witness

ALL = 100_000
SHARES = {"decoders": 0.2, "sockets": 0.6, "parsers": 0.185, "peers": 0.005, "packets": 0.01}
HOSTILE = 100
A_SECOND = 18
"""Messages of a hostile page, within its limit."""

PACKETS_A_SECOND = 1_000
STALL = 100.0


def chance(part: str, number: int) -> random.Random:
    return random.Random(f"{part}:{number}")


class Trouble(Exception):
    """A case did what no case may do; says how to do it again."""

    def __init__(self, part: str, number: int | str, what: object) -> None:
        super().__init__(f"{part}:{number} did: {what!r}")


# --- pure -----------------------------------------------------------------------------------------------------------


async def decoders(numbers: range) -> Sequence[Figure]:
    """A message or a code, whatever comes."""
    for number in numbers:
        text = mutate.message(chance("decoders", number)).decode(
            "utf-8", "surrogateescape" if number % 2 else "replace"
        )
        for way in (decode, decode_hello):
            try:
                way(text)
            except BadMessage:
                pass
            except Exception as error:
                raise Trouble("decoders", number, error) from error
    return ()


async def parsers(numbers: range) -> Sequence[Figure]:
    """What reads descriptions either does or raises; how long it takes at the most."""
    sdp, slowest = await _real_description(), 0.0
    for number in numbers:
        text = mutate.description(sdp, chance("parsers", number))
        began = time.perf_counter()
        with contextlib.suppress(Exception):
            check(text)
            SessionDescription.parse(text)
        slowest = max(slowest, time.perf_counter() - began)
        if number % 100 == 0:
            await asyncio.sleep(0)
    return [worst("fuzz: a description takes at most", [slowest * 1000], STALL)]


# --- an endpoint ----------------------------------------------------------------------------------------------------


async def peers(numbers: range) -> Sequence[Figure]:
    """Each description to an endpoint's connection of its own, as offer and as answer. Only ValueError may come out."""
    sdp = await _real_description()
    with _uncaught() as uncaught:
        async with _stalls() as stalls:
            for number in numbers:
                text = mutate.description(sdp, chance("peers", number))
                peer = _peer()
                try:
                    async with asyncio.timeout(20):
                        if number % 4:
                            await peer.answer(text)
                        else:
                            await peer.offer()
                            await peer.accept(text)
                except ValueError:
                    pass
                except Exception as error:
                    raise Trouble("peers", number, error) from error
                finally:
                    await peer.close()
                if uncaught:
                    raise Trouble("peers", number, uncaught)
    return [
        worst(
            "fuzz: an endpoint's loop stalls",
            [1000 * max(stalls)],
            STALL,
            beside=[1000 * percentile(stalls, 0.5)],
        )
    ]


async def packets(numbers: range) -> Sequence[Figure]:
    """To the media ports of two endpoints that talk: their own packets with bits the other way, and noise."""
    with _uncaught() as uncaught:
        async with _stalls() as stalls, _talk() as (ears, ports, seen):
            before = [ear.sound.samples for ear in ears]
            began = time.perf_counter()
            loop = asyncio.get_running_loop()
            noise, _ = await loop.create_datagram_endpoint(
                asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
            )
            for place, number in enumerate(numbers):
                of = chance("packets", number)
                data = (
                    mutate.bits(of.choice(seen), of)
                    if seen and of.random() < 0.8
                    else of.randbytes(of.randint(0, 1_400))
                )
                noise.sendto(data, of.choice(ports))
                await asyncio.sleep(max(0.0, began + place / PACKETS_A_SECOND - time.perf_counter()))
            noise.close()
            took = time.perf_counter() - began
            heard = [
                (ear.sound.samples - first) / 48_000 / took for ear, first in zip(ears, before, strict=True)
            ]
        if uncaught:
            raise Trouble("packets", f"{numbers.start}-{numbers.stop}", uncaught)
    return [
        worst(
            "fuzz: sound heard among bad packets",
            [100 * one for one in heard],
            95.0,
            "%",
            more_is_better=True,
        ),
        worst("fuzz: an endpoint's loop stalls among them", [1000 * max(stalls)], STALL),
    ]


def _ice(peer: Peer) -> Any:
    assert peer._connection.sctp is not None
    return peer._connection.sctp.transport.transport._connection


def _peer() -> Peer:
    return Peer(0, (), Synthetic(200), Ear())


async def _real_description() -> str:
    peer = _peer()
    try:
        return await peer.offer()
    finally:
        await peer.close()


@asynccontextmanager
async def _talk() -> AsyncIterator[tuple[list[Ear], list[tuple[str, int]], list[bytes]]]:
    """Two endpoints that hear each other: their ears, their ports, and packets that were really sent."""
    ears = [Ear(), Ear()]
    one, other = (Peer(0, (), Synthetic(200), ear) for ear in ears)
    try:
        for peer in (one, other):
            peer.set_sending({Grant.SOUND})
        for ear in ears:
            ear.grant({Grant.SOUND})
        offer = await one.offer()
        answer = await other.answer(offer)
        await one.accept(answer)
        await _until_heard(ears)
        seen: list[bytes] = []
        transports = [protocol.transport for peer in (one, other) for protocol in _ice(peer)._protocols]
        for transport in transports:
            _listen(transport, seen)
        await asyncio.sleep(0.5)
        yield (
            ears,
            [(("127.0.0.1"), transport.get_extra_info("sockname")[1]) for transport in transports],
            seen,
        )
    finally:
        await one.close()
        await other.close()


async def _until_heard(ears: Sequence[Ear]) -> None:
    for _ in range(300):
        if all(ear.sound.samples for ear in ears):
            return
        await asyncio.sleep(0.05)
    raise TimeoutError("two endpoints do not hear each other")


def _listen(transport: Any, seen: list[bytes]) -> None:
    """Every packet that comes to this port is kept, up to some."""
    protocol = transport.get_protocol() if hasattr(transport, "get_protocol") else transport._protocol
    take = protocol.datagram_received

    def taken(data: Any, addr: Any) -> None:
        if len(seen) < 200:
            seen.append(bytes(data))
        take(data, addr)

    protocol.datagram_received = taken


@contextmanager
def _uncaught() -> Iterator[list[str]]:
    """What the loop and the libraries had to report while the block ran."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.ERROR:
                found.append(record.getMessage()[:500])

    loop, listener = asyncio.get_running_loop(), Listener()
    loop.set_exception_handler(
        lambda _, context: found.append(f"{context.get('message')}: {context.get('exception')!r}")
    )
    logging.getLogger().addHandler(listener)
    try:
        yield found
    finally:
        logging.getLogger().removeHandler(listener)
        loop.set_exception_handler(None)


@asynccontextmanager
async def _stalls() -> AsyncIterator[list[float]]:
    """How many seconds late a sleep of 5 ms was each time, while the block runs."""
    late = [0.0]

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append(time.perf_counter() - began - 0.005)

    watching = asyncio.get_running_loop().create_task(watch(), name="stalls")
    try:
        yield late
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


# --- a server -------------------------------------------------------------------------------------------------------


async def sockets(numbers: range) -> Sequence[Figure]:
    """By pages that are signed in, half of them in a visit, as fast as their limit allows; a talk and sign-ins go on beside."""
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        async with (
            town(Path(folder), visits=HOSTILE // 2 + 1, screens=HOSTILE // 2) as here,
            asyncio.TaskGroup() as group,
        ):
            terminals, experts = await arrive(here, here.terminals), await arrive(here, here.experts)
            pings = group.create_task(keep_alive([terminals[0], experts[0]]), name="pings")
            pairs, _ = await begin_all(terminals, experts)
            crowd = [
                *(_Hostile(here, pair.terminal.person, pair) for pair in pairs[1:]),
                *(_Hostile(here, each) for each in here.screens[:-1]),
            ]
            async with witness(here, pairs[0]) as seen:
                await _poured(crowd, numbers, here, seen)
            pings.cancel()
            await _unharmed(here, numbers)
    return seen.figures("fuzz")


async def _poured(crowd: Sequence["_Hostile"], numbers: range, here: Town, seen: Witness) -> None:
    began, told_at = time.perf_counter(), time.perf_counter()
    for place, number in enumerate(numbers):
        await crowd[number % len(crowd)].send(mutate.message(chance("sockets", number)))
        await asyncio.sleep(max(0.0, began + place / (A_SECOND * len(crowd)) - time.perf_counter()))
        if time.perf_counter() - told_at > 10:
            told_at = time.perf_counter()
            await _unharmed(here, numbers)
            told(
                f"sockets: {number - numbers.start} of {len(numbers)}; relayed so far at most {max(seen.latencies):.1f} ms"
            )


async def _unharmed(here: Town, numbers: range) -> None:
    async with aiohttp.ClientSession() as client, client.get(f"{here.server.address}/metrics") as answer:
        text = await answer.text()
    said = here.server.output()
    if "etaluukku_faults_total 0" not in text or 'code="internal"' in text or "Traceback" in said:
        raise Trouble("sockets", f"{numbers.start}-{numbers.stop}", said[-3_000:])


class _Hostile:
    """A page whose every message is wrong in some way; it comes back when it was closed."""

    def __init__(self, here: Town, person: Person, pair: Pair | None = None) -> None:
        self._here = here
        self._person = person
        shown = (pair.terminal.shown or {}) if pair else {}
        links = shown.get("links", ())
        self._words = {
            b"VISIT": str(shown.get("visit", "v")).encode(),
            b"LINK": (links[0]["id"] if links else "l").encode(),
            b"OFFER": b"o",
        }
        self._page = pair.terminal if pair else None
        self._number = 0

    async def send(self, text: bytes) -> None:
        self._number += 1
        for word, value in {**self._words, b"COMMAND": b"command-%d" % self._number}.items():
            text = text.replace(word, value)
        if self._page is None or self._page._line.closed.is_set():
            self._page = Page(self._person)
            try:
                await self._page.open(self._here)
            except (ConnectionError, TimeoutError):
                self._page = None
                return
        self._page.write(frame(text))


# --- the run --------------------------------------------------------------------------------------------------------

PARTS: dict[str, Callable[[range], Awaitable[Sequence[Figure]]]] = {
    "decoders": decoders, "parsers": parsers, "peers": peers, "packets": packets, "sockets": sockets,
}  # fmt: skip
BATCH = {"decoders": 5_000, "parsers": 2_000, "peers": 50, "packets": 1_000, "sockets": 60_000}


def run(part: str, numbers: range) -> Sequence[Figure]:
    """These cases of one part. Raises `Trouble`."""
    factory = event_loop if part == "sockets" else asyncio.new_event_loop  # aioice's transports are asyncio's
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(_run(part, numbers))


async def _run(part: str, numbers: range) -> Sequence[Figure]:
    return await PARTS[part](numbers)


def main(asked: str) -> int:
    if ":" in asked:
        part, _, number = asked.partition(":")
        run(part, range(int(number), int(number) + 1))
        return 0
    freeze()  # as an endpoint does
    file = ROOT / "var" / "fuzz" / f"{revision()}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    done: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    kept = True
    for part in PARTS:
        last = round((int(asked) if asked else ALL) * SHARES[part])
        while (first := done.get(part, 0)) < last:
            numbers = range(first, min(last, first + BATCH[part]))
            for figure in run(part, numbers):
                kept = kept and figure.passed
                told(figure.row())
            done[part] = numbers.stop
            file.write_text(json.dumps(done))
            told(f"{part}: {numbers.stop} of {last}")
    told(f"{sum(done.values()):,} cases at {revision()}")
    return 0 if kept else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        sys.exit(main(os.environ.get("FUZZ", "")))
    except KeyboardInterrupt:
        told("Stopped. `make fuzz` goes on from here.")
        sys.exit(130)
    except Trouble as trouble:
        told(str(trouble))
        sys.exit(1)
