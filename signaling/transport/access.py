"""Who may come in: what the transport needs from the store about sign-ins, and the two session cookies."""

from typing import Protocol

from aiohttp import web
from msgspec import Struct

from signaling.service.ports import Subject, SubjectKind
from signaling.transport.identities import Credentials


class Access(Protocol):
    """Sign-ins as the store keeps them. Every method raises `service.ports.Unavailable`."""

    async def check_password(self, account: str, password: str) -> bool:
        """Whether it is the account's. An account that is not there takes as long."""
        ...

    async def set_password(self, account: str, password: str) -> None:
        """One of `PASSWORD_LENGTHS`. Every session of the account ends."""
        ...

    async def open_session(self, subject: Subject) -> str:
        """The token for the cookie."""
        ...

    async def session(self, token: str) -> Subject | None:
        """Whose session it is; None when it is nobody's, or over."""
        ...

    async def expired(self, token: str) -> bool:
        """Whether it was somebody's session and its time is over."""
        ...

    async def end_session(self, token: str) -> None: ...

    async def look_at_code(self, code: str) -> Subject | None:
        """Whose one-time link it is, without using it up; None when it is unknown, used or too old."""
        ...

    async def redeem_code(self, code: str) -> Subject | None:
        """Use the link up. Of many who try at once, one succeeds."""
        ...


class Cookies(Struct, frozen=True, kw_only=True):
    """Two cookies: who signed in, and which place this device belongs to. A customer screen needs the second alone."""

    secure: bool
    staff_seconds: float
    place_seconds: float

    def name(self, kind: SubjectKind) -> str:
        """`__Host-` binds a cookie to this very host over HTTPS; on plain loopback browsers refuse such a name."""
        plain = "etaluukku" if kind is SubjectKind.PERSON else "etaluukku-place"
        return f"__Host-{plain}" if self.secure else plain

    def token(self, request: web.Request, kind: SubjectKind) -> str | None:
        return request.cookies.get(self.name(kind))

    def give(self, response: web.StreamResponse, kind: SubjectKind, token: str) -> None:
        seconds = self.staff_seconds if kind is SubjectKind.PERSON else self.place_seconds
        response.set_cookie(
            self.name(kind),
            token,
            max_age=int(seconds),
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="Strict",
        )

    def take(self, response: web.StreamResponse, kind: SubjectKind) -> None:
        response.del_cookie(self.name(kind), path="/", secure=self.secure, httponly=True, samesite="Strict")


async def credentials(request: web.Request, cookies: Cookies, access: Access) -> Credentials:
    """What the cookies of this request prove now. Raises `service.ports.Unavailable`."""
    account, staff_expired = await _subject(request, cookies, access, SubjectKind.PERSON)
    place, place_expired = await _subject(request, cookies, access, SubjectKind.PLACE)
    return Credentials(
        account=account,
        place=place,
        staff_expired=staff_expired,
        place_expired=place_expired,
        staff_session=cookies.token(request, SubjectKind.PERSON) if account is not None else None,
    )


async def _subject(
    request: web.Request, cookies: Cookies, access: Access, kind: SubjectKind
) -> tuple[str | None, bool]:
    token = cookies.token(request, kind)
    if token is None:
        return None, False
    subject = await access.session(token)
    if subject is not None and subject.kind is kind:
        return subject.id, False
    return None, await access.expired(token)
