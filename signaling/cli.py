"""The command `etaluukku`: a demo, a server, people and places, the log."""

import argparse
import asyncio
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from signaling.app import Running, Store, event_loop, serve_until_stopped
from signaling.arguments import parser
from signaling.demo import PORI
from signaling.doors import PortTaken
from signaling.protocol.scalars import Language
from signaling.protocol.views import LocalText
from signaling.protocol.words import Feature
from signaling.routing.model import Account, Duty, Place, PlaceKind
from signaling.service.city_time import CITY_TIME
from signaling.service.ports import Unavailable
from signaling.settings import Settings, SettingsError, read
from signaling.store.backup import Backups, NoBackup, restore
from signaling.store.database import exists, place_of
from signaling.store.directory import AlreadyThere
from signaling.store.lock import StoreInUse, alone
from signaling.store.people import NotInTheCity, add_person, add_place, invite_again, switch_features
from signaling.store.rebuild import BadLog, rebuild
from signaling.store.verify import verify
from signaling.store.visits import as_table, count_matters, list_visits
from signaling.transport.site import persons_pages


class Trouble(Exception):
    """What keeps a command from being done, as one sentence for the person who gave it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 `log verify` found something wrong, 2 it could not be done."""
    options = parser().parse_args(arguments)
    try:
        status = COMMANDS[options.command](options)
    except Trouble as trouble:
        sys.stderr.write(f"etaluukku: {trouble}\n")
        return 2
    return status


# --- serving --------------------------------------------------------------------------------------------------------


def _demo(options: argparse.Namespace) -> int:
    with _troubles():
        settings = msgspec.structs.replace(
            read(None),
            host="127.0.0.1",
            port=options.port,
            origins=(),
            store=options.store or f"sqlite:///{_user_folder() / 'pori.db'}",
        )
    with _troubles(), closing(Store(settings)) as store:
        if store.directory.is_empty():
            store.directory.fill(PORI)

    def started(server: Running) -> None:
        print(f"\nEtäluukku with a Pori of make-believe people: {server.address}\n")
        group = None
        for page in persons_pages(server.directory.city_now()):
            if page.group != group:
                group = page.group
                print(f"  {group}")
            print(f"    {page.name:<30} {server.address}{page.address}")
        print("\nOpen several in tabs of one browser and be everybody. Ctrl+C stops.", flush=True)

    return _serve_with(settings, started, demo=True, everything_open=not options.real_hours)


def _serve(options: argparse.Namespace) -> int:
    settings = _settings(options)
    if not settings.origins:
        raise Trouble(
            "the setting origins is missing: write the addresses of the pages, such as https://luukku.example."
        )

    def started(server: Running) -> None:
        print(f"Serving {', '.join(settings.origins)} from {settings.host}, port {server.port}.", flush=True)

    return _serve_with(settings, started)


def _serve_with(
    settings: Settings,
    started: Callable[[Running], None],
    *,
    demo: bool = False,
    everything_open: bool = False,
) -> int:
    from console.assets import Assets, PagesMissing

    logging.basicConfig(
        level=logging.WARNING if demo else logging.INFO, format="%(levelname)s %(name)s: %(message)s"
    )
    with _troubles():
        try:
            assets = Assets.load()
        except PagesMissing as missing:
            raise Trouble(str(missing)) from None
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(
                serve_until_stopped(
                    settings,
                    assets=assets,
                    build=assets.build,
                    demo=demo,
                    everything_open=everything_open,
                    started=started,
                )
            )
    return 0


# --- people and places ----------------------------------------------------------------------------------------------


def _add_person(options: argparse.Namespace) -> int:
    account = Account(
        id=options.username,
        name=options.name,
        unit=options.unit,
        duty=Duty(options.duty),
        services=tuple(options.service),
        languages=tuple(Language(language) for language in options.language or ["fi"]),
        desk=options.desk,
    )
    settings = _settings(options)
    with _troubles(), _existing(settings) as store:
        code = add_person(store.directory, store.sessions, account, time.time())
    return _print_link(settings, account.id, code)


def _add_place(options: argparse.Namespace) -> int:
    place = Place(
        id=options.place,
        kind=PlaceKind(options.kind),
        name=LocalText(
            fi=options.name, sv=options.name_sv or options.name, en=options.name_en or options.name
        ),
        district=options.district,
        road_km=options.road_km,
        private_room=options.private_room,
    )
    settings = _settings(options)
    with _troubles(), closing(Store(settings)) as store:
        code = add_place(store.directory, store.sessions, place, time.time())
    return _print_link(settings, place.id, code)


def _features(options: argparse.Namespace) -> int:
    off, on = ([Feature(name) for name in names] for names in (options.off, options.on))
    with _troubles(), _existing(_settings(options)) as store:
        place = switch_features(store.directory, options.place, off=off, on=on)
    print(f"Off at {place.id}: {', '.join(place.off) or 'nothing'}.")
    return 0


def _link(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _troubles(), _existing(settings) as store:
        code = invite_again(store.directory, store.sessions, options.kind, options.id, time.time())
    return _print_link(settings, options.id, code)


def _fill(options: argparse.Namespace) -> int:
    with _troubles(), closing(Store(_settings(options))) as store:
        added = store.directory.add_missing(PORI)
    print(f"Put in {added} units, services, places, people and others that were not there.")
    return 0


def _print_link(settings: Settings, whose: str, code: str) -> int:
    origin = settings.origins[0] if settings.origins else f"http://localhost:{settings.port}"
    print(
        f"The sign-in link of {whose} works once, within {settings.link_hours:g} hours:\n{origin}/sign-in/{code}"
    )
    return 0


# --- the log --------------------------------------------------------------------------------------------------------


def _rebuild(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _troubles(), _existing(settings) as store, alone(settings.store):
        done = rebuild(store.database)
    print(f"Made the projections of {done.visits} visits again from {done.events} events.")
    return 0


def _verify(options: argparse.Namespace) -> int:
    with _troubles(), _existing(_settings(options)) as store:
        found = verify(store.database)
    for finding in found:
        print(finding)
    print("Nothing is wrong with the log." if not found else f"Wrong: {len(found)}.")
    return 1 if found else 0


def _visits(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _troubles(), _existing(settings) as store:
        if options.count:
            for kind, many in count_matters(store.database).items():
                print(f"{kind:<16} {many}")
            return 0
        lines = list_visits(
            store.database,
            limit=options.limit,
            show_confidential=options.confidential,
            inquiries=options.inquiries,
        )
    if options.json:
        for line in lines:
            print(msgspec.json.encode(line).decode())
        return 0
    print(as_table(lines, CITY_TIME))
    return 0


# --- copies of the store --------------------------------------------------------------------------------------------


def _backup(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _troubles():
        if not exists(settings.store):
            raise Trouble(f"There is no store at {place_of(settings.store)}.")
        with closing(Backups(settings.store, options.to, keep=options.keep)) as backups:
            if options.every is None:
                print(f"The store is copied to {backups.make()}.")
                return 0
            return _back_up_for_ever(backups, options.every)


def _back_up_for_ever(backups: Backups, every: float) -> int:
    """Until SIGTERM or SIGINT. What goes wrong is said each time, and tried again: nobody is there to start it anew."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    print(f"A copy every {every:g} seconds.", flush=True)
    due = time.monotonic()
    while True:
        try:
            backups.make()
        except (Unavailable, OSError) as error:
            sys.stderr.write(f"etaluukku: no copy was made: {error}.\n")
        due = max(due + every, time.monotonic())
        if stopped.wait(due - time.monotonic()):
            return 0


def _restore(options: argparse.Namespace) -> int:
    settings = _settings(options)
    with _troubles(), alone(settings.store):
        before = restore(settings.store, options.copy)
    print(f"The store is {options.copy} now. Check it with “etaluukku log verify” before the server starts.")
    if before is not None:
        print(f"What was there is kept as {before}.")
    return 0


# --- an endpoint without a browser -----------------------------------------------------------------------------------


def _call(options: argparse.Namespace) -> int:
    from endpoint.cli import run_call  # a server without OpenCV's and aiortc's libraries must start

    return run_call(options)


def _answer(options: argparse.Namespace) -> int:
    from endpoint.cli import run_answer

    return run_answer(options)


# --- what the commands share ----------------------------------------------------------------------------------------


def _settings(options: argparse.Namespace) -> Settings:
    try:
        settings = read(options.config)
    except SettingsError as error:
        raise Trouble(str(error)) from None
    if getattr(options, "store", None):
        settings = msgspec.structs.replace(settings, store=options.store)
    if not settings.store:
        raise Trouble(
            "no store is set: give --store sqlite:///path/of/the/store.db or postgresql://user@host/database, or store in the settings."
        )
    return settings


@contextmanager
def _existing(settings: Settings) -> Iterator[Store]:
    """The store, for what only reads it or rests on what it has: a mistyped path makes no new one."""
    if not exists(settings.store):
        raise Trouble(f"There is no store at {place_of(settings.store)}.")
    with closing(Store(settings)) as store:
        yield store


@contextmanager
def _troubles() -> Iterator[None]:
    """What may be the matter outside the program becomes one sentence; anything else is a fault and is shown whole."""
    try:
        yield
    except Unavailable as error:
        raise Trouble(f"the store cannot be used: {error}.") from None
    except AlreadyThere as error:
        raise Trouble(f"there is a {error} already; nothing was changed.") from None
    except (NotInTheCity, BadLog, NoBackup, PortTaken, StoreInUse, SettingsError) as error:
        raise Trouble(str(error)) from None
    except OSError as error:
        raise Trouble(f"{error.filename or 'the system'}: {error.strerror}.") from None
    except ValueError as error:
        raise Trouble(str(error)) from None


def _user_folder() -> Path:
    """Where this person's programs keep data (XDG Base Directory Specification)."""
    given = os.environ.get("XDG_DATA_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".local" / "share"
    return base / "etaluukku"


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": _demo,
    "serve": _serve,
    "log rebuild": _rebuild,
    "log verify": _verify,
    "backup": _backup,
    "restore": _restore,
    "visits": _visits,
    "call": _call,
    "answer": _answer,
    "people add": _add_person,
    "places add": _add_place,
    "link": _link,
    "places fill": _fill,
    "places features": _features,
}
