"""The command `etaluukku`: a demo, a server, people and places, the log."""

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path

import msgspec

from signaling.app import Running, Store, event_loop, serve_until_stopped
from signaling.demo import PORI
from signaling.doors import PortTaken
from signaling.protocol.scalars import Language, Slug
from signaling.protocol.views import LocalText
from signaling.routing.model import Account, Duty, Place, PlaceKind
from signaling.service.city_time import CITY_TIME
from signaling.service.ports import SubjectKind, Unavailable
from signaling.settings import Settings, SettingsError, read
from signaling.store.database import exists, place_of
from signaling.store.directory import AlreadyThere
from signaling.store.lock import StoreInUse, alone
from signaling.store.people import NotInTheCity, add_person, add_place, invite_again
from signaling.store.rebuild import BadLog, rebuild
from signaling.store.verify import verify
from signaling.store.visits import CONFIDENTIAL, as_table, list_visits
from signaling.transport.site import persons_pages


class Trouble(Exception):
    """What keeps a command from being done, as one sentence for the person who gave it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 `log verify` found something wrong, 2 it could not be done."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
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
        lines = list_visits(store.database, limit=options.limit, show_confidential=options.confidential)
    if options.json:
        for line in lines:
            print(msgspec.json.encode(line).decode())
        return 0
    print(as_table(lines, CITY_TIME))
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
    except (NotInTheCity, BadLog, PortTaken, StoreInUse, SettingsError) as error:
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="etaluukku", description="A remote service hatch: residents meet experts by picture and sound."
    )
    parser.add_argument("--version", action="version", version=f"etaluukku {version('etaluukku')}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    demo = commands.add_parser("demo", help="serve a Pori of make-believe people on this machine")
    demo.add_argument("--port", type=_port, default=8080, help="port of localhost (8080)")
    demo.add_argument("--store", metavar="URL", help="such as sqlite:///pori.db; an empty one is filled")
    demo.add_argument(
        "--real-hours", action="store_true", help="keep opening hours; otherwise everything is open"
    )
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="serve the real thing")
    serve.add_argument(
        "--config", type=Path, metavar="FILE", required=True, help="settings, in TOML (docs/settings.md)"
    )
    serve.set_defaults(run=_serve)

    _add_endpoints(commands)

    people = _group(commands, "people", "who works here")
    _add_people(people)
    places = _group(commands, "places", "where residents are served")
    _add_places(places)

    log = _group(commands, "log", "the event log")
    _with_store(
        log.add_parser(
            "rebuild", help="make the projections again from the log; refused while a server has the store"
        ),
        _rebuild,
    )
    _with_store(
        log.add_parser("verify", help="find holes in the log, and projections that do not say what it says"),
        _verify,
    )

    visits = commands.add_parser("visits", help="list visits, the newest first")
    _with_store(visits, _visits)
    visits.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many (50)")
    visits.add_argument("--json", action="store_true", help="one JSON object a line")
    visits.add_argument(
        "--confidential", action="store_true", help=f"name sensitive services, instead of “{CONFIDENTIAL}”"
    )
    return parser


def _add_endpoints(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    call = commands.add_parser("call", help="be a resident at a terminal: call, talk, measure, report")
    call.add_argument(
        "--place", type=_slug, action="append", required=True, help="whose terminal; again for more at once"
    )
    call.add_argument("--service", type=_slug, required=True, help="what to call for")
    call.add_argument("--rate", type=int, choices=range(1, 6), help="how it went; otherwise it is skipped")
    call.add_argument(
        "--cookie-file", type=Path, metavar="FILE", help="the place's cookie, for a server that is no demo"
    )
    call.add_argument(
        "--link", metavar="URL", help="the place's one-time link: use it up and keep its cookie in that file"
    )
    _with_server(call, _call, talk=20.0)
    answer = commands.add_parser(
        "answer",
        help="be an expert on shift: answer, talk, measure, report",
        epilog="At a server that is no demo: ENDPOINT_PASSWORD in the environment is the person's password.",
    )
    answer.add_argument("--as", type=_slug, dest="person", required=True, help="whose shift")
    _with_server(answer, _answer, talk=600.0)


def _with_server(
    parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int], *, talk: float
) -> None:
    parser.add_argument("--server", metavar="URL", required=True, help="such as http://localhost:8080")
    parser.add_argument(
        "--for",
        type=_seconds,
        dest="talk",
        default=talk,
        metavar="S",
        help=f"end the talk after so many seconds ({talk:g})",
    )
    parser.add_argument(
        "--patience", type=_seconds, default=60.0, metavar="S", help="wait so long for the other end (60)"
    )
    parser.add_argument("--type", default="", metavar="TEXT", help="type this while talking")
    parser.add_argument("--visits", type=_count, default=1, metavar="N", help="so many (1)")
    parser.add_argument("--play", type=Path, metavar="FILE", help="a recording instead of the marked signal")
    parser.add_argument(
        "--language", choices=[language.value for language in Language], default="fi", help="(fi)"
    )
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")
    parser.set_defaults(run=run)


def _add_people(people: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = people.add_parser("add", help="take somebody on; prints a one-time sign-in link")
    add.add_argument("username", type=_slug, help="small letters, digits and dashes")
    add.add_argument("--name", required=True, help="what residents and colleagues see")
    add.add_argument("--unit", required=True, help="the unit that the person works for")
    add.add_argument(
        "--duty", choices=[duty.value for duty in Duty], default=Duty.EXPERT.value, help="(expert)"
    )
    add.add_argument(
        "--service", action="append", default=[], help="a service that the person serves; again for more"
    )
    add.add_argument(
        "--language",
        action="append",
        choices=[language.value for language in Language],
        help="(fi); again for more",
    )
    add.add_argument("--desk", help="the desk at which a clerk sits")
    _with_store(add, _add_person)
    again = people.add_parser(
        "link", help="a new sign-in link for somebody who has lost theirs, or the password"
    )
    again.add_argument("id", metavar="username")
    again.set_defaults(kind=SubjectKind.PERSON)
    _with_store(again, _link)


def _add_places(places: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    add = places.add_parser("add", help="open a place; prints a one-time link for its device")
    add.add_argument("place", type=_slug, help="small letters, digits and dashes")
    add.add_argument(
        "--kind",
        choices=[kind.value for kind in PlaceKind],
        default=PlaceKind.TERMINAL.value,
        help="(terminal)",
    )
    add.add_argument("--name", required=True, help="in Finnish")
    add.add_argument("--name-sv", metavar="NAME", help="in Swedish, if it is another")
    add.add_argument("--name-en", metavar="NAME", help="in English, if it is another")
    add.add_argument("--district", help="for statistics")
    add.add_argument("--road-km", type=float, metavar="KM", help="by road to the service point, roughly")
    add.add_argument(
        "--private-room", action="store_true", help="nobody can listen: sensitive services are offered"
    )
    _with_store(add, _add_place)
    again = places.add_parser("link", help="a new link for a device that was replaced")
    again.add_argument("id", metavar="place")
    again.set_defaults(kind=SubjectKind.PLACE)
    _with_store(again, _link)
    _with_store(
        places.add_parser("fill", help="put in whatever the store lacks of the Pori of the demo"), _fill
    )


def _group(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, said: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    return commands.add_parser(name, help=said).add_subparsers(metavar="COMMAND", required=True)


def _with_store(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings, in TOML")
    parser.add_argument("--store", metavar="URL", help="instead of the store in the settings")
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number up to 65535")
    return port


def _slug(text: str) -> str:
    try:
        return msgspec.convert(text, Slug)
    except msgspec.ValidationError:
        raise argparse.ArgumentTypeError(f"{text!r} is no id: use small letters, digits and dashes") from None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds: give one up to 86400")
    return seconds


def _count(text: str) -> int:
    count = int(text) if text.isdecimal() else 0
    if not 1 <= count <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no count: give a number from 1 to 10000")
    return count
