"""Which of the TURN servers that a page is given answers now: aiortc uses one alone, and waits five seconds for it where it is silent."""

import asyncio
import logging
from collections.abc import Iterable, Sequence

from aioice.stun import TransactionError
from aioice.turn import create_turn_endpoint
from aiortc.rtcicetransport import parse_stun_turn_uri

from signaling.protocol.messages import IceServer

logger = logging.getLogger(__name__)

ANSWERS_WITHIN = 3.0
"""Seconds: a TLS handshake and an allocation are six round trips."""

BETTER_WITHIN = 0.25
"""Seconds that one named earlier has left when one named later has answered."""


async def answering(servers: Iterable[IceServer]) -> list[IceServer]:
    """Their STUN servers, and the first of their TURN addresses that answers, if one does. All are asked at the same time.

    A single address is not asked: that is all there is to try.
    """
    each = [
        IceServer(urls=(url,), username=server.username, credential=server.credential)
        for server in servers
        for url in server.urls
    ]
    ways = [way for way in each if way.urls[0].startswith("turn")]
    if len(ways) < 2:
        return each
    asked = [asyncio.create_task(_allocates(way), name="relays: ask") for way in ways]
    try:
        best = await _first(asked)
    finally:
        for one in asked:
            one.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
    return [way for way in each if way not in ways or (best is not None and way is ways[best])]


async def _first(asked: Sequence[asyncio.Task[bool]]) -> int | None:
    loop = asyncio.get_running_loop()
    until = loop.time() + ANSWERS_WITHIN
    best: int | None = None
    while waiting := [one for one in asked[:best] if not one.done()]:
        done, _ = await asyncio.wait(
            waiting, timeout=until - loop.time(), return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            break
        if best is None and any(one.result() for one in done):
            until = min(until, loop.time() + BETTER_WITHIN)
        best = next((number for number, one in enumerate(asked) if one.done() and one.result()), None)
    return best


async def _allocates(way: IceServer) -> bool:
    (url,) = way.urls
    try:
        parsed = parse_stun_turn_uri(url)
        transport, _ = await create_turn_endpoint(
            asyncio.DatagramProtocol,
            server_addr=(parsed["host"], parsed["port"]),
            username=way.username,
            password=way.credential,
            ssl=parsed["scheme"] == "turns",
            transport=parsed["transport"],
        )
    except (TransactionError, OSError, ValueError) as error:
        logger.info("a TURN server does not answer: %r", error)
        return False
    transport.close()
    return True
