"""Cards are large and pages are many: what was sent to a page is not kept for it."""

import tracemalloc

from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import Refused
from signaling.transport.counters import Counters
from signaling.transport.gate import Gate
from signaling.transport.sockets import Sockets
from tests.transport.front import EchoFront, site
from tests.transport.page import Page, hello


async def test_what_was_sent_last_is_let_go_too() -> None:
    front, counters = EchoFront(), Counters()
    sockets = Sockets(front=front, gate=Gate(origins=frozenset(), demo=True), counters=counters)
    tracemalloc.start()
    try:
        async with site(sockets) as (client, address):
            page = Page(await client.ws_connect(f"{address}/ws", headers={"Origin": address}), "")
            await page.say(**hello("terminal", claim="lavia"))
            await front.connected.wait()
            front.outboxes[0].send(Refused(id=None, code=ErrorCode.BUSY, sentence="x" * 100_000))
            await page.next()
            page.received.clear()
            written = [
                block.size
                for block in tracemalloc.take_snapshot()
                .filter_traces((tracemalloc.Filter(True, "*/signaling/transport/outbox.py"),))
                .statistics("lineno")
            ]
        assert sum(written) < 10_000
    finally:
        tracemalloc.stop()
