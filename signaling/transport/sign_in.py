"""Signing in and out, and one-time links. GET shows a form and changes nothing; POST comes from our own pages alone."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from signaling.protocol.errors import SENTENCES, ErrorCode
from signaling.protocol.limits import BODY_WITHIN
from signaling.routing.model import Duty, PlaceKind
from signaling.service.ports import PASSWORD_LENGTHS, Directory, Subject, SubjectKind
from signaling.transport.access import Access, Cookies
from signaling.transport.counters import Counters
from signaling.transport.gate import Gate
from signaling.transport.problem import refusal
from signaling.transport.site import Site
from signaling.transport.throttle import Throttle
from signaling.transport.turns import Turns

FAILURE_TAKES = 1.0
"""Seconds that a failed try takes at least."""

TRIES_PER_NAME = 10
TRIES_PER_ADDRESS = 100
"""In a quarter of an hour. A whole office may share one address."""


AT_ONCE_PER_ADDRESS = 2
"""How many passwords of one address are checked at the same time; its others wait, and only its own."""


def has_form(path: str) -> bool:
    """Whether a form is shown or sent there."""
    return path in ("/sign-in", "/sign-out") or path.startswith("/sign-in/")


class SignIn:
    """The routes of signing in. `signed_out` is called with the token of the session that ended."""

    def __init__(
        self,
        *,
        access: Access,
        directory: Directory,
        cookies: Cookies,
        gate: Gate,
        site: Site,
        counters: Counters,
        signed_out: Callable[[str], None],
        behind_proxy: bool,
    ) -> None:
        self._access = access
        self._directory = directory
        self._cookies = cookies
        self._gate = gate
        self._site = site
        self._counters = counters
        self._signed_out = signed_out
        self._behind_proxy = behind_proxy
        self._by_name = Throttle(TRIES_PER_NAME)
        self._by_address = Throttle(TRIES_PER_ADDRESS)
        self._turns = Turns(AT_ONCE_PER_ADDRESS)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sign-in", self._form),
            web.post("/sign-in", self._sign_in),
            web.get("/sign-in/{code}", self._link),
            web.post("/sign-in/{code}", self._use_link),
            web.get("/sign-out", self._ask_to_sign_out),
            web.post("/sign-out", self._sign_out),
        ]

    async def _form(self, _request: web.Request) -> web.StreamResponse:
        return _page(self._site.sign_in())

    async def _sign_in(self, request: web.Request) -> web.StreamResponse:
        form = await self._own_form(request)
        if isinstance(form, web.Response):
            return form
        now = _now()
        username, password = form.get("username", "").strip().lower(), form.get("password", "")
        address = self._address(request)
        wait = max(self._by_name.wait(username, now), self._by_address.wait(address, now))
        if wait > 0:
            self._counters.refuse(ErrorCode.TOO_MANY_TRIES, now)
            page = _page(
                self._site.sign_in(wrong=SENTENCES[ErrorCode.TOO_MANY_TRIES].fi, username=username), 429
            )
            page.headers["Retry-After"] = str(int(wait) + 1)
            return page
        # Counted before it is checked: tries that come at the same time are as many as those that come in turn.
        self._by_name.failed(username, now)
        self._by_address.failed(address, now)
        async with self._turns.of(address):
            right = await self._access.check_password(username, password)
        if not right or not await self._known(username):
            self._counters.refuse(ErrorCode.SIGN_IN_FAILED, now)
            await asyncio.sleep(FAILURE_TAKES - (_now() - now))
            return _page(
                self._site.sign_in(wrong=SENTENCES[ErrorCode.SIGN_IN_FAILED].fi, username=username), 403
            )
        self._by_name.succeeded(username)
        self._by_address.take_back(address)
        return await self._signed_in(Subject(kind=SubjectKind.PERSON, id=username))

    async def _link(self, request: web.Request) -> web.StreamResponse:
        subject = await self._access.look_at_code(request.match_info["code"])
        if subject is None:
            return self._link_over()
        if subject.kind is SubjectKind.PERSON:
            return _page(self._site.choose_password(subject.id))
        return _page(self._site.open_place(await self._place_name(subject.id)))

    async def _use_link(self, request: web.Request) -> web.StreamResponse:
        form = await self._own_form(request)
        if isinstance(form, web.Response):
            return form
        code = request.match_info["code"]
        subject = await self._access.look_at_code(code)
        if subject is None:
            return self._link_over()
        password = form.get("password", "")
        if subject.kind is SubjectKind.PERSON and not _may_be_set(password, form.get("again", "")):
            said = SENTENCES[ErrorCode.PASSWORD_TOO_SHORT].fi
            return _page(self._site.choose_password(subject.id, wrong=said), 400)
        if await self._access.redeem_code(code) != subject:
            return self._link_over()
        if subject.kind is SubjectKind.PERSON:
            await self._access.set_password(subject.id, password)
        return await self._signed_in(subject)

    async def _ask_to_sign_out(self, _request: web.Request) -> web.StreamResponse:
        return _page(self._site.sign_out())

    async def _sign_out(self, request: web.Request) -> web.StreamResponse:
        if not self._gate.lets_form(request):
            return self._not_ours(request)
        token = self._cookies.token(request, SubjectKind.PERSON)
        if token is not None:
            await self._access.end_session(token)
            self._signed_out(token)
        answer = _to("/sign-in")
        self._cookies.take(answer, SubjectKind.PERSON)
        answer.headers["Clear-Site-Data"] = '"storage"'
        return answer

    # --- small parts ------------------------------------------------------------------------------------------------

    async def _own_form(self, request: web.Request) -> dict[str, str] | web.Response:
        if not self._gate.lets_form(request):
            return self._not_ours(request)
        if request.content_type != "application/x-www-form-urlencoded":
            return refusal(request, self._site, 415, ErrorCode.INVALID_MESSAGE)
        try:
            async with asyncio.timeout(BODY_WITHIN):
                posted = await request.post()
            return {name: value for name, value in posted.items() if isinstance(value, str)}
        except TimeoutError:
            self._counters.refuse(ErrorCode.TOO_SLOW, _now())
            answer = refusal(request, self._site, 408, ErrorCode.TOO_SLOW)
            answer.force_close()
            return answer
        except (ValueError, LookupError):
            return refusal(request, self._site, 400, ErrorCode.INVALID_MESSAGE)

    async def _signed_in(self, subject: Subject) -> web.Response:
        self._counters.signed_in += 1
        answer = _to(await self._first_page(subject))
        self._cookies.give(answer, subject.kind, await self._access.open_session(subject))
        return answer

    async def _known(self, account: str) -> bool:
        return any(known.id == account for known in (await self._directory.city()).accounts)

    async def _first_page(self, subject: Subject) -> str:
        city = await self._directory.city()
        if subject.kind is SubjectKind.PERSON:
            clerks = {account.id for account in city.accounts if account.duty is Duty.CLERK}
            return "/desk" if subject.id in clerks else "/expert"
        desks = {place.id for place in city.places if place.kind is PlaceKind.DESK}
        return "/desk/customer" if subject.id in desks else "/terminal"

    async def _place_name(self, place: str) -> str:
        city = await self._directory.city()
        return next((known.name.fi for known in city.places if known.id == place), place)

    def _address(self, request: web.Request) -> str:
        if self._behind_proxy:
            told = request.headers.getall("X-Forwarded-For", [])
            if told:
                return told[-1].rpartition(",")[2].strip()
        return request.remote or ""

    def _link_over(self) -> web.Response:
        self._counters.refuse(ErrorCode.SIGN_IN_LINK_OVER, _now())
        return _page(self._site.sorry(SENTENCES[ErrorCode.SIGN_IN_LINK_OVER].fi), 410)

    def _not_ours(self, request: web.Request) -> web.Response:
        self._counters.refuse(ErrorCode.BAD_ORIGIN, _now())
        return refusal(request, self._site, 403, ErrorCode.BAD_ORIGIN)


def _may_be_set(password: str, again: str) -> bool:
    return password == again and len(password) in PASSWORD_LENGTHS


def _page(html: str, status: int = 200) -> web.Response:
    return web.Response(status=status, text=html, content_type="text/html")


def _to(address: str) -> web.Response:
    return web.Response(status=303, headers={"Location": address})


def _now() -> float:
    return asyncio.get_running_loop().time()
