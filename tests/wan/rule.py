"""Which packets a rule is about, by what stands in their headers (RFC 791, 768, 9293)."""

from dataclasses import dataclass
from socket import inet_ntoa
from typing import NamedTuple

PROTOCOLS = {1: "icmp", 6: "tcp", 17: "udp"}


class Header(NamedTuple):
    """Ports are 0 where there are none."""

    protocol: str
    source: str
    source_port: int
    target: str
    target_port: int

    @property
    def flow(self) -> tuple[str, tuple[tuple[str, int], ...]]:
        """The same for both directions."""
        ends = ((self.source, self.source_port), (self.target, self.target_port))
        return (self.protocol, tuple(sorted(ends)))


def header(packet: bytes) -> Header | None:
    """None of what is no IPv4 packet."""
    if len(packet) < 20 or packet[0] >> 4 != 4:
        return None
    protocol = PROTOCOLS.get(packet[9], "other")
    begins = (packet[0] & 0x0F) * 4
    has_ports = protocol in ("tcp", "udp") and len(packet) >= begins + 4
    source_port, target_port = (
        (int.from_bytes(packet[at : at + 2]) for at in (begins, begins + 2)) if has_ports else (0, 0)
    )
    return Header(protocol, inet_ntoa(packet[12:16]), source_port, inet_ntoa(packet[16:20]), target_port)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Packets of this protocol (`udp`, `tcp`, `icmp`) from or to this port and this address; what is not said may be anything."""

    protocol: str = ""
    port: int = 0
    address: str = ""

    def means(self, packet: Header) -> bool:
        return (
            self.protocol in ("", packet.protocol)
            and self.port in (0, packet.source_port, packet.target_port)
            and self.address in ("", packet.source, packet.target)
        )
