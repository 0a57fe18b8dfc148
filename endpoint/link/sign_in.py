"""Signing in to a real server, as its pages do: staff with a password, a place with its one-time link or the cookie from it."""

import os
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

import aiohttp
from yarl import URL

from endpoint.link.server import Server
from endpoint.trouble import Trouble
from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.scalars import Language

_BY_STATUS = {
    403: ErrorCode.SIGN_IN_FAILED,
    410: ErrorCode.SIGN_IN_LINK_OVER,
    429: ErrorCode.TOO_MANY_TRIES,
}


async def with_password(server: Server, account: str, password: str, language: Language) -> None:
    """From here on this server's sockets are that person's. Raises `Trouble`: `sign_in_failed`, `too_many_tries`, or that it
    is no such server.
    """
    await _post(server, URL(f"{server.origin}/sign-in"), language, username=account, password=password)


async def with_link(server: Server, link: str, keep_in: Path, language: Language) -> None:
    """Uses the place's one-time link up and keeps the cookie in a file that only its owner may read.

    Raises `Trouble`: `sign_in_link_over`, `not_our_link`, `cookie_file`. The link is not used up when the file cannot be written.
    """
    url = URL(link)
    if not url.absolute or str(url.origin()) != server.origin or not url.path.startswith("/sign-in/"):
        raise Trouble("not_our_link", f"The link is none of {server.origin}'s sign-in links.")
    try:
        file = os.open(keep_in, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Trouble("cookie_file", f"{keep_in} cannot be written: {error.strerror}.") from None
    with os.fdopen(file, "w") as kept:
        cookies = await _post(server, url, language)
        kept.writelines(f"{name}={cookie.value}\n" for name, cookie in cookies.items())


def with_cookie(server: Server, kept_in: Path) -> None:
    """Raises `Trouble`: `cookie_file` when there is no cookie in the file."""
    try:
        cookies = SimpleCookie(kept_in.read_text("utf-8").strip())
    except OSError as error:
        raise Trouble("cookie_file", f"{kept_in} cannot be read: {error.strerror}.") from None
    except (CookieError, UnicodeDecodeError):
        cookies = SimpleCookie()
    if not cookies:
        raise Trouble("cookie_file", f"{kept_in} has no cookie in it: make one with --link.")
    for cookie in cookies.values():
        cookie["path"], cookie["secure"] = "/", server.secure
    server.client.cookie_jar.update_cookies(cookies, URL(server.origin))


async def _post(server: Server, url: URL, language: Language, **form: str) -> SimpleCookie:
    try:
        async with server.client.post(
            url, data=form, headers={"Origin": server.origin}, allow_redirects=False
        ) as answer:
            status, cookies = answer.status, answer.cookies
    except (aiohttp.ClientError, OSError, TimeoutError):
        raise Trouble("no_server", f"No server answers at {server.origin}.") from None
    if status == 303 and cookies:
        return cookies
    code = _BY_STATUS.get(status)
    if code is None:
        raise Trouble("no_sign_in", f"{server.origin} has no sign-in of ours (status {status}).")
    raise Trouble(code, SENTENCES[code].in_language(language))
