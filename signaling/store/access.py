"""`transport.access.Access`, kept by the store: sessions, one-time links, passwords."""

from collections.abc import Callable

from signaling.service.ports import Subject, SubjectKind
from signaling.store.passwords import Passwords
from signaling.store.sessions import Sessions


class StoreAccess:
    """`now` is the service's clock."""

    def __init__(self, sessions: Sessions, passwords: Passwords, now: Callable[[], float]) -> None:
        self._sessions = sessions
        self._passwords = passwords
        self._now = now

    async def check_password(self, account: str, password: str) -> bool:
        return await self._passwords.check(account, password)

    async def set_password(self, account: str, password: str) -> None:
        await self._passwords.set(account, password)
        await self._sessions.end_all(SubjectKind.PERSON, account)

    async def open_session(self, subject: Subject) -> str:
        return await self._sessions.create(subject.kind, subject.id, self._now())

    async def session(self, token: str) -> Subject | None:
        session = await self._sessions.find(token, self._now())
        return None if session is None else session.subject

    async def expired(self, token: str) -> bool:
        return await self._sessions.expired(token, self._now())

    async def end_session(self, token: str) -> None:
        await self._sessions.end(token)

    async def look_at_code(self, code: str) -> Subject | None:
        return await self._sessions.look_at(code, self._now())

    async def redeem_code(self, code: str) -> Subject | None:
        return await self._sessions.redeem(code, self._now())
