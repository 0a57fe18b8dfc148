"""One connection to the other end of a link: one attempt, from its description to its close."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCDataChannel,
    RTCIceServer,
    RTCPeerConnection,
    RTCRtpTransceiver,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from aiortc.sdp import candidate_from_sdp

from endpoint.capture.reader import Source
from endpoint.rtc.descriptions import check
from endpoint.rtc.ear import Ear
from endpoint.rtc.gate import GatedTrack
from signaling.protocol import messages as m
from signaling.protocol.scalars import Grant

TEXT, PAPER = 1, 3
"""Numbers of the data channels."""


class Peer:
    """`offer` or `answer`, then candidates; `set_sending` at any time. `close` must be called: decoder threads hold the
    process otherwise.
    """

    def __init__(self, attempt: int, ice_servers: Iterable[m.IceServer], source: Source, ear: Ear) -> None:
        self.attempt = attempt
        self._source = source
        self._ear = ear
        self._connection = RTCPeerConnection(
            RTCConfiguration(
                iceServers=[
                    RTCIceServer(urls=list(s.urls), username=s.username, credential=s.credential)
                    for s in ice_servers
                ],
                bundlePolicy=RTCBundlePolicy.MAX_BUNDLE,
            )
        )
        self._tracks: dict[Grant, GatedTrack] = {}
        self._sending: frozenset[Grant] = frozenset()
        self._draining: list[asyncio.Task[None]] = []
        self._early: list[m.Candidate] = []
        self._text: RTCDataChannel | None = None
        self._described = False
        self._closing: asyncio.Task[None] | None = None

    # --- describing -------------------------------------------------------------------------------------------------

    async def offer(self) -> str:
        """A description with every slot for good, and this end's candidates in it."""
        for kind in ("audio", "video", "video"):
            self._connection.addTransceiver(kind)
        self._fill_slots()
        self._make_channels()
        await self._connection.setLocalDescription(await self._connection.createOffer())
        return self._connection.localDescription.sdp

    async def answer(self, sdp: str) -> str:
        """The answer to that offer. Raises ValueError when it cannot be understood."""
        await self._understand(sdp, "offer")
        try:
            for transceiver in self._connection.getTransceivers():
                transceiver.direction = "sendrecv"
            self._fill_slots()
            self._make_channels()
            await self._connection.setLocalDescription(await self._connection.createAnswer())
        except Exception as error:  # aiortc raises whatever it stumbles over
            raise _not_understood(error) from error
        return self._connection.localDescription.sdp

    async def accept(self, sdp: str) -> None:
        """The answer to this end's offer; a second one is not heard. Raises ValueError when it cannot be understood."""
        if self._connection.signalingState == "have-local-offer":
            await self._understand(sdp, "answer")

    async def add_candidate(self, candidate: m.Candidate) -> None:
        """At once, or when there is a description that it belongs to."""
        if not self._described:
            self._early.append(candidate)
            return
        if not candidate.candidate:
            await self._connection.addIceCandidate(None)
            return
        try:
            parsed = candidate_from_sdp(candidate.candidate.removeprefix("candidate:"))
        except (ValueError, AssertionError, IndexError):
            return
        parsed.sdpMid, parsed.sdpMLineIndex = candidate.mid, candidate.index
        if parsed.sdpMid is not None or parsed.sdpMLineIndex is not None:
            await self._connection.addIceCandidate(parsed)

    async def _understand(self, sdp: str, kind: str) -> None:
        check(sdp)
        try:
            await self._connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type=kind))
        except Exception as error:  # aiortc raises whatever its parser stumbles over
            raise _not_understood(error) from error
        self._described = True
        self._listen()
        for candidate in self._early:
            await self.add_candidate(candidate)
        self._early.clear()

    # --- sending ----------------------------------------------------------------------------------------------------

    def set_sending(self, grants: Iterable[Grant]) -> None:
        """From now on exactly this is sent."""
        self._sending = frozenset(grants)
        for slot, track in self._tracks.items():
            track.set_open(slot in self._sending)

    @property
    def takes_text(self) -> bool:
        """Whether its channel is open."""
        return self._text is not None and self._text.readyState == "open"

    def write(self, text: str) -> bool:
        """Sends T.140 text if it is granted and the channel is open; whether it did."""
        if Grant.TEXT not in self._sending or self._text is None or not self.takes_text:
            return False
        self._text.send(text)
        return True

    def _fill_slots(self) -> None:
        sound, pictures = self._slots()
        self._fill(sound, Grant.SOUND, self._source.sound())
        self._fill(pictures[:1], Grant.PICTURE, self._source.picture())
        self.set_sending(self._sending)

    def _fill(self, slots: list[RTCRtpTransceiver], grant: Grant, reader: Any) -> None:
        if reader is not None and slots:
            track = GatedTrack(slots[0].kind, reader)
            slots[0].sender.replaceTrack(track)
            self._tracks[grant] = track

    def _slots(self) -> tuple[list[RTCRtpTransceiver], list[RTCRtpTransceiver]]:
        """The slots for sound and for pictures, each in the order of the offer."""
        all_ = self._connection.getTransceivers()
        return [t for t in all_ if t.kind == "audio"], [t for t in all_ if t.kind == "video"]

    # --- receiving --------------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        sound, pictures = self._slots()
        ways: list[tuple[RTCRtpTransceiver, Callable[[Any], None]]] = [
            *((slot, self._ear.hears) for slot in sound[:1]),
            *zip(pictures, (self._ear.sees, self._ear.sees_second), strict=False),
        ]
        for slot, way in ways:
            if slot.receiver.track is not None:
                self._draining.append(
                    asyncio.get_running_loop().create_task(_drain(slot.receiver.track, way))
                )

    def _make_channels(self) -> None:
        """Both ends make them beforehand, by number. (An answerer after the offer, so that they go over its transport.)"""
        if self._connection.sctp is None and self._described:
            return  # the offer had no section for data
        self._text = self._connection.createDataChannel("text", protocol="t140", negotiated=True, id=TEXT)
        self._text.on("message", partial(self._ear.reads, self.attempt))
        self._connection.createDataChannel("paper", negotiated=True, id=PAPER)

    async def packets(self) -> tuple[int, int, float | None]:
        """Sound packets received and lost so far, and the round-trip time in ms as far as the other end reports it."""
        received = lost = 0
        rtt = None
        sound, _ = self._slots()
        for slot in sound[:1]:
            for figure in (await slot.receiver.getStats()).values():
                if figure.type == "inbound-rtp":
                    received, lost = figure.packetsReceived, max(0, figure.packetsLost)
            for figure in (await slot.sender.getStats()).values():
                if figure.type == "remote-inbound-rtp" and figure.roundTripTime is not None:
                    rtt = max(0.0, figure.roundTripTime * 1000)
        return received, lost, rtt

    @property
    def state(self) -> str:
        """As `RTCPeerConnection.connectionState`."""
        return self._connection.connectionState

    async def close(self) -> None:
        """Silent at once. Whoever waits may be cancelled: it is closed all the same, and may be waited for again."""
        self.set_sending(())
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self._close(), name="peer: close")
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        for ice in self._ice():
            # aioice 0.13 begins to ask for consent when its checks are done, also when it was closed at that very moment,
            # and then asks for ever.
            ice.query_consent = _asks_nothing
        try:
            await self._connection.close()
        finally:
            for track in self._tracks.values():
                track.stop()
            for task in self._draining:
                task.cancel()
            await asyncio.gather(*self._draining, return_exceptions=True)

    def _ice(self) -> list[Any]:
        """Aioice's connections below this one."""
        transports = [transceiver.receiver.transport for transceiver in self._connection.getTransceivers()]
        if self._connection.sctp is not None:
            transports.append(self._connection.sctp.transport)
        return [transport.transport._connection for transport in transports]  # noqa: SLF001


async def _asks_nothing() -> None:
    pass


def _not_understood(error: Exception) -> ValueError:
    return ValueError(f"a description that cannot be understood: {error!r}")


async def _drain(track: Any, way: Callable[[Any], None]) -> None:
    """Takes every frame, since what is not taken piles up."""
    while True:
        try:
            frame = await track.recv()
        except MediaStreamError:
            return
        way(frame)
