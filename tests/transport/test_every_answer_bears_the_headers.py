"""Content policy and its kin on whatever is answered: pages, files, forms, errors, the upgrade itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import hdrs

from signaling.transport.http import PAGES
from tests.transport.live import ASSETS, Town, settings_for, town

ORIGIN = "https://luukku.example"

EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "media-src": "'self' blob:",
    "worker-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "lit-html etaluukku-worker",
}
GETS = [
    "/", *PAGES, *(path for path in ASSETS if not path.endswith(".html")), "/site.css", "/favicon.ico", "/health", "/metrics", "/sign-in",
    "/sign-in/nobody-s", "/sign-out", "/ws", "/nowhere", "/terminal.html", "/assets/../build.json", "/%00",
]  # fmt: skip
POSTS = ["/", "/sign-in", "/sign-in/nobody-s", "/sign-out", "/health", "/nowhere"]


@pytest.fixture
async def real(folder: Path) -> AsyncIterator[Town]:
    async with town(settings_for(folder, origins=(ORIGIN,)), demo=False) as running:
        yield running


def check(answer: aiohttp.ClientResponse, path: str, connect: str, *, secure: bool) -> None:
    headers = answer.headers
    for name, value in EVERYWHERE.items():
        assert headers.get(name) == value, (path, name)
    # A form sent from a page with no-referrer has the origin null.
    form = path.startswith(("/sign-in", "/sign-out"))
    assert headers["Referrer-Policy"] == ("same-origin" if form else "no-referrer"), path
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {**POLICY, "connect-src": f"'self' {connect}"}, path
    permissions = dict(part.split("=") for part in headers["Permissions-Policy"].split(", "))
    for mine in ("camera", "microphone", "display-capture", "fullscreen", "screen-wake-lock"):
        assert permissions[mine] == "(self)", path
    for nobodys in ("geolocation", "usb", "serial", "payment", "hid"):
        assert permissions[nobodys] == "()", path
    immutable = path == "/assets/staff-1.css"
    assert ("immutable" in headers["Cache-Control"]) is immutable, path
    assert immutable or headers["Cache-Control"] == "no-store", path
    assert ("Strict-Transport-Security" in headers) is secure, path
    assert "aiohttp" not in headers["Server"].lower()


async def test_in_the_demo(demo: Town) -> None:
    for path in GETS:
        answer = await demo.client.get(demo.url(path), allow_redirects=False)
        check(answer, path, f"ws://127.0.0.1:{demo.server.port}", secure=False)
    for path in POSTS:
        answer = await demo.client.post(demo.url(path), allow_redirects=False)
        check(answer, path, f"ws://127.0.0.1:{demo.server.port}", secure=False)


async def test_behind_https(real: Town) -> None:
    for path in GETS:
        answer = await real.client.get(real.url(path), allow_redirects=False)
        check(answer, path, "wss://luukku.example", secure=True)
    for path in POSTS:
        answer = await real.client.post(real.url(path), allow_redirects=False)
        check(answer, path, "wss://luukku.example", secure=True)
    answer = await real.client.get(real.url("/health"), allow_redirects=False)
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


async def test_on_the_upgrade(real: Town) -> None:
    upgrade = {
        hdrs.ORIGIN: ORIGIN, hdrs.UPGRADE: "websocket", hdrs.CONNECTION: "Upgrade",
        hdrs.SEC_WEBSOCKET_VERSION: "13", hdrs.SEC_WEBSOCKET_KEY: "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    answer = await real.client.get(real.url("/ws"), headers=upgrade)
    assert answer.status == 101
    assert "Sec-WebSocket-Extensions" not in answer.headers
    check(answer, "/ws", "wss://luukku.example", secure=True)
    answer.close()


async def test_a_strange_host_gets_into_no_header(demo: Town) -> None:
    answer = await demo.client.get(demo.url("/"), headers={"Host": "localhost; script-src *"})
    assert "script-src *" not in answer.headers["Content-Security-Policy"]


async def test_what_goes_wrong_is_a_code_and_a_sentence(demo: Town) -> None:
    for method, path, status, code in (
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/assets/other.js", 404, "not_found"),
        ("GET", "/..%2f..%2fetc%2fpasswd", 404, "not_found"),
        ("GET", "/assets/%2e%2e/%2e%2e/pyproject.toml", 404, "not_found"),
        ("POST", "/health", 405, "method_not_allowed"),
        ("DELETE", "/", 405, "method_not_allowed"),
        ("POST", "/sign-in", 404, "not_found"),
    ):
        answer = await demo.client.request(method, demo.url(path))
        told = await answer.json()
        assert (answer.status, told["code"]) == (status, code), path
        assert told["sentence"].endswith(".")
