"""What somebody would write who wants two browsers to talk and nothing else: an empty page, and a relay between two of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web

PAGE = "<!doctype html><meta charset=utf-8><title>Bare</title><body>"


@asynccontextmanager
async def bare_relay() -> AsyncIterator[str]:
    """The address of the empty page, on a free port of loopback. Its `/ws` hands each text to the other socket; `ready` is
    said to both when the second is there.
    """
    ends: list[web.WebSocketResponse] = []

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    async def socket(request: web.Request) -> web.WebSocketResponse:
        end = web.WebSocketResponse(compress=False)
        await end.prepare(request)
        ends.append(end)
        if len(ends) == 2:
            for each in ends:
                await each.send_str('{"ready":true}')
        async for message in end:
            if message.type is WSMsgType.TEXT:
                for other in ends:
                    if other is not end:
                        await other.send_str(message.data)
        ends.remove(end)
        return end

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/ws", socket)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://localhost:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()
