"""Where the server is, and how to open a socket to it."""

import json
from typing import Any

import aiohttp
from yarl import URL

from endpoint.trouble import Trouble
from signaling.protocol import limits

LONGEST_MESSAGE = 4 * 1024 * 1024
"""Bytes: what the server sends (a catalogue) is longer than what it takes."""


class Server:
    """One server, and this endpoint's cookies for it. An async context manager: leaving it closes every socket."""

    def __init__(self, address: str) -> None:
        try:
            url = URL(address)
            origin = url.origin()
        except ValueError:
            origin = URL()
        if origin.scheme not in {"http", "https"}:
            raise Trouble("bad_address", f"{address} is no server's address: write https://luukku.example.")
        self.origin = str(origin)
        self.secure = origin.scheme == "https"
        self._client: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Server":
        self._client = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()

    @property
    def client(self) -> aiohttp.ClientSession:
        if self._client is None:
            raise RuntimeError("the server is used outside its block")
        return self._client

    async def socket(self) -> aiohttp.ClientWebSocketResponse:
        """A socket that has said nothing yet. Raises `Trouble`: `no_server` when nobody answers, `not_a_server` when somebody
        else does, or the code with which the server turns the upgrade away.
        """
        try:
            return await self.client.ws_connect(
                f"{self.origin}/ws",
                headers={"Origin": self.origin},
                max_msg_size=LONGEST_MESSAGE,
                timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
            )
        except aiohttp.WSServerHandshakeError as refused:
            raise await self._turned_away(refused.status) from None
        except (aiohttp.ClientError, OSError, TimeoutError):
            raise Trouble("no_server", f"No server answers at {self.origin}.") from None

    async def _turned_away(self, status: int) -> Trouble:
        """The body of a refused upgrade is lost, so the same is asked for once more as a plain request."""
        try:
            async with self.client.get(f"{self.origin}/ws", headers={"Origin": self.origin}) as answer:
                said: Any = json.loads(await answer.content.read(limits.MAX_MESSAGE_BYTES))
            return Trouble(str(said["code"]), str(said["sentence"]))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, KeyError, TypeError):
            return Trouble(
                "not_a_server", f"{self.origin} answers, but is no Etäluukku server (status {status})."
            )
