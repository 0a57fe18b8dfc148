"""One link of the view: its connection, and the one that replaces it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from endpoint.capture.reader import Source
from endpoint.rtc.ear import Ear
from endpoint.rtc.peer import Peer
from endpoint.rtc.relays import answering
from endpoint.rtc.writing import Writing
from signaling.protocol import messages as m
from signaling.protocol.scalars import Grant
from signaling.protocol.views import LinkView

SILENT_AFTER = 2.0
"""Seconds without sound that is granted, and had come, after which a link is replaced."""

CONNECT_WITHIN = 6.0
"""Seconds after which a connection that was never made is given up."""

Say = Callable[[m.Signal], Awaitable[None]]


class Link:
    """Follows its `LinkView`. `newest` is the connection of the highest attempt; older ones live until media flows on it."""

    def __init__(
        self, view: LinkView, ice_servers: Callable[[], tuple[m.IceServer, ...]], source: Source, say: Say
    ) -> None:
        self.view = view
        self.ear = Ear()
        self.began = time.monotonic()
        self.replaced = 0
        """How many of its connections were replaced."""
        self.connected_after: float | None = None
        self._ice_servers = ice_servers
        self._source = source
        self._say = say
        self._peers: list[Peer] = []
        self._older: list[Peer] = []
        self._made_at = self.began
        self._asked_at = 0.0
        self._writing = Writing()

    @property
    def newest(self) -> Peer | None:
        return self._peers[-1] if self._peers else None

    # --- the view ---------------------------------------------------------------------------------------------------

    def silence(self, view: LinkView | None) -> None:
        """Stops what the new view does not grant; None: everything."""
        send = set(view.send) if view else set[Grant]()
        receive = set(view.receive) if view else set[Grant]()
        for peer in self._peers:
            peer.set_sending(send & set(self.view.send))
        if Grant.TEXT not in send:
            self._writing.grant(False)
        self.ear.grant(receive & set(self.view.receive))

    async def open(self, view: LinkView) -> None:
        """Makes the connection if this end does and there is none, and begins what is granted."""
        self.view = view
        self.ear.grant(view.receive)
        for peer in self._peers:
            peer.set_sending(view.send)
        self._writing.grant(Grant.TEXT in view.send)
        if view.offer and not self._peers:
            await self._offer(0)

    # --- text -------------------------------------------------------------------------------------------------------

    def type(self, text: str) -> bool:
        """Sends it, or keeps it until there is a connection; False: it may not be sent."""
        allowed = self._writing.type(text)
        self._flush()
        return allowed

    def nudge(self) -> None:
        """Lets the loss of what was typed last be noticed."""
        if peer := self._takes_text():
            self._writing.nudge(peer.write)

    def _flush(self) -> None:
        if peer := self._takes_text():
            self._writing.flush(peer.attempt, peer.write, time.monotonic())

    def _takes_text(self) -> Peer | None:
        """The newest of its connections whose channel is open."""
        return next((peer for peer in reversed(self._peers) if peer.takes_text), None)

    # --- signals ----------------------------------------------------------------------------------------------------

    async def take(self, attempt: int, body: m.SignalBody) -> None:
        """Raises ValueError when a description cannot be understood."""
        newest = self.newest
        if newest is not None and attempt < newest.attempt:
            return
        match body:
            case m.Description(sdp_type="offer", sdp=sdp) if not self.view.offer:
                if newest is None or attempt > newest.attempt:
                    peer = await self._make(attempt)
                    await self._describe(peer, "answer", await peer.answer(sdp))
            case m.Description(sdp_type="answer", sdp=sdp) if newest and newest.attempt == attempt:
                await newest.accept(sdp)
            case m.Candidate() if newest and newest.attempt == attempt:
                await newest.add_candidate(body)
            case m.Replace() if self.view.offer and newest and newest.attempt == attempt:
                await self._offer(attempt + 1)
            case _:
                pass

    async def watch(self) -> None:
        """Closes what is no longer needed, and replaces what is broken. To be called a few times a second."""
        newest = self.newest
        if newest is None:
            return
        now = time.monotonic()
        if newest.state == "connected" and self.connected_after is None:
            self.connected_after = now - self.began
        if len(self._peers) > 1 and newest.state == "connected":
            await self._close_older()
        self._flush()
        if self._broken(newest, now):
            if self.view.offer:
                await self._offer(newest.attempt + 1)
            elif now - self._asked_at > SILENT_AFTER:
                self._asked_at = now
                await self._say(m.Signal(link=self.view.id, attempt=newest.attempt, body=m.Replace()))

    async def close(self) -> None:
        """May be waited for again by another when the one who waits is cancelled."""
        await asyncio.gather(*(peer.close() for peer in (*self._older, *self._peers)))

    # --- small parts ------------------------------------------------------------------------------------------------

    def _broken(self, peer: Peer, now: float) -> bool:
        if peer.state in {"failed", "closed"}:
            return True
        if peer.state != "connected":
            return now - self._made_at > CONNECT_WITHIN
        last = self.ear.last.get(Grant.SOUND)
        return last is not None and now - last > SILENT_AFTER

    async def _make(self, attempt: int) -> Peer:
        peer = Peer(attempt, await answering(self._ice_servers()), self._source, self.ear)
        peer.set_sending(self.view.send)
        if self._peers:
            self.replaced += 1
            self.ear.restart()
        self._peers.append(peer)
        self._made_at = time.monotonic()
        return peer

    async def _offer(self, attempt: int) -> None:
        peer = await self._make(attempt)
        await self._describe(peer, "offer", await peer.offer())

    async def _describe(self, peer: Peer, kind: str, sdp: str) -> None:
        body = m.Description(sdp_type="offer" if kind == "offer" else "answer", sdp=sdp)
        await self._say(m.Signal(link=self.view.id, attempt=peer.attempt, body=body))

    async def _close_older(self) -> None:
        self._older, self._peers = self._peers[:-1], self._peers[-1:]
        for peer in self._older:
            self.ear.reads_no_more(peer.attempt)
        await asyncio.gather(*(peer.close() for peer in self._older))
        self._older = []
