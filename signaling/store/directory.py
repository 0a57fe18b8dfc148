"""The catalogue, places and people: read whole, changed piece by piece, noticed by every process within a second."""

import math
import time
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from signaling.protocol.views import Notice, ServiceGroup
from signaling.routing.model import Account, City, Place, Service, Unit
from signaling.store import tables
from signaling.store.database import Database
from signaling.store.statements import add

Entry = ServiceGroup | Unit | Service | Place | Account | Notice


class EntryKind(StrEnum):
    GROUP = "group"
    UNIT = "unit"
    SERVICE = "service"
    PLACE = "place"
    ACCOUNT = "account"
    NOTICE = "notice"


_TYPES: dict[EntryKind, type[Entry]] = {
    EntryKind.GROUP: ServiceGroup,
    EntryKind.UNIT: Unit,
    EntryKind.SERVICE: Service,
    EntryKind.PLACE: Place,
    EntryKind.ACCOUNT: Account,
    EntryKind.NOTICE: Notice,
}
_encode = msgspec.json.Encoder().encode
_decoders = {kind: msgspec.json.Decoder(of) for kind, of in _TYPES.items()}


class AlreadyThere(ValueError):
    """There is such a person or place already."""


class StoreDirectory:
    """`service.ports.Directory`. `fresh_for`: seconds for which a city that was read is given out unasked.

    Changes run in the caller's thread: they are made by commands and when a demo's store is filled.
    """

    def __init__(self, database: Database, *, fresh_for: float = 1.0) -> None:
        self._database = database
        self._fresh_for = fresh_for
        self._city: City | None = None
        self._revision = -1
        self._looked_at = -math.inf

    async def city(self) -> City:
        """The city as it is, or was less than `fresh_for` seconds ago. Raises `Unavailable`."""
        if self._city is None or time.monotonic() - self._looked_at >= self._fresh_for:
            asked = time.monotonic()
            revision, read = await self._database.read(
                lambda connection: _read_unless(connection, self._revision)
            )
            if read is not None and revision >= self._revision:
                self._city, self._revision = read, revision
            self._looked_at = asked
        assert self._city is not None  # noqa: S101 (for the type checker: the first read always reads)
        return self._city

    def city_now(self) -> City:
        """The city as it is, read in the caller's thread."""
        return self._database.read_now(_read)

    def is_empty(self) -> bool:
        """Whether nothing was ever put in."""
        return self._database.read_now(_revision) == 0

    def fill(self, city: City) -> None:
        """Put a whole city in place of what there is."""

        def work(connection: Connection) -> None:
            connection.execute(delete(tables.city))
            add(connection, tables.city, _rows(city))
            _raise_revision(connection)

        self._database.write_now(work)
        self._looked_at = -math.inf

    def add_missing(self, city: City) -> int:
        """Put in whatever of that city is not there yet; what is there stays as it is. Returns how many were put in."""

        def work(connection: Connection) -> int:
            missing = [
                entry
                for entries in _entries(city)
                for entry in entries
                if _position(connection, entry) is None
            ]
            for entry in missing:
                _put(connection, entry)
            if missing:
                _raise_revision(connection)
            return len(missing)

        added = self._database.write_now(work)
        self._looked_at = -math.inf
        return added

    def put(self, *entries: Entry) -> None:
        """Put these in, each in place of the one with its id or, new, after the last of its kind."""

        def work(connection: Connection) -> None:
            for entry in entries:
                _put(connection, entry)
            _raise_revision(connection)

        self._database.write_now(work)
        self._looked_at = -math.inf

    def add(self, entry: Entry) -> None:
        """Put one in that is new. Raises `AlreadyThere`."""

        def work(connection: Connection) -> None:
            if _position(connection, entry) is not None:
                raise AlreadyThere(id_of(entry))
            _put(connection, entry)
            _raise_revision(connection)

        self._database.write_now(work)
        self._looked_at = -math.inf

    def remove(self, kind: EntryKind, entry: str) -> bool:
        """Take one out, and say whether it was there."""

        def work(connection: Connection) -> bool:
            row = tables.city.c
            gone = connection.execute(
                delete(tables.city).where(row.kind == str(kind), row.id == entry)
            ).rowcount
            _raise_revision(connection)
            return bool(gone)

        gone = self._database.write_now(work)
        self._looked_at = -math.inf
        return gone


def kind_of(entry: Entry) -> EntryKind:
    return next(kind for kind, of in _TYPES.items() if isinstance(entry, of))


def id_of(entry: Entry) -> str:
    match entry:
        case ServiceGroup():
            return entry.group
        case Notice():
            return entry.title.fi[:64]
        case Unit() | Service() | Place() | Account():
            return entry.id


def _entries(city: City) -> Iterable[Sequence[Entry]]:
    return (city.groups, city.units, city.services, city.places, city.accounts, city.notices)


def _rows(city: City) -> list[dict[str, Any]]:
    return [_row(entry, position) for entries in _entries(city) for position, entry in enumerate(entries)]


def _row(entry: Entry, position: int) -> dict[str, Any]:
    return {
        "kind": str(kind_of(entry)),
        "id": id_of(entry),
        "position": position,
        "data": _encode(entry).decode(),
    }


def _position(connection: Connection, entry: Entry) -> int | None:
    row = tables.city.c
    query = select(row.position).where(row.kind == str(kind_of(entry)), row.id == id_of(entry))
    return connection.scalar(query)


def _put(connection: Connection, entry: Entry) -> None:
    row = tables.city.c
    position = _position(connection, entry)
    if position is None:
        last = select(func.coalesce(func.max(row.position), -1)).where(row.kind == str(kind_of(entry)))
        add(connection, tables.city, [_row(entry, int(connection.scalar(last) or 0) + 1)])
    else:
        new = _row(entry, position)
        connection.execute(
            update(tables.city).where(row.kind == new["kind"], row.id == new["id"]).values(data=new["data"])
        )


def _revision(connection: Connection) -> int:
    return connection.scalar(select(tables.city_revision.c.revision)) or 0


def _raise_revision(connection: Connection) -> None:
    revision = _revision(connection)
    connection.execute(delete(tables.city_revision))
    add(connection, tables.city_revision, [{"id": 1, "revision": revision + 1}])


def _read_unless(connection: Connection, known: int) -> tuple[int, City | None]:
    revision = _revision(connection)
    return revision, None if revision == known else _read(connection)


def _read(connection: Connection) -> City:
    row = tables.city.c
    found: dict[str, list[Any]] = {str(kind): [] for kind in EntryKind}
    for entry in connection.execute(select(row.kind, row.data).order_by(row.kind, row.position, row.id)):
        found[entry.kind].append(_decoders[EntryKind(entry.kind)].decode(entry.data))
    return City(
        groups=tuple(found[EntryKind.GROUP]),
        units=tuple(found[EntryKind.UNIT]),
        services=tuple(found[EntryKind.SERVICE]),
        places=tuple(found[EntryKind.PLACE]),
        accounts=tuple(found[EntryKind.ACCOUNT]),
        notices=tuple(found[EntryKind.NOTICE]),
    )
