"""The sockets that a server listens at. They are taken first, so that nothing has been started when a port is not free."""

import contextlib
import socket

from signaling.protocol.limits import UNREAD_WITHIN


class PortTaken(Exception):
    """Another program listens there."""


def bind(host: str, port: int) -> tuple[socket.socket, ...]:
    """Sockets that do not listen yet, on loopback under both of its addresses where there are two. Raises `PortTaken`."""
    bound = [_bound(host, port)]
    if host == "127.0.0.1":
        with contextlib.suppress(PortTaken):
            bound.append(_bound("::1", bound[0].getsockname()[1]))
    return tuple(bound)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise PortTaken(f"Cannot listen on {host}: {error.strerror}.") from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Every connection has it too: one that takes nothing of what it is sent is cut (RFC 5482).
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_WITHIN * 1000)
        made.bind(address)
    except OSError as error:
        made.close()
        raise PortTaken(f"Cannot listen on {host}, port {port}: {error.strerror}.") from None
    return made
