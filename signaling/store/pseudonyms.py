"""Staff in the log: a keyed hash of the account, with a new random key each month of the Finnish calendar.

Without a month's key nobody can tell whose a pseudonym was, or that pseudonyms of two months are one person's.
"""

import hmac
import secrets
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import Connection, select

from signaling.service.city_time import local_time
from signaling.store import tables
from signaling.store.database import Database
from signaling.store.statements import add

HEX_DIGITS = 32
"""128 bits: no two of a city's staff will ever share one."""


QUARTER = 900.0
"""Seconds: every midnight in Finland is the beginning of a quarter of an hour of the clock too."""


class StorePseudonyms:
    """`service.ports.Pseudonyms`, its keys kept in the store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._keys: dict[str, bytes] = {}
        self._known: dict[tuple[str, str], str] = {}

    def prepare(self, at: float) -> None:
        """Have every key at hand, those of this month and the next too, so that `of` never waits for the disk.

        To be called at start and once a day. Raises `Unavailable`.
        """
        keys = tables.pseudonym_key.c
        kept = self._database.read_now(
            lambda connection: connection.execute(select(keys.month, keys.key)).all()
        )
        self._keys |= {month: bytes(key) for month, key in kept}
        self._known.clear()
        self._key(self.month(at))
        self._key(f"{local_time(at).replace(day=1) + timedelta(days=32):%Y-%m}")

    def of(self, account: str, at: float) -> str:
        """The pseudonym of an account in the month of `at`: 32 hex digits, the same all that month.

        Raises `Unavailable` when the month's key has to be made (see `prepare`) and cannot be.
        """
        month = self.month(at)
        pseudonym = self._known.get((month, account))
        if pseudonym is None:
            pseudonym = hmac.new(self._key(month), account.encode(), sha256).hexdigest()[:HEX_DIGITS]
            self._known[month, account] = pseudonym
        return pseudonym

    def month(self, at: float) -> str:
        """The month of a time, as `2026-11`."""
        return _month(at // QUARTER)

    def _key(self, month: str) -> bytes:
        if month not in self._keys:
            self._keys[month] = self._database.write_now(lambda connection: _key_of(connection, month))
        return self._keys[month]


@lru_cache(maxsize=1_000)
def _month(quarter: float) -> str:
    return f"{local_time(quarter * QUARTER):%Y-%m}"


def _key_of(connection: Connection, month: str) -> bytes:
    """The key that the store has or, from now on, this new one."""
    keys = tables.pseudonym_key.c
    found = connection.scalar(select(keys.key).where(keys.month == month))
    if found is None:
        found = secrets.token_bytes(32)
        add(connection, tables.pseudonym_key, [{"month": month, "key": found}])
    return bytes(found)
