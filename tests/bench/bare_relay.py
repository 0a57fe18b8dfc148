"""What somebody would write who wants pages to reach each other and nothing else: aiohttp with uvloop, each text to the other end.

`python -m tests.bench.bare_relay` prints its port and serves until its input ends with whoever started it. Two sockets with the same `?pair=` are
each other's ends.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvloop
from aiohttp import WSMsgType, web

from tests.bench.town import many_files


async def _serve() -> None:
    pairs: defaultdict[str, list[web.WebSocketResponse]] = defaultdict(list)

    async def socket(request: web.Request) -> web.WebSocketResponse:
        end = web.WebSocketResponse(compress=False)
        await end.prepare(request)
        pair = pairs[request.query["pair"]]
        pair.append(end)
        async for message in end:
            if message.type is WSMsgType.TEXT:
                for other in pair:
                    if other is not end:
                        await other.send_str(message.data)
        pair.remove(end)
        return end

    app = web.Application()
    app.add_routes([web.get("/ws", socket)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


@asynccontextmanager
async def bare_relay() -> AsyncIterator[int]:
    """The port of one in a process of its own, until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.bare_relay", stdin=PIPE, stdout=PIPE
    )
    assert process.stdout is not None
    try:
        yield int(await process.stdout.readline())
    finally:
        process.kill()
        await process.wait()


if __name__ == "__main__":
    many_files()
    uvloop.run(_serve())
