"""What pages say to each other while their links come up, and the ends that say it: of our server, and of the bare relay."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from signaling.protocol import limits
from tests.bench.page import Page
from tests.bench.visits import Pair
from tests.bench.wire import Line, frame

SDP = "v=0\r\n" + "a=rtpmap:111 opus/48000/2\r\n" * 100
"""As long as a real one of sound, two pictures and text."""

BURST = min(limits.MESSAGE_BURST, limits.MAX_CANDIDATES_PER_LINK) - 10
"""How many messages a page says at once: as many as it may, less some for its pings."""

REFILLED = limits.MESSAGE_BURST / limits.MESSAGES_PER_SECOND
"""Seconds after which it may again."""


class End(Protocol):
    """Where what is said goes in; what the other end said comes out at `on_signal`."""

    on_signal: Callable[[bytes], None]

    def write(self, frames: bytes) -> None: ...


class BareEnd:
    """A socket of the bare relay."""

    def __init__(self) -> None:
        self.on_signal: Callable[[bytes], None] = lambda _text: None
        self._line: Line

    async def open(self, port: int, pair: str) -> None:
        """The first and the second of a pair hear each other."""
        self._line = await Line.open(port, f"/ws?pair={pair}", {}, self._told)

    def _told(self, text: bytes) -> None:
        self.on_signal(text)

    def write(self, frames: bytes) -> None:
        self._line.write(frames)

    def ping(self, number: int) -> None:
        """As a page of ours does; nobody hears it."""
        self.write(frame(msgspec.json.encode({"type": "ping", "n": number})))

    async def close(self) -> None:
        await self._line.close()


class Talk:
    """Two ends that hear each other over a link of this name."""

    def __init__(self, link: str, one: End, other: End) -> None:
        self.link = link
        self.ends = (one, other)


def talk_of(pair: Pair) -> Talk:
    """What the two pages of a visit are told their link is."""
    pages: tuple[Page, Page] = (pair.terminal, pair.expert)
    one, other = ({link["id"] for link in (page.shown or {})["links"]} for page in pages)
    (link,) = one & other
    return Talk(link, *pages)


async def bare_talk(port: int, link: str) -> Talk:
    """The same over the bare relay."""
    one, other = BareEnd(), BareEnd()
    await one.open(port, link)
    await other.open(port, link)
    return Talk(link, one, other)


def burst(link: str, attempt: int) -> bytes:
    """The frames of one attempt to come up: a description, and then candidates."""
    said = [signal(link, attempt, {"kind": "description", "sdp_type": "offer", "sdp": SDP})]
    said += [signal(link, attempt, candidate(str(number))) for number in range(BURST - 1)]
    return b"".join(said)


def candidate(said: str) -> dict[str, object]:
    """One that a browser found; `said` is at its end."""
    text = (
        f"candidate:842163049 1 udp 1677729535 192.0.2.17 51234 typ srflx raddr 0.0.0.0 rport 0 ufrag {said}"
    )
    return {"kind": "candidate", "candidate": text, "mid": "0", "index": 0}


def signal(link: str, attempt: int, body: dict[str, object]) -> bytes:
    """The frame of one message, byte for byte what the other end is told."""
    return frame(msgspec.json.encode({"type": "signal", "link": link, "attempt": attempt, "body": body}))
