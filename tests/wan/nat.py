"""A router that hides a site: to each other end it shows another random port, and lets in only who was written to from that port.

RFC 4787 calls it address and port-dependent mapping and filtering; two ends behind such routers cannot find each other without a relay.
"""

from random import Random
from socket import inet_aton

TCP, UDP = 6, 17
_CHECKSUM_AT = {TCP: 16, UDP: 6}
_SOURCE, _TARGET = 12, 16
_HEADER_CHECKSUM = 10

Flow = tuple[int, int, bytes, int]
"""Protocol, own port, the other's address and port."""


class Nat:
    """Between the address `inside`, which the site has, and `outside`, which others see."""

    def __init__(self, inside: str, outside: str, dice: Random) -> None:
        self._inside = inet_aton(inside)
        self._outside = inet_aton(outside)
        self._dice = dice
        self._shown: dict[Flow, int] = {}
        self._meant: dict[Flow, int] = {}

    def out(self, packet: bytes) -> bytes | None:
        """As the others see it; None: it is not let through."""
        parsed = _parse(packet)
        if parsed is None:
            return None
        protocol, source, target = parsed
        flow = (protocol, source, packet[_TARGET : _TARGET + 4], target)
        if flow not in self._shown:
            port = self._dice.randrange(1024, 65_536)
            while (protocol, port, *flow[2:]) in self._meant:
                port = self._dice.randrange(1024, 65_536)
            self._shown[flow] = port
            self._meant[protocol, port, flow[2], flow[3]] = source
        return _rewritten(packet, _SOURCE, self._outside, 0, self._shown[flow])

    def home(self, packet: bytes) -> bytes | None:
        """As the site sees it; None: nobody asked for it."""
        parsed = _parse(packet)
        if parsed is None:
            return None
        protocol, source, target = parsed
        port = self._meant.get((protocol, target, packet[_SOURCE : _SOURCE + 4], source))
        return None if port is None else _rewritten(packet, _TARGET, self._inside, 2, port)


def _parse(packet: bytes) -> tuple[int, int, int] | None:
    """Protocol, and the ports from and to."""
    header = 4 * (packet[0] & 15)
    if packet[9] not in _CHECKSUM_AT or len(packet) < header + 8:
        return None
    return (
        packet[9],
        int.from_bytes(packet[header : header + 2]),
        int.from_bytes(packet[header + 2 : header + 4]),
    )


def _rewritten(packet: bytes, address_at: int, address: bytes, port_at: int, port: int) -> bytes:
    changed = bytearray(packet)
    header = 4 * (packet[0] & 15)
    port_at += header
    sum_at = header + _CHECKSUM_AT[packet[9]]
    before, after = packet[address_at : address_at + 4], address
    _adjust(changed, _HEADER_CHECKSUM, before, after)
    if packet[9] == TCP or packet[sum_at : sum_at + 2] != b"\0\0":
        _adjust(changed, sum_at, before + packet[port_at : port_at + 2], after + port.to_bytes(2))
    changed[address_at : address_at + 4] = address
    changed[port_at : port_at + 2] = port.to_bytes(2)
    return bytes(changed)


def _adjust(packet: bytearray, at: int, before: bytes, after: bytes) -> None:
    """The checksum there, when `before` has become `after` (RFC 1624)."""
    total = ~int.from_bytes(packet[at : at + 2]) & 0xFFFF
    for word in range(0, len(before), 2):
        total += ~int.from_bytes(before[word : word + 2]) & 0xFFFF
        total += int.from_bytes(after[word : word + 2])
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    packet[at : at + 2] = (~total & 0xFFFF).to_bytes(2)
