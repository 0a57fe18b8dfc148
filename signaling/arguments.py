"""What may be written on the command line. `command` of what was read names one of `cli.COMMANDS`."""

import argparse
from importlib.metadata import version
from pathlib import Path

import msgspec

from signaling.protocol.scalars import Language, Slug
from signaling.protocol.words import Feature
from signaling.routing.model import Duty, PlaceKind
from signaling.service.ports import SubjectKind
from signaling.store.visits import CONFIDENTIAL


def parser() -> argparse.ArgumentParser:
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
    demo.set_defaults(command="demo")

    serve = commands.add_parser("serve", help="serve the real thing")
    serve.add_argument(
        "--config", type=Path, metavar="FILE", required=True, help="settings, in TOML (docs/settings.md)"
    )
    serve.set_defaults(command="serve")

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
        "log rebuild",
    )
    _with_store(
        log.add_parser("verify", help="find holes in the log, and projections that do not say what it says"),
        "log verify",
    )

    _add_backups(commands)

    visits = commands.add_parser("visits", help="list visits, the newest first")
    _with_store(visits, "visits")
    visits.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many (50)")
    visits.add_argument("--json", action="store_true", help="one JSON object a line")
    visits.add_argument(
        "--confidential", action="store_true", help=f"name sensitive services, instead of “{CONFIDENTIAL}”"
    )
    visits.add_argument(
        "--inquiries", action="store_true", help="calls between staff, which are no visits, instead"
    )
    visits.add_argument(
        "--count", action="store_true", help="only how many matters of each kind, and how many inquiries"
    )
    return parser


def _add_backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser(
        "backup", help="copy the store into a folder, once or every so often; a server may run meanwhile"
    )
    backup.add_argument("--to", type=Path, metavar="FOLDER", required=True, help="on another disk")
    backup.add_argument(
        "--every", type=_seconds, metavar="S", help="go on until stopped: a copy every so many seconds"
    )
    backup.add_argument("--keep", type=_count, default=60, metavar="N", help="the newest N stay (60)")
    _with_store(backup, "backup")
    restore = commands.add_parser(
        "restore",
        help="put a copy in the store's place, which is kept beside it; refused while a server has it",
    )
    restore.add_argument("copy", type=Path, metavar="FILE")
    _with_store(restore, "restore")


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
    _with_server(call, "call", talk=20.0)
    answer = commands.add_parser(
        "answer",
        help="be an expert on shift: answer, talk, measure, report",
        epilog="At a server that is no demo: ENDPOINT_PASSWORD in the environment is the person's password.",
    )
    answer.add_argument("--as", type=_slug, dest="person", required=True, help="whose shift")
    _with_server(answer, "answer", talk=600.0)


def _with_server(parser: argparse.ArgumentParser, command: str, *, talk: float) -> None:
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
    parser.set_defaults(command=command)


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
    _with_store(add, "people add")
    again = people.add_parser(
        "link", help="a new sign-in link for somebody who has lost theirs, or the password"
    )
    again.add_argument("id", metavar="username")
    again.set_defaults(kind=SubjectKind.PERSON)
    _with_store(again, "link")


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
    _with_store(add, "places add")
    again = places.add_parser("link", help="a new link for a device that was replaced")
    again.add_argument("id", metavar="place")
    again.set_defaults(kind=SubjectKind.PLACE)
    _with_store(again, "link")
    features = places.add_parser(
        "features", help="what a place does without, in visits that begin from now on; alone: tell"
    )
    features.add_argument("place")
    for switch, done in (("--off", "taken away"), ("--on", "given back")):
        features.add_argument(
            switch,
            action="append",
            default=[],
            choices=[feature.value for feature in Feature],
            help=f"is {done}; again for more",
        )
    _with_store(features, "places features")
    _with_store(
        places.add_parser("fill", help="put in whatever the store lacks of the Pori of the demo"),
        "places fill",
    )


def _group(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, said: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    return commands.add_parser(name, help=said).add_subparsers(metavar="COMMAND", required=True)


def _with_store(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings, in TOML")
    parser.add_argument("--store", metavar="URL", help="instead of the store in the settings")
    parser.set_defaults(command=command)


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
