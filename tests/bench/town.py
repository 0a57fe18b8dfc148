"""A city larger than Pori: as many terminals, experts and desks as a benchmark needs, all of them signed in, and its server."""

import resource
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from signaling.demo import PORI
from signaling.pori.cards import name
from signaling.protocol.scalars import Language
from signaling.routing.model import Account, City, Duty, Hours, Place, PlaceKind
from signaling.service.ports import SubjectKind
from signaling.store.database import Database
from signaling.store.directory import StoreDirectory
from signaling.store.sessions import Sessions
from tests.browser.server import Server

ALWAYS = Hours(weekdays=tuple(range(7)), opens=0, closes=24 * 60 - 1, on_holidays=True)
"""But for the minute before midnight: that every day's hours are one opening is reckoned for weeks ahead."""

SERVICES = tuple(
    (service.id, service.units[-1].unit)
    for service in PORI.services
    if not service.sensitive and not service.unsure and len(service.units) == 1
)
FILES = 16_384
"""Files and sockets that a process may have open here: `LimitNOFILE` in deploy/etaluukku.service is more."""


class Person(NamedTuple):
    """Who a page belongs to: its kind, whose it is, and the cookie that proves it."""

    kind: str
    id: str
    cookie: str
    service: str


class Town(NamedTuple):
    """A server that serves, and everybody who may come."""

    server: "TownServer"
    terminals: Sequence[Person]
    experts: Sequence[Person]
    screens: Sequence[Person]


NOT_NOW = 3_600
"""Seconds after which something falls due by itself: not while it is measured, however slow the machine is."""

TIMES = (
    "ring", "spread_to_group", "spread_to_desk", "still_there", "untouched", "after_screen", "wrap_up",
)  # fmt: skip


class TownServer(Server):
    """`etaluukku serve` with every limit as in production, but for `settings`. `url`: its store."""

    def __init__(
        self,
        folder: Path,
        url: str = "",
        environment: Mapping[str, str] | None = None,
        **settings: float | str,
    ) -> None:
        super().__init__(folder, **settings)
        self._settings |= environment or {}
        self.url = url or f"sqlite:///{self.store}"
        self._config = folder / "settings.toml"
        self._config.write_text(
            f'port = {self.port}\norigins = ["{self.address}"]\nstore = "{self.url}"\n'
            + "".join(f"{name}_seconds = {NOT_NOW}\n" for name in TIMES),
            "utf-8",
        )

    def arguments(self) -> tuple[str, ...]:
        return ("serve", "--config", str(self._config))

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def memory(self) -> int:
        """Bytes of the process that are in the machine's memory (`VmRSS` in proc_pid_status(5))."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024


@asynccontextmanager
async def town(
    folder: Path,
    *,
    visits: int,
    screens: int = 0,
    url: str = "",
    environment: Mapping[str, str] | None = None,
    **settings: float | str,
) -> AsyncIterator[Town]:
    """`visits` terminals and as many experts, and `screens` customer screens, each of a desk of its own."""
    many_files()
    server = TownServer(folder, url, environment, **settings)
    database = Database(server.url)
    try:
        places = _city(visits, screens)
        StoreDirectory(database).fill(places)
        sessions = Sessions(database)

        async def signed_in(kind: str, subject: SubjectKind, id_: str, service: str) -> Person:
            token = await sessions.create(subject, id_, time.time())
            cookie = "etaluukku" if subject is SubjectKind.PERSON else "etaluukku-place"
            return Person(kind, id_, f"{cookie}={token}", service)

        everybody = Town(
            server,
            [
                await signed_in("terminal", SubjectKind.PLACE, place.id, _service(number))
                for number, place in enumerate(of_kind(places, PlaceKind.TERMINAL))
            ],
            [
                await signed_in("expert", SubjectKind.PERSON, account.id, _service(number))
                for number, account in enumerate(places.accounts)
            ],
            [
                await signed_in("customer_screen", SubjectKind.PLACE, place.id, "")
                for place in of_kind(places, PlaceKind.DESK)
            ],
        )
    finally:
        database.close()
    await server.start()
    try:
        yield everybody
    finally:
        await server.stop()


def many_files() -> None:
    """For this process and those that it starts."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))


def of_kind(city: City, kind: PlaceKind) -> Sequence[Place]:
    return [place for place in city.places if place.kind is kind]


def _service(number: int) -> str:
    return SERVICES[number % len(SERVICES)][0]


def _city(visits: int, screens: int) -> City:
    """Pori's catalogue, open whenever it is measured, with these places and people."""
    return replace(
        PORI,
        services=tuple(replace(service, hours=(ALWAYS,)) for service in PORI.services),
        places=(
            *(_place("paate", number, PlaceKind.TERMINAL) for number in range(visits)),
            *(_place("tiski", number, PlaceKind.DESK) for number in range(screens)),
        ),
        accounts=tuple(_expert(number) for number in range(visits)),
    )


def _place(word: str, number: int, kind: PlaceKind) -> Place:
    return Place(
        id=f"{word}-{number}",
        kind=kind,
        name=name(f"{word.capitalize()} {number}"),
        district=None,
        road_km=10.0,
        private_room=True,
    )


def _expert(number: int) -> Account:
    service, unit = SERVICES[number % len(SERVICES)]
    return Account(
        id=f"asiantuntija-{number}",
        name=f"Asiantuntija {number}",
        unit=unit,
        duty=Duty.EXPERT,
        services=(service,),
        languages=(Language.FI, Language.SV),
    )
