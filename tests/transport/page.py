"""A page as the server meets it: one WebSocket that says hello, remembers what came, and sends commands."""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

import aiohttp

Message = dict[str, Any]


class Page:
    """`opened` says hello; `received` is everything that came, in order."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, page: str) -> None:
        self.socket = socket
        self.page = page
        self.received: list[Message] = []
        self.shown: Message | None = None

    async def say(self, **message: Any) -> None:
        await self.socket.send_str(json.dumps(message))

    async def next(self, within: float = 5.0) -> Message | None:
        """The next message; None when the server has closed."""
        frame = await self.socket.receive(timeout=within)
        if frame.type is not aiohttp.WSMsgType.TEXT:
            return None
        message: Message = json.loads(frame.data)
        self.received.append(message)
        if message["type"] == "view":
            self.shown = message["view"]
        return message

    async def until(self, wanted: Callable[[Message], bool], within: float = 5.0) -> Message:
        """The first message from here on that is wanted. Raises when the server closes or `within` seconds are over."""
        async with asyncio.timeout(within):
            while (message := await self.next(within)) is not None:
                if wanted(message):
                    return message
        raise AssertionError(f"closed with {self.socket.close_code}; last came {self.received[-1:]}")

    async def of_type(self, kind: str, **fields: Any) -> Message:
        """The next message of this type with these fields."""
        return await self.until(
            lambda message: (
                message["type"] == kind and all(message.get(name) == value for name, value in fields.items())
            )
        )

    async def view(self, audience: str | None, **fields: Any) -> Message:
        """The page's view, once it is for this audience and has these fields; None: it is in no visit."""
        while not self._shows(audience, fields):
            await self.of_type("view")
        return self.shown or {}

    def _shows(self, audience: str | None, fields: Message) -> bool:
        if self.shown is None or audience is None:
            return self.shown is None and audience is None
        shown = self.shown
        return shown["audience"] == audience and all(shown[name] == value for name, value in fields.items())

    async def command(self, do: str, *, command: str | None = None, **fields: Any) -> Message:
        """Send a command and return its answer: done, gone or refused."""
        id_ = command or secrets.token_hex(8)
        await self.say(type="command", id=id_, action={"do": do, **fields})
        return await self.until(
            lambda message: message["type"] in {"done", "gone", "refused"} and message["id"] == id_
        )

    async def refusal(self) -> str:
        """The code of the next refusal of a message that was not understood, once it has a sentence."""
        message = await self.of_type("refused", id=None)
        assert message["sentence"].endswith(".")
        code: str = message["code"]
        return code

    async def alive(self) -> bool:
        """Whether the conversation goes on."""
        number = secrets.randbelow(1_000_000)
        await self.say(type="ping", n=number)
        return await self.of_type("pong", n=number) is not None

    async def closed(self) -> int:
        """The code with which the server closed, after everything that it said before."""
        while await self.next() is not None:
            pass
        assert self.socket.close_code is not None
        return self.socket.close_code


def hello(kind: str, *, page: str | None = None, **fields: Any) -> Message:
    return {
        "type": "hello", "protocol": 1, "build": "test", "page": page or secrets.token_hex(16), "kind": kind,
        "language": "fi", **fields,
    }  # fmt: skip
