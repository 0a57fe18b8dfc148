"""A service that only echoes, for what sockets do whatever the service is; and a web application around its sockets."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from signaling.protocol.messages import ClientMessage, Hello, Ping, Pong
from signaling.protocol.scalars import Language
from signaling.service.ports import Identity, Outbox, Session
from signaling.transport.sockets import Sockets


class EchoSession:
    def __init__(self, identity: Identity, language: Language, outbox: Outbox) -> None:
        self.identity = identity
        self.language = language
        self.outbox = outbox
        self.in_visit = False


class EchoFront:
    """`service.ports.Front`. `hold` keeps messages waiting, `fails` lets them fail."""

    def __init__(self) -> None:
        self.outboxes: list[Outbox] = []
        self.sessions: list[EchoSession] = []
        self.connected = asyncio.Event()
        self.received = asyncio.Event()
        self.everybody_left = asyncio.Event()
        self.hold: asyncio.Event | None = None
        self.fails = False
        self.disconnected = 0

    async def connect(self, hello: Hello, identity: Identity, outbox: Outbox) -> Session:
        self.outboxes.append(outbox)
        self.connected.set()
        session = EchoSession(identity, hello.language, outbox)
        self.sessions.append(session)
        return session

    async def receive(self, session: Session, message: ClientMessage) -> None:
        self.received.set()
        if self.hold is not None:
            await self.hold.wait()
        if self.fails:
            raise RuntimeError("on purpose")
        assert isinstance(session, EchoSession)
        if isinstance(message, Ping):
            session.outbox.send(Pong(n=message.n))

    async def disconnect(self, session: Session) -> None:
        assert isinstance(session, EchoSession)
        self.disconnected += 1
        if self.disconnected == len(self.outboxes):
            self.everybody_left.set()


@asynccontextmanager
async def site(sockets: Sockets) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    """These sockets at a free port of loopback: a client, and the address."""
    app = web.Application()
    app.router.add_get("/ws", sockets.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with aiohttp.ClientSession() as client:
            yield client, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await sockets.drain(1.0)
        await runner.cleanup()
