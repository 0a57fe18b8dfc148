"""Whether a request comes from a page of this service: exact Origin, and Fetch-Metadata where the browser sends it."""

import re

from aiohttp import web
from msgspec import Struct

_LOOPBACK = re.compile(r"(localhost|([a-z0-9-]+\.)+localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?")


class Gate(Struct, frozen=True, kw_only=True):
    """`origins` is the exact allow-list. In the demo it is whatever loopback name the request itself was sent to."""

    origins: frozenset[str]
    demo: bool = False

    def lets_socket(self, request: web.Request) -> bool:
        """For the upgrade: Origin is there and allowed; Fetch-Metadata, where sent, says a page's own WebSocket."""
        return (
            self._origin_allowed(request, request.headers.get("Origin"))
            and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
            and request.headers.get("Sec-Fetch-Mode", "websocket") == "websocket"
        )

    def lets_form(self, request: web.Request) -> bool:
        """For a POST: Origin is there and allowed; Fetch-Metadata, where sent, says that our own page sent the form."""
        return (
            self._origin_allowed(request, request.headers.get("Origin"))
            and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        )

    def socket_sources(self, request: web.Request) -> tuple[str, ...]:
        """Where pages may open WebSockets to, for the content policy: ours, spelt out."""
        origins = (
            (f"http://{request.host}",) if self.demo and is_loopback_host(request.host) else self.origins
        )
        return tuple(sorted(origin.replace("http", "ws", 1) for origin in origins))

    def _origin_allowed(self, request: web.Request, origin: str | None) -> bool:
        if origin is None or len(request.headers.getall("Origin")) != 1:
            return False
        if self.demo:
            return is_loopback_host(request.host) and origin == f"http://{request.host}"
        return origin in self.origins


def is_loopback_host(host: str) -> bool:
    """Whether a Host header names this machine itself, and so no other name that was made to lead here."""
    return _LOOPBACK.fullmatch(host) is not None
