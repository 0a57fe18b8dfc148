"""The contract as tables of `docs/protocol.md`: messages, actions, errors, limits, who sees what."""

import typing
from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct

from signaling.protocol import limits, messages, views
from signaling.protocol.errors import SENTENCES
from signaling.protocol.who_sees_what import WHO_SEES_WHAT

_BOUNDS = {
    "MAX_MESSAGE_BYTES": "bytes in a message; more closes the connection with 1009",
    "MAX_DEPTH": "levels of nesting in a message",
    "MESSAGES_PER_SECOND": "messages a second, in the long run; more closes the connection with 1008",
    "MESSAGE_BURST": "messages at once, after a silence",
    "BYTES_PER_SECOND": "bytes a second from a page, in the long run, whatever they are: fragments of messages and pings too; more closes the connection with 1008",
    "BYTE_BURST": "bytes at once, after a silence",
    "MAX_QUEUED_BYTES": "bytes that wait for a slow page; more disconnects it",
    "HEADERS_WITHIN": "seconds until the headers of a request have come, and that an idle connection is kept",
    "BODY_WITHIN": "seconds until the body of a request has come",
    "HELLO_WITHIN": "seconds until a page has said hello",
    "UNREAD_WITHIN": "seconds until something of what was sent has been taken by the other end (on Linux)",
    "MAX_HEADER_BYTES": "bytes of a request's headers",
    "MAX_BODY_BYTES": "bytes of a form",
    "MAX_SOCKETS_PER_OWNER": "open sockets of one person or place; one more closes the oldest with 1008",
    "SOCKETS_PER_SECOND": "sockets that one person or place opens a second, in the long run; more are answered with 429",
    "SOCKET_BURST": "sockets at once, after a silence",
    "MAX_STRANGERS": "open sockets of those who have not signed in, all together; more are answered with 429",
    "MAX_ID": "characters in an id",
    "MAX_SLUG": "characters in a name of a place, service, unit or account",
    "MAX_WORDS": "characters in the resident's free words",
    "MAX_NOTE": "characters in a transfer's note",
    "MAX_SDP": "characters in a session description",
    "MAX_CANDIDATE": "characters in an ICE candidate",
    "MAX_LINKS": "links in a quality report",
    "MAX_CANDIDATES_PER_LINK": "candidates relayed for one attempt of a link",
    "PROTOCOL": "the version of this page",
}


def tables() -> dict[str, str]:
    """Each table by the name that its markers in the page bear."""
    makers: dict[str, Callable[[], str]] = {
        "client-messages": lambda: _structs("type", typing.get_args(messages.ClientMessage)),
        "actions": lambda: _structs("do", typing.get_args(messages.Action)),
        "signals": lambda: _structs("kind", typing.get_args(messages.SignalBody)),
        "server-messages": lambda: _structs("type", typing.get_args(messages.ServerMessage)),
        "views": lambda: _structs("audience", typing.get_args(views.VisitView)),
        "errors": _errors,
        "limits": _limits,
        "who-sees-what": _who_sees_what,
    }
    return {name: make() for name, make in makers.items()}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _structs(tag_field: str, structs: tuple[type[Struct], ...]) -> str:
    rows = []
    for struct in structs:
        fields = ", ".join(
            f"`{field.encode_name}`" + ("" if field.required else "?")
            for field in msgspec.structs.fields(struct)
        )
        rows.append((f"`{struct.__struct_config__.tag}`", fields or "–", _first_paragraph(struct)))
    return _table((f"`{tag_field}`", "fields", "meaning"), rows)


def _first_paragraph(struct: type[Struct]) -> str:
    doc = struct.__doc__ or ""
    if doc.startswith(f"{struct.__name__}("):
        return ""
    return " ".join(line.strip() for line in doc.strip().splitlines())


def _errors() -> str:
    return _table(
        ("code", "suomeksi", "på svenska", "in English"),
        ((f"`{code.value}`", said.fi, said.sv, said.en) for code, said in SENTENCES.items()),
    )


def _limits() -> str:
    return _table(
        ("limit", "value", "what"),
        ((f"`{name}`", f"{getattr(limits, name):,}", what) for name, what in _BOUNDS.items()),
    )


def _who_sees_what() -> str:
    return _table(
        ("who", "sees", "never", "sent as"),
        ((row.who, row.sees, row.never, row.sent_as) for row in WHO_SEES_WHAT),
    )
