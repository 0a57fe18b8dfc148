"""The ICE servers that a page is told of: none, or TURN with credentials that end."""

import base64
import hashlib
import hmac

from signaling.protocol.messages import IceServer


class IceServers:
    """Credentials as in draft-uberti-behave-turn-rest-00, which coturn's `use-auth-secret` checks.

    The user name is the Unix time of the end, a colon, and whose page it is; the password is the HMAC-SHA1 of that name.
    """

    def __init__(self, urls: tuple[str, ...] = (), secret: bytes = b"", valid_for: float = 3600.0) -> None:
        self._urls = urls
        self._secret = secret
        self._valid_for = valid_for

    @property
    def renew_every(self) -> float | None:
        """Seconds after which pages should have new ones, None: they need none."""
        return self._valid_for / 2 if self._urls else None

    def servers(self, subject: str, now: float) -> tuple[IceServer, ...]:
        """For one page, valid for `valid_for` seconds from `now` (Unix time)."""
        if not self._urls:
            return ()
        username = f"{int(now + self._valid_for)}:{subject}"
        digest = hmac.new(self._secret, username.encode(), hashlib.sha1).digest()
        return (IceServer(urls=self._urls, username=username, credential=base64.b64encode(digest).decode()),)
