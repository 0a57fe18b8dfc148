"""From the text of a frame to a message, or to the code that says why not. Cheap checks come before the parser."""

import re
from typing import get_args

import msgspec
from msgspec import Struct

from signaling.protocol import limits
from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import ClientMessage, Hello

# A string that does not end goes to the end of the text: so each character is looked at once, whatever the text is.
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', flags=re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")


class BadMessage(Exception):
    """The message is not understood; `code` says why. The reader is at fault, nothing was changed."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code)
        self.code = code


class _Envelope(Struct, frozen=True):
    type: str


class _Version(Struct, frozen=True):
    type: str
    protocol: int


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_VERSION = msgspec.json.Decoder(_Version)
_ANY: "msgspec.json.Decoder[ClientMessage]" = msgspec.json.Decoder(ClientMessage)
_DECODERS: dict[str, "msgspec.json.Decoder[ClientMessage]"] = {
    str(message.__struct_config__.tag): msgspec.json.Decoder(message) for message in get_args(ClientMessage)
}


def decode(text: str) -> ClientMessage:
    """The message in this frame. Raises `BadMessage`, and nothing else whatever the text is."""
    if _too_deep(text):
        raise BadMessage(ErrorCode.TOO_DEEP)
    try:
        return _ANY.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return _decode_slowly(text)


def _decode_slowly(text: str) -> ClientMessage:
    """As `decode`, of a text with which something is wrong: it finds out what."""
    try:
        kind = _ENVELOPE.decode(text).type
        decoder = _DECODERS.get(kind)
        if decoder is None:
            raise BadMessage(ErrorCode.UNKNOWN_MESSAGE)
        return decoder.decode(text)
    except msgspec.ValidationError:
        raise BadMessage(ErrorCode.INVALID_MESSAGE) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadMessage(ErrorCode.BAD_JSON) from None


def decode_hello(text: str) -> Hello:
    """The first message. Its version is read before the rest, which another version may say in other words.

    Raises `BadMessage`: `hello_first` when it is something else, `protocol_unknown` for a version not spoken here.
    """
    if not _too_deep(text):
        try:
            version = _VERSION.decode(text)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            pass  # said below, with its own code
        else:
            if version.type == "hello" and version.protocol not in limits.PROTOCOLS_SPOKEN:
                raise BadMessage(ErrorCode.PROTOCOL_UNKNOWN)
    message = decode(text)
    if not isinstance(message, Hello):
        raise BadMessage(ErrorCode.HELLO_FIRST)
    return message


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= limits.MAX_DEPTH:
        return False
    depth = 0
    for bracket in _BRACKETS.finditer(_STRINGS.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > limits.MAX_DEPTH:
            return True
    return False
