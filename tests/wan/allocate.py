"""Asks a TURN server for a relayed address and, where a peer is named, to pass packets on to it: address, port, name, password, peer."""

import asyncio
import sys

from aioice.stun import TransactionError, TransactionFailed
from aioice.turn import create_turn_endpoint


async def ask(address: str, port: str, name: str, password: str, peer: str) -> str:
    try:
        transport, _ = await create_turn_endpoint(
            asyncio.DatagramProtocol, server_addr=(address, int(port)), username=name, password=password
        )
        if peer:
            # aioice tells of a refused peer in its log alone.
            await transport._TurnTransport__inner_protocol.channel_bind(0x4001, (peer, 9))  # type: ignore[attr-defined]
        await transport._TurnTransport__inner_protocol.delete()  # type: ignore[attr-defined]
    except TransactionFailed as refused:
        return str(refused.response.attributes["ERROR-CODE"][0])
    except (TransactionError, OSError):
        return "no answer"
    return "done"


print(asyncio.run(ask(*sys.argv[1:])))
