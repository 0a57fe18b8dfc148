"""Asks a TURN server for a relayed address, and to pass packets on to each of the peers that are named: URL, name, password, peers."""

import asyncio
import sys

from aioice.stun import TransactionError, TransactionFailed
from aioice.turn import create_turn_endpoint
from aiortc.rtcicetransport import parse_stun_turn_uri


async def ask(url: str, name: str, password: str, *peers: str) -> str:
    way = parse_stun_turn_uri(url)
    try:
        transport, _ = await create_turn_endpoint(
            asyncio.DatagramProtocol,
            server_addr=(way["host"], way["port"]),
            username=name,
            password=password,
            ssl=way["scheme"] == "turns",
            transport=way["transport"],
        )
    except TransactionFailed as refused:
        return _code(refused)
    except (TransactionError, OSError):
        return "no answer"
    # aioice tells of a refused peer in its log alone.
    inner = transport._TurnTransport__inner_protocol  # type: ignore[attr-defined]
    said = [await _bind(inner, 0x4001 + number, peer) for number, peer in enumerate(peers)]
    await inner.delete()
    return " ".join(said or ["done"])


async def _bind(inner: object, channel: int, peer: str) -> str:
    try:
        await inner.channel_bind(channel, (peer, 9))  # type: ignore[attr-defined]
    except TransactionFailed as refused:
        return _code(refused)
    return "done"


def _code(refused: TransactionFailed) -> str:
    return str(refused.response.attributes["ERROR-CODE"][0])


print(asyncio.run(ask(*sys.argv[1:])))
