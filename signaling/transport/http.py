"""The web application: pages, files of the build, sign-in, health, and the socket. Headers go on whatever is answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

from signaling.protocol import limits
from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import IceServer
from signaling.service.metrics import Metrics
from signaling.service.ports import Directory, Front, Unavailable
from signaling.transport.access import Access, Cookies, credentials
from signaling.transport.counters import Counters
from signaling.transport.doorway import Doors, doorway
from signaling.transport.gate import Gate
from signaling.transport.headers import add_headers
from signaling.transport.health import Health, prometheus
from signaling.transport.identities import Credentials
from signaling.transport.problem import problem, refusal
from signaling.transport.sign_in import SignIn, has_form
from signaling.transport.site import ICON, SITE_CSS, Asset, Site, persons_pages
from signaling.transport.sockets import PATH, Sockets, no_credentials

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

logger = logging.getLogger(__name__)

PAGES = {
    "/terminal": "/terminal.html",
    "/expert": "/expert.html",
    "/desk": "/desk.html",
    "/desk/customer": "/customer.html",
}
_OF_STAFF = frozenset({"/expert", "/desk"})


class Server:
    """What the transport is made of. `app` is to be run; `drain` before it is stopped."""

    def __init__(
        self,
        *,
        front: Front,
        directory: Directory,
        access: Access,
        assets: Mapping[str, Asset],
        gate: Gate,
        cookies: Cookies,
        health: Callable[[], Awaitable[Health]],
        metrics: Metrics,
        behind_proxy: bool = False,
    ) -> None:
        self._directory = directory
        self._access = access
        self._assets = assets
        self._gate = gate
        self._cookies = cookies
        self._health = health
        self._metrics = metrics
        self.counters = Counters()
        self.doors = Doors(self.counters, secure=cookies.secure)
        self._site = Site(assets)
        self._sockets = Sockets(
            front=front,
            gate=gate,
            counters=self.counters,
            credentials=no_credentials if gate.demo else self._credentials,
        )
        self.app = self._application(behind_proxy=behind_proxy)

    async def drain(self, within: float) -> None:
        """Take no new sockets, tell every page when to come back, be rid of all of them in `within` seconds."""
        await self._sockets.drain(within)

    async def end_expired_sessions(self) -> None:
        """To be called every few seconds. Raises `service.ports.Unavailable`."""
        await self._sockets.end_expired(self._is_signed_in)

    async def renew_ice(self, servers: Callable[[], tuple[IceServer, ...]]) -> None:
        """New ICE servers for every page, made for each anew."""
        await self._sockets.renew_ice(servers)

    def _application(self, *, behind_proxy: bool) -> web.Application:
        app = web.Application(middlewares=[self._say_no], client_max_size=limits.MAX_BODY_BYTES)
        app.on_response_prepare.append(self._add_headers)
        app.router.add_get("/", self._start)
        app.router.add_get(PATH, self._sockets.handle, allow_head=False)
        app.router.add_get("/health", self._answer_health)
        app.router.add_get("/metrics", self._answer_metrics)
        app.router.add_get(SITE_CSS, self._answer_site_css)
        app.router.add_get("/favicon.ico", self._answer_icon)
        for path in PAGES:
            app.router.add_get(path, self._answer_page)
        for path in self._assets:
            if path not in PAGES.values():
                app.router.add_get(path, self._answer_file)
        if not self._gate.demo:
            sign_in = SignIn(
                access=self._access,
                directory=self._directory,
                cookies=self._cookies,
                gate=self._gate,
                site=self._site,
                counters=self.counters,
                signed_out=self._sockets.end_session,
                behind_proxy=behind_proxy,
            )
            app.router.add_routes(sign_in.routes())
        return app

    # --- what is answered -------------------------------------------------------------------------------------------

    async def _start(self, _request: web.Request) -> web.StreamResponse:
        if self._gate.demo:
            return _html(self._site.demo(persons_pages(await self._directory.city())))
        return _html(self._site.start())

    async def _answer_page(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        if not self._gate.demo:
            proved = await self._credentials(request)
            if path in _OF_STAFF and proved.account is None:
                return web.Response(status=303, headers={"Location": "/sign-in"})
            if path not in _OF_STAFF and proved.place is None:
                return _html(
                    self._site.sorry("Tätä laitetta ei ole otettu käyttöön. Avaa sen kertakäyttölinkki."), 401
                )
        return self._file(PAGES[path])

    async def _answer_file(self, request: web.Request) -> web.StreamResponse:
        return self._file(request.path)

    def _file(self, path: str) -> web.StreamResponse:
        asset = self._assets.get(path)
        if asset is None:
            return problem(404, ErrorCode.NOT_FOUND)
        return web.Response(body=asset.body, headers={"Content-Type": asset.content_type, **asset.headers})

    async def _answer_site_css(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=self._site.css, content_type="text/css", charset="utf-8")

    async def _answer_icon(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=ICON, content_type="image/svg+xml")

    async def _answer_health(self, _request: web.Request) -> web.StreamResponse:
        health = await self._health()
        return web.Response(
            status=200 if health.status == "ok" else 503,
            body=msgspec.json.encode(health),
            content_type="application/json",
        )

    async def _answer_metrics(self, _request: web.Request) -> web.StreamResponse:
        health = await self._health()
        return web.Response(
            text=prometheus(self.counters, self._metrics, health.clock_ahead_s, len(asyncio.all_tasks())),
            content_type="text/plain",
            charset="utf-8",
        )

    async def _is_signed_in(self, token: str) -> bool:
        return await self._access.session(token) is not None

    async def _credentials(self, request: web.Request) -> Credentials:
        return await credentials(request, self._cookies, self._access)

    # --- on every answer --------------------------------------------------------------------------------------------

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        add_headers(
            response,
            self._gate.socket_sources(request),
            secure=self._cookies.secure,
            of_form=has_form(request.path),
        )

    @web.middleware
    async def _say_no(self, request: web.Request, handler: "Handler") -> web.StreamResponse:
        """Whatever goes wrong is a stable code and a sentence, in one place."""
        entered = doorway(request)
        if entered is not None:
            entered.request_began()
        try:
            return await handler(request)
        except web.HTTPException as wrong:
            if wrong.status < 400:
                raise
            code = {
                404: ErrorCode.NOT_FOUND,
                405: ErrorCode.METHOD_NOT_ALLOWED,
                413: ErrorCode.TOO_LARGE,
            }.get(wrong.status, ErrorCode.INVALID_MESSAGE)
            self.counters.refuse(code, asyncio.get_running_loop().time())
            answer = refusal(request, self._site, wrong.status, code)
            if "Allow" in wrong.headers:
                answer.headers["Allow"] = wrong.headers["Allow"]
            return answer
        except Unavailable:
            return refusal(request, self._site, 503, ErrorCode.NOT_SAVED)
        except Exception:  # it is a fault of ours: the asker learns no more than that
            logger.exception("a request for %s failed", request.match_info.route.resource)
            return refusal(request, self._site, 500, ErrorCode.INTERNAL)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(status=status, text=text, content_type="text/html")
