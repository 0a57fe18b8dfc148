"""The contract as TypeScript types: unions narrow by their tag, enums are unions of literals, bounds are dropped."""

import json
import types
import typing
from collections.abc import Iterator
from enum import StrEnum

import msgspec
from msgspec import Struct

from signaling.protocol import errors, limits, messages, scalars, views, words

HEAD = """\
// Generated from signaling/protocol/ by `python -m signaling.protocol.generate`. Do not edit.
"""

_MODULES = (limits, scalars, words, errors, views, messages)
_UNIONS = ("VisitView", "Action", "SignalBody", "ClientMessage", "ServerMessage")


def typescript() -> str:
    """The whole of `console/web/src/protocol.ts`. The same contract gives the same text."""
    names = _alias_names()
    parts = [HEAD]
    parts.extend(_constants())
    parts.extend(
        f"export type {name} = {_base(alias)};\n" for alias, name in names.items() if name in vars(scalars)
    )
    sent = reachable(messages.ServerMessage)
    for module in _MODULES:
        for found in vars(module).values():
            if (
                not isinstance(found, type)
                or found.__module__ != module.__name__
                or found.__name__.startswith("_")
            ):
                continue
            if issubclass(found, StrEnum):
                parts.append(_enum(found))
            elif issubclass(found, Struct) and found not in (errors.Sentence, messages.Do):
                parts.append(_interface(found, names, always_whole=found in sent))
    parts.extend(_union(name, names) for name in _UNIONS)
    parts.append(_sentences())
    return "\n".join(parts)


def reachable(root: object) -> frozenset[type[Struct]]:
    """Every struct that a value of `root` may hold, `root`'s own included."""
    found: set[type[Struct]] = set()
    todo = [root]
    while todo:
        kind = todo.pop()
        if isinstance(kind, type) and issubclass(kind, Struct):
            if kind not in found:
                found.add(kind)
                todo.extend(_hints(kind).values())
        else:
            todo.extend(typing.get_args(kind))
    return frozenset(found)


def _hints(struct: type[Struct]) -> dict[str, object]:
    return typing.get_type_hints(struct, include_extras=True)


def _alias_names() -> dict[object, str]:
    aliases = {
        found: name
        for name, found in vars(scalars).items()
        if typing.get_origin(found) is typing.Annotated and not name.startswith("_")
    }
    unions = {getattr(views, name, None) or getattr(messages, name): name for name in _UNIONS}
    return {**aliases, **unions}


def _constants() -> Iterator[str]:
    lines = [
        f"export const {name} = {value};" for name, value in vars(limits).items() if isinstance(value, int)
    ]
    yield "\n".join(lines) + "\n"


def _sentences() -> str:
    """What each code says: a page that changes its language while a refusal stands needs it in the other."""
    lines = [
        f"  {code.value}: {{ fi: {_quoted(said.fi)}, sv: {_quoted(said.sv)}, en: {_quoted(said.en)} }},"
        for code, said in errors.SENTENCES.items()
    ]
    return "\n".join(["export const SENTENCES: Readonly<Record<ErrorCode, LocalText>> = {", *lines, "};\n"])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _base(alias: object) -> str:
    return {str: "string", int: "number", float: "number"}[typing.get_args(alias)[0]]


def _enum(enum: type[StrEnum]) -> str:
    literals = [f'"{member.value}"' for member in enum]
    return f"{_comment(enum)}export type {enum.__name__} =\n  | " + "\n  | ".join(literals) + ";\n"


def _interface(struct: type[Struct], names: dict[object, str], *, always_whole: bool) -> str:
    lines = [f"{_comment(struct)}export interface {struct.__name__} {{"]
    config = struct.__struct_config__
    if config.tag is not None:
        lines.append(f'  readonly {config.tag_field}: "{config.tag}";')
    hints = _hints(struct)
    for field in msgspec.structs.fields(struct):
        mark = "" if field.required or always_whole else "?"
        lines.append(f"  readonly {field.encode_name}{mark}: {_type(hints[field.name], names)};")
    return "\n".join([*lines, "}\n"])


def _union(name: str, names: dict[object, str]) -> str:
    members = typing.get_args(next(union for union, known in names.items() if known == name))
    return f"export type {name} =\n  | " + "\n  | ".join(member.__name__ for member in members) + ";\n"


def _type(hint: typing.Any, names: dict[object, str]) -> str:
    if hint in names:
        return names[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum | Struct):
        return hint.__name__
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _type(args[0], names)
    if origin is typing.Literal:
        return " | ".join(f'"{value}"' for value in args)
    if origin in (types.UnionType, typing.Union):
        return _or(args, names)
    if origin is tuple:
        if args[-1] is Ellipsis:
            item = _type(args[0], names)
            return f"readonly ({item})[]" if "|" in item else f"readonly {item}[]"
        return "readonly [" + ", ".join(_type(arg, names) for arg in args) + "]"
    plain: dict[object, str] = {
        str: "string",
        bool: "boolean",
        int: "number",
        float: "number",
        type(None): "null",
    }
    return plain[hint]


def _or(args: tuple[object, ...], names: dict[object, str]) -> str:
    for union, name in names.items():
        members = typing.get_args(union)
        if name in _UNIONS and set(members) < set(args):
            return " | ".join([name, *(_type(arg, names) for arg in args if arg not in members)])
    return " | ".join(_type(arg, names) for arg in args)


def _comment(kind: type) -> str:
    doc = kind.__doc__
    if not doc or doc.startswith(f"{kind.__name__}("):
        return ""
    lines = [line.strip() for line in doc.strip().splitlines()]
    if len(lines) == 1:
        return f"/** {lines[0]} */\n"
    return "\n".join(["/**", *(f" * {line}".rstrip() for line in lines), " */\n"])
