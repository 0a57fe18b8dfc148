"""What is almost right: messages and descriptions with something in them changed. From a seed, so that each can be made again."""

import json
import random
from collections.abc import Callable
from typing import Any

MESSAGES: tuple[dict[str, Any], ...] = (
    {"type": "ping", "n": 1},
    {"type": "set_language", "language": "sv"},
    {"type": "applied", "visit": "VISIT", "version": 3},
    {"type": "hello", "protocol": 1, "build": "b", "page": "0" * 32, "kind": "terminal", "language": "fi"},
    {
        "type": "quality", "visit": "VISIT",
        "links": [{
            "link": "LINK", "attempt": 0, "received": True, "sound_packets": 250, "sound_lost": 1, "concealed_samples": 960,
            "total_samples": 240_000, "freezes": 0, "frames": 150, "rtt_ms": 12.5, "relayed": False,
        }],
    },
    {"type": "signal", "link": "LINK", "attempt": 0, "body": {"kind": "replace"}},
    {
        "type": "signal", "link": "LINK", "attempt": 0,
        "body": {"kind": "candidate", "candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "mid": "0", "index": 0},
    },
    {"type": "signal", "link": "LINK", "attempt": 1, "body": {"kind": "description", "sdp_type": "offer", "sdp": "v=0\r\n"}},
    *(
        {"type": "command", "id": "COMMAND", "action": action, "ago": 0.5}
        for action in (
            {"do": "call", "service": "rakennusluvat", "language": "fi"},
            {"do": "touch", "visit": "VISIT", "keep_waiting": True},
            {"do": "finish", "visit": "VISIT", "score": 3, "words": "hyvä"},
            {"do": "answer", "visit": "VISIT", "offer": "OFFER"},
            {"do": "ask_first", "visit": "VISIT", "person": None, "service": "verotus", "interpreter": False},
            {"do": "show_pair", "visit": "VISIT", "people": ["a", "b"]},
            {
                "do": "transfer", "visit": "VISIT", "service": "verotus", "person": None, "stay": True, "note": "n",
                "consent": True,
            },
            {"do": "give_outcome", "visit": "VISIT", "matter": 1, "outcome": "solved"},
            {"do": "set_devices", "sound": True, "camera": True, "sharing": False},
            {"do": "take_seat"},
            {"do": "start_shift", "camera": True, "microphone": True},
            {"do": "begin_hold", "visit": "VISIT"},
            {"do": "inquire", "person": "kela1"},
        )
    ),
)  # fmt: skip
"""One of each kind. Words in capitals are put in when it is sent."""

WORDS = (
    "", "\0", "\ud800", "\u202e", "\u2066", "\u200f", "\ufeff", "é" * 70, "a" * 5_000, "../..", "' OR 1=1 --", "<script>", "%s%n", "NaN",
    "-1", "__proto__", "VISIT", "LINK", "OFFER", "COMMAND", "a" * 65, "\r\n", "😀" * 40,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 1e308, -0.0, 1e-320, float("nan"), float("inf"), [], {}, [[]], *WORDS,
)  # fmt: skip


def message(chance: random.Random) -> bytes:
    """The bytes of a frame's text."""
    made: Any = json.loads(json.dumps(chance.choice(MESSAGES)))
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        made = _changed(made, chance)
    text = json.dumps(made, ensure_ascii=chance.random() < 0.5, allow_nan=True)
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(chance.choice((0, 0, 0, 0, 1, 1, 3))):
        data = _spoilt(data, chance)
    return data[:60_000]


def description(sdp: str, chance: random.Random) -> str:
    """Lines lost, doubled, moved, cut and overwritten."""
    lines = sdp.split("\r\n")
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        chance.choice(_OF_LINES)(lines, chance)
    return "\r\n".join(lines)[:48_000]


def bits(data: bytes, chance: random.Random) -> bytes:
    """Some bits the other way, and now and then less or more of it."""
    if not data:
        return data
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed))
        changed[at] ^= 1 << chance.randrange(8)
    cut = chance.random()
    if cut < 0.1:
        return bytes(changed[: chance.randrange(len(changed))])
    return bytes(changed) + (chance.randbytes(chance.randrange(64)) if cut < 0.2 else b"")


# --- JSON -----------------------------------------------------------------------------------------------------------


def _changed(value: Any, chance: random.Random) -> Any:
    """Something in it, however deep, is another thing."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        name = chance.choice(list(value))
        match chance.randrange(5):
            case 0:
                return {key: each for key, each in value.items() if key != name}
            case 1:
                return {**value, chance.choice(WORDS): chance.choice(VALUES)}
            case 2:
                return {(chance.choice(WORDS) if key == name else key): each for key, each in value.items()}
            case _:
                return {**value, name: _changed(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.7:
        at = chance.randrange(len(value))
        return [*value[:at], _changed(value[at], chance), *value[at + 1 :]] * chance.choice((1, 1, 1, 9))
    if isinstance(value, str) and chance.random() < 0.3:
        at = chance.randint(0, len(value))
        return value[:at] + chance.choice(WORDS) + value[at:]
    return chance.choice(VALUES)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    match chance.randrange(5):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + chance.randbytes(chance.randint(1, 8)) + data[at:]
        case 2:
            return data[:at] + chance.choice((b"[", b"{", b'"', b"\\", b"\\u", b",", b"\xff", b"\xc0\x80")) * chance.choice((1, 20, 400)) + data[at:]  # fmt: skip
        case 3:
            return data + data
        case _:
            return bits(data, chance)


# --- descriptions ---------------------------------------------------------------------------------------------------

Lines = list[str]
PIECES = (
    "", "-1", "0", "99999999999999999999", "a=", "m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=video 9 X 96", "a=rtpmap:111 opus/48000/2",
    "a=fmtp:111 \0", "a=mid:", "a=setup:nobody", "a=ice-ufrag:", "a=fingerprint:sha-256 00:11", "a=candidate:", "a=rtcp-fb:* x",
    "a=group:BUNDLE 0 1 9", "é\u202e", "\n", "a=msid:- -", "a=extmap:0 x", "a=sctp-port:-7", "c=IN IP6 ::zz", "a=ssrc:x", "=", "a=rid:~x send",
)  # fmt: skip


def _lose(lines: Lines, chance: random.Random) -> None:
    if len(lines) > 1:
        begin = chance.randrange(len(lines))
        del lines[begin : begin + chance.choice((1, 1, 2, 10))]


def _double(lines: Lines, chance: random.Random) -> None:
    begin = chance.randrange(len(lines))
    lines[begin:begin] = lines[begin : begin + chance.choice((1, 3, 20))] * chance.choice((1, 2, 30))


def _move(lines: Lines, chance: random.Random) -> None:
    lines.insert(
        chance.randint(0, len(lines)), lines.pop(chance.randrange(len(lines))) if len(lines) > 1 else ""
    )


def _put(lines: Lines, chance: random.Random) -> None:
    lines.insert(chance.randint(0, len(lines)), chance.choice(PIECES))


def _overwrite(lines: Lines, chance: random.Random) -> None:
    number = chance.randrange(len(lines))
    line = lines[number]
    at = chance.randint(0, len(line))
    lines[number] = line[:at] + chance.choice(PIECES) + line[at + chance.randint(0, 6) :]


def _word(lines: Lines, chance: random.Random) -> None:
    number = chance.randrange(len(lines))
    words = lines[number].split(" ")
    words[chance.randrange(len(words))] = chance.choice(PIECES)
    lines[number] = " ".join(words)


_OF_LINES: tuple[Callable[[Lines, random.Random], None], ...] = (
    _lose,
    _double,
    _move,
    _put,
    _overwrite,
    _word,
)
