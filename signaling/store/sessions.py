"""Who is signed in, and the one-time links by which people and places sign in for the first time."""

from collections import OrderedDict

from msgspec import Struct
from sqlalchemy import Connection, delete, select

from signaling.service.ports import Subject, SubjectKind, Unavailable
from signaling.store import tables
from signaling.store.database import Database
from signaling.store.secret import digest, new_token
from signaling.store.statements import add, remove

HOUR = 3600.0
DAY = 24 * HOUR

KNOWN_AT_MOST = 20_000
"""Sessions that are remembered for the time when the store is away."""


class Session(Struct, frozen=True, kw_only=True):
    """Somebody is signed in, from and until when."""

    subject: Subject
    created_at: float
    expires_at: float


class Sessions:
    """Lifetimes are in seconds, from signing in: of a person, of a place, and of a one-time link from being made.

    Every method raises `Unavailable`.
    """

    def __init__(
        self,
        database: Database,
        *,
        person_lifetime: float = 12 * HOUR,
        place_lifetime: float = 400 * DAY,
        code_lifetime: float = 3 * DAY,
    ) -> None:
        self._database = database
        self._lifetime = {SubjectKind.PERSON: person_lifetime, SubjectKind.PLACE: place_lifetime}
        self._code_lifetime = code_lifetime
        self._known: OrderedDict[bytes, Session] = OrderedDict()

    async def create(self, kind: SubjectKind, subject: str, now: float) -> str:
        """Sign somebody in; the token is for the cookie alone and is not kept. Sessions long over are cleared away."""
        token = new_token()
        row = {
            "token_hash": digest(token),
            "kind": str(kind),
            "subject": subject,
            "created_at": now,
            "expires_at": now + self._lifetime[kind],
        }

        def work(connection: Connection) -> None:
            connection.execute(delete(tables.session).where(tables.session.c.expires_at <= now - DAY))
            add(connection, tables.session, [row])

        await self._database.write(work)
        return token

    async def find(self, token: str, now: float) -> Session | None:
        """Whose token this is; None when it is nobody's or its time is over (see `expired`).

        While the store is away, of those that were found before and have not ended since: whoever is in a visit comes back.
        """
        session = await self._find(token)
        return session if session is not None and session.expires_at > now else None

    async def expired(self, token: str, now: float) -> bool:
        """Whether this was somebody's token and its time is over."""
        session = await self._find(token)
        return session is not None and session.expires_at <= now

    async def end(self, token: str) -> None:
        """Sign out."""
        row = tables.session.c
        await self._database.write(
            lambda connection: (
                connection.execute(delete(tables.session).where(row.token_hash == digest(token))).rowcount
            )
        )
        self._known.pop(digest(token), None)

    async def end_all(self, kind: SubjectKind, subject: str) -> int:
        """End every session of somebody, and say how many there were."""
        row = tables.session.c
        ended = await self._database.write(
            lambda connection: (
                connection.execute(
                    delete(tables.session).where(row.kind == str(kind), row.subject == subject)
                ).rowcount
            )
        )
        of = Subject(kind=kind, id=subject)
        for key in [key for key, session in self._known.items() if session.subject == of]:
            del self._known[key]
        return ended

    def invite(self, kind: SubjectKind, subject: str, now: float) -> str:
        """A new code for a one-time link; an older one of the same subject is void. In the caller's thread."""
        code = new_token()
        row = {
            "code_hash": digest(code),
            "kind": str(kind),
            "subject": subject,
            "expires_at": now + self._code_lifetime,
        }
        codes = tables.sign_in_code.c

        def work(connection: Connection) -> None:
            connection.execute(
                delete(tables.sign_in_code).where(codes.kind == str(kind), codes.subject == subject)
            )
            add(connection, tables.sign_in_code, [row])

        self._database.write_now(work)
        return code

    async def look_at(self, code: str, now: float) -> Subject | None:
        """Whose code this is, without using it up; None when it is unknown, used or too old."""
        return await self._database.read(lambda connection: _invitation(connection, code, now))

    async def redeem(self, code: str, now: float) -> Subject | None:
        """Use a code up. Of many who try at once, exactly one gets an answer other than None."""

        def work(connection: Connection) -> Subject | None:
            found = _invitation(connection, code, now)
            remove(connection, tables.sign_in_code, ("code_hash", digest(code)))
            return found

        return await self._database.write(work)

    async def _find(self, token: str) -> Session | None:
        row, key = tables.session.c, digest(token)
        query = select(row.kind, row.subject, row.created_at, row.expires_at).where(row.token_hash == key)
        try:
            found = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        except Unavailable:
            if key in self._known:
                return self._known[key]
            raise
        self._known.pop(key, None)
        if found is None:
            return None
        session = Session(
            subject=Subject(kind=SubjectKind(found.kind), id=found.subject),
            created_at=found.created_at,
            expires_at=found.expires_at,
        )
        self._known[key] = session
        if len(self._known) > KNOWN_AT_MOST:
            self._known.popitem(last=False)
        return session


def _invitation(connection: Connection, code: str, now: float) -> Subject | None:
    row = tables.sign_in_code.c
    query = select(row.kind, row.subject).where(row.code_hash == digest(code), row.expires_at > now)
    found = connection.execute(query).one_or_none()
    return found and Subject(kind=SubjectKind(found.kind), id=found.subject)
