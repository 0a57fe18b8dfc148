"""Everything about a server that its owner may set: one frozen object, from one TOML file and the environment.

The environment goes before the file: `ring_seconds` there is `ETALUUKKU_RING_SECONDS` here, a list separated by commas.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

from signaling.visit.limits import VisitLimits

PREFIX = "ETALUUKKU_"

_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]+)?")
_RELAY = re.compile(
    r"(turn:{0}(\?transport=(udp|tcp))?|turns:{0}(\?transport=tcp)?|stuns?:{0})".format(
        r"([A-Za-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
    )
)
"""What RFC 7064 and 7065 allow, and browsers take."""
_PORTS_NOT_SAID = (":80", ":443")


class SettingsError(Exception):
    """One sentence that says which setting is wrong, and what to write instead."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of a process. Units are in the names."""

    host: Annotated[
        str, Meta(description="Address to listen on; the proxy in front is on the same machine.")
    ] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")] = 8080
    origins: Annotated[
        tuple[str, ...],
        Meta(description="Addresses of the pages as browsers show them, such as `https://luukku.example`."),
    ] = ()
    store: Annotated[
        str,
        Meta(
            description="URL of the store: `sqlite:////var/lib/etaluukku/store.db` or `postgresql://etaluukku@host/etaluukku`."
        ),
    ] = ""
    behind_proxy: Annotated[
        bool,
        Meta(description="Whether the last address of `X-Forwarded-For` is believed, for limits on sign-in."),
    ] = False

    store_patience_seconds: Annotated[
        float,
        Meta(
            ge=1,
            le=25,
            description="What somebody asks for waits this long for a store that is locked or away; then it is refused.",
        ),
    ] = 15.0
    store_reserve_mib: Annotated[
        float,
        Meta(
            ge=0,
            le=1024,
            description="Room kept beside a store that is a file: on a full disk visits under way can still end, and no new one begins.",
        ),
    ] = 16.0

    turn_urls: Annotated[
        tuple[str, ...],
        Meta(
            description="TURN servers that share the secret, each with every way to it, such as `turns:turn.example:443?transport=tcp`."
        ),
    ] = ()
    turn_secret_file: Annotated[
        str,
        Meta(
            description="File with the secret shared with the TURN servers (coturn's `static-auth-secret`). A name "
            "without a slash is looked up among the service's credentials."
        ),
    ] = ""
    turn_minutes: Annotated[
        float,
        Meta(
            gt=0,
            le=60,
            description="How long TURN credentials are valid; a page gets new ones as it connects, and when half of that has passed.",
        ),
    ] = 60.0

    staff_session_hours: Annotated[
        float, Meta(gt=0, le=24, description="How long a sign-in of staff lasts.")
    ] = 12.0
    place_session_days: Annotated[
        float,
        Meta(
            gt=0,
            le=400,
            description="How long a place stays known to the server after its one-time link was used.",
        ),
    ] = 400.0
    link_hours: Annotated[
        float, Meta(gt=0, le=168, description="How long a one-time sign-in link is valid.")
    ] = 24.0

    drain_seconds: Annotated[
        float,
        Meta(ge=0, le=60, description="How long a stopping server gives commands and sockets to finish."),
    ] = 5.0
    start_quiet_seconds: Annotated[
        float,
        Meta(ge=0, le=60, description="After a start nobody is rung for this long: pages come back first."),
    ] = 5.0

    ring_seconds: Annotated[
        float, Meta(gt=0, description="An expert is rung alone for this long, then the next one as well.")
    ] = 25.0
    spread_to_group_seconds: Annotated[
        float, Meta(gt=0, description="After this long everybody who may serve the matter is rung.")
    ] = 60.0
    spread_to_desk_seconds: Annotated[
        float, Meta(gt=0, description="After this long desk clerks are rung too.")
    ] = 90.0
    invitation_seconds: Annotated[
        float, Meta(gt=0, description="How long somebody whom staff ask or add is rung.")
    ] = 60.0
    decline_memory_seconds: Annotated[
        float, Meta(ge=0, description="For this long a declined matter does not return to the same expert.")
    ] = 300.0
    still_there_seconds: Annotated[
        float, Meta(gt=0, description="A waiting resident who touches nothing is asked after this long.")
    ] = 180.0
    untouched_seconds: Annotated[
        float,
        Meta(
            gt=0, description="A question to the resident that nobody touches ends the visit after this long."
        ),
    ] = 60.0
    after_screen_seconds: Annotated[
        float, Meta(gt=0, description="The screen after a matter clears by itself after this long.")
    ] = 60.0
    closing_grace_seconds: Annotated[
        float,
        Meta(ge=0, description="A service that closes while somebody waits is rung for this long still."),
    ] = 900.0
    seat_held_seconds: Annotated[float, Meta(gt=0, description="How long a lost seat is held.")] = 120.0
    desk_held_seconds: Annotated[
        float, Meta(gt=0, description="How long a desk visit waits for the clerk, whose line is lost.")
    ] = 900.0
    wrap_up_seconds: Annotated[
        float, Meta(gt=0, description="How long staff who owe an outcome are not rung.")
    ] = 60.0

    @property
    def secure(self) -> bool:
        """Whether the pages are on HTTPS, which decides cookies and HSTS."""
        return bool(self.origins) and all(urlsplit(origin).scheme == "https" for origin in self.origins)

    @property
    def visit_limits(self) -> VisitLimits:
        """The times that the visit's machine keeps to."""
        return VisitLimits(
            ring=self.ring_seconds,
            spread_to_group=self.spread_to_group_seconds,
            spread_to_desk=self.spread_to_desk_seconds,
            invitation=self.invitation_seconds,
            decline_memory=self.decline_memory_seconds,
            still_there_after=self.still_there_seconds,
            untouched=self.untouched_seconds,
            after_screen=self.after_screen_seconds,
            closing_grace=self.closing_grace_seconds,
            seat_held=self.seat_held_seconds,
            desk_held=self.desk_held_seconds,
            wrap_up=self.wrap_up_seconds,
        )


class Described(Struct, frozen=True, kw_only=True):
    """One setting as the documentation and the help show it."""

    name: str
    environment: str
    default: str
    help: str


def described() -> tuple[Described, ...]:
    """Every setting, in the order of the class."""
    hints = get_type_hints(Settings, include_extras=True)
    found = []
    for field in msgspec.structs.fields(Settings):
        meta = get_args(hints[field.name])[1]
        found.append(
            Described(
                name=field.name,
                environment=PREFIX + field.name.upper(),
                default=_shown(field.default),
                help=meta.description,
            )
        )
    return tuple(found)


def read(file: Path | None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this file (None: defaults) and environment (None: the process's). Raises `SettingsError`."""
    values = {**_from_file(file), **_from_environment(os.environ if environment is None else environment)}
    try:
        settings = msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"A setting is wrong: {_in_words(error)}.") from None
    return _checked(settings)


def secret(name: str) -> bytes:
    """The content of a secret's file, without the line's end. Raises `SettingsError`.

    A name without a slash is looked up in `$CREDENTIALS_DIRECTORY` as systemd's LoadCredential puts it there.
    """
    path = Path(name)
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and "/" not in name:
        path = Path(folder, f"etaluukku_{name}")
    try:
        value = path.read_bytes().strip()
    except OSError as error:
        raise SettingsError(f"The secret {name!r} cannot be read from {path}: {error.strerror}.") from None
    if len(value) < 16:
        raise SettingsError(f"The secret in {path} is too short: use at least 16 bytes.")
    return value


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"The settings cannot be read from {file}: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is not TOML: {error}.") from None
    for key in values:
        _known(key, f"{file} has", Settings.__struct_fields__)
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(Settings)
    names = {PREFIX + name.upper(): name for name in Settings.__struct_fields__}
    values: dict[str, Any] = {}
    for key, text in environment.items():
        if not key.startswith(PREFIX):
            continue
        _known(key, "The environment has", tuple(names))
        kind = hints[names[key]]
        listed = get_origin(kind) is tuple
        value: Any = [part.strip() for part in text.split(",") if part.strip()] if listed else text
        try:
            values[names[key]] = msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{key} is wrong: {_in_words(error)}.") from None
    return values


def _known(key: str, where: str, names: tuple[str, ...]) -> None:
    if key not in names:
        near = difflib.get_close_matches(key, names, n=1)
        advice = f" Did you mean {near[0]!r}?" if near else " See docs/settings.md."
        raise SettingsError(f"{where} a setting {key!r}, which there is not.{advice}")


def _checked(settings: Settings) -> Settings:
    for origin in settings.origins:
        if not _ORIGIN.fullmatch(origin) or origin.endswith(_PORTS_NOT_SAID):
            raise SettingsError(
                f"The origin {origin!r} is not one: write it as browsers do, such as https://luukku.example."
            )
    if len({urlsplit(origin).scheme for origin in settings.origins}) > 1:
        raise SettingsError("The origins are partly http and partly https: choose one.")
    if settings.turn_urls and not settings.turn_secret_file:
        raise SettingsError("turn_urls needs turn_secret_file, the secret shared with the TURN servers.")
    for url in settings.turn_urls:
        if not _RELAY.fullmatch(url):
            raise SettingsError(
                f"{url!r} is no address of a TURN server: write one such as turns:turn.example:443?transport=tcp."
            )
    return settings


def _in_words(error: msgspec.ValidationError) -> str:
    said, _, where = str(error).partition(" - at `$")
    name = where.strip("`.")
    return f"{name}: {said[:1].lower()}{said[1:]}" if name else f"{said[:1].lower()}{said[1:]}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return f'"{value}"' if isinstance(value, str) else str(value)
