"""The transport's `Access`, kept by the store: sessions, one-time links, passwords."""

from collections.abc import Callable

from signaling.store import passwords as kept
from signaling.store import sessions as store
from signaling.transport.access import BadPassword, Subject, SubjectKind


class StoreAccess:
    """`now` is the service's clock."""

    def __init__(self, sessions: store.Sessions, passwords: kept.Passwords, now: Callable[[], float]) -> None:
        self._sessions = sessions
        self._passwords = passwords
        self._now = now

    async def check_password(self, account: str, password: str) -> bool:
        return await self._passwords.check(account, password)

    async def set_password(self, account: str, password: str) -> None:
        try:
            await self._passwords.set(account, password)
        except kept.BadPassword as refusal:
            raise BadPassword(str(refusal)) from None
        await self._sessions.end_all(store.SubjectKind.PERSON, account)

    async def open_session(self, subject: Subject) -> str:
        return await self._sessions.create(store.SubjectKind(subject.kind.value), subject.id, self._now())

    async def session(self, token: str) -> Subject | None:
        return _subject(await self._sessions.find(token, self._now()))

    async def expired(self, token: str) -> bool:
        return await self._sessions.expired(token, self._now())

    async def end_session(self, token: str) -> None:
        await self._sessions.end(token)

    async def look_at_code(self, code: str) -> Subject | None:
        return _subject(await self._sessions.look_at(code, self._now()))

    async def redeem_code(self, code: str) -> Subject | None:
        return _subject(await self._sessions.redeem(code, self._now()))


def _subject(found: store.Session | store.Invitation | None) -> Subject | None:
    return None if found is None else Subject(kind=SubjectKind(found.kind.value), id=found.subject)
