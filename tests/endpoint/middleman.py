"""Somebody between an endpoint and the real server who changes or swallows what the server says."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

from tests.browser.server import Server, free_port

Message = dict[str, Any]
Spoil = Callable[[Message, list[Message]], Message | None]
"""What becomes of a message of the server's, given what the endpoint has said so far; None: it is swallowed."""


@asynccontextmanager
async def middleman(server: Server, spoil: Spoil) -> AsyncIterator[str]:
    """Its address."""

    async def talk(request: web.Request) -> web.WebSocketResponse:
        near = web.WebSocketResponse()
        await near.prepare(request)
        said: list[Message] = []
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"{server.address}/ws", headers={"Origin": server.address}) as far,
        ):

            async def onwards() -> None:
                async for frame in near:
                    said.append(json.loads(frame.data))
                    await far.send_str(frame.data)
                await far.close()

            async def back() -> None:
                async for frame in far:
                    message = spoil(json.loads(frame.data), said)
                    if message is not None:
                        await near.send_str(json.dumps(message))
                await near.close()

            await asyncio.gather(onwards(), back())
        return near

    application = web.Application()
    application.router.add_get("/ws", talk)
    runner = web.AppRunner(application)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()
