"""Passwords of staff, hashed with argon2id (RFC 9106) in a thread of their own."""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select

from signaling.service.ports import PASSWORD_LENGTHS
from signaling.store import tables
from signaling.store.database import Database
from signaling.store.statements import add, remove

T = TypeVar("T")


class BadPassword(ValueError):
    """Too short or too long to be set."""


class Passwords:
    """One hash at a time: each takes tens of milliseconds of a core and tens of megabytes.

    The cost is argon2-cffi's default, which is RFC 9106's second recommendation, unless a hasher is given.
    """

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()
        self._thread = ThreadPoolExecutor(1, "password")
        self._nobody: str | None = None

    async def set(self, account: str, password: str) -> None:
        """Raises `BadPassword`, `Unavailable`."""
        if len(password) not in PASSWORD_LENGTHS:
            raise BadPassword(f"A password has {PASSWORD_LENGTHS[0]} to {PASSWORD_LENGTHS[-1]} characters.")
        await self._keep(account, password)

    async def check(self, account: str, password: str) -> bool:
        """Whether this is the account's password. An account without one takes as long. Raises `Unavailable`."""
        if len(password) > PASSWORD_LENGTHS[-1]:
            return False
        query = select(tables.password.c.hash).where(tables.password.c.account == account)
        kept = await self._database.read(lambda connection: connection.scalar(query))
        if kept is None:
            if self._nobody is None:
                self._nobody = await self._in_thread(self._hash, "of nobody")
            await self._in_thread(self._matches, self._nobody, password)
            return False
        if not await self._in_thread(self._matches, kept, password):
            return False
        if self._hasher.check_needs_rehash(kept):
            await self._keep(account, password)
        return True

    def close(self) -> None:
        """Finish what is under way. May be called again."""
        self._thread.shutdown()

    async def _keep(self, account: str, password: str) -> None:
        row = {"account": account, "hash": await self._in_thread(self._hash, password)}

        def work(connection: Connection) -> None:
            remove(connection, tables.password, ("account", account))
            add(connection, tables.password, [row])

        await self._database.write(work)

    async def _in_thread(self, work: Callable[..., T], *arguments: str) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _hash(self, password: str) -> str:
        return self._hasher.hash(_bytes(password))

    def _matches(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
