"""What is not a message gets the same code every time, whatever it is, and nothing else happens."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signaling.protocol import limits
from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import Command, Finish, Hello, Ping
from signaling.transport.decoding import BadMessage, decode, decode_hello

HELLO = {
    "type": "hello", "protocol": 1, "build": "b", "page": "0" * 32, "kind": "terminal", "language": "fi",
}  # fmt: skip


def code_of(text: str) -> ErrorCode:
    with pytest.raises(BadMessage) as refusal:
        decode(text)
    return refusal.value.code


def finish(words: str) -> str:
    before = '{"type":"command","id":"12345678","action":{"do":"finish","visit":"v","score":null,"words":"'
    return before + words + '"}}'


def test_a_message_is_decoded() -> None:
    assert decode('{"type":"ping","n":3}') == Ping(n=3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type":"open_sesame"}', ErrorCode.UNKNOWN_MESSAGE),
        ('{"type":"welcome"}', ErrorCode.UNKNOWN_MESSAGE),
        ('{"type":7}', ErrorCode.INVALID_MESSAGE),
        ('{"n":7}', ErrorCode.INVALID_MESSAGE),
        ("[]", ErrorCode.INVALID_MESSAGE),
        ("null", ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping","n":"three"}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping","n":true}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping","n":-1}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping","n":1e999}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping","n":99999999999999999999999999}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping","n":1,"who":"me"}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"ping"}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"command","id":"12345678","action":{"do":"become_admin"}}', ErrorCode.INVALID_MESSAGE),
        ('{"type":"command","id":"short","action":{"do":"take_seat"}}', ErrorCode.INVALID_MESSAGE),
        ("", ErrorCode.BAD_JSON),
        ("ping", ErrorCode.BAD_JSON),
        ('{"type":"ping","n":1', ErrorCode.BAD_JSON),
        ('{"type":"ping","n":1}}', ErrorCode.BAD_JSON),
        ('{"type":"ping","n":NaN}', ErrorCode.BAD_JSON),
        ('{"type":"ping","n":Infinity}', ErrorCode.BAD_JSON),
        ('{"type":"ping","n":-Infinity}', ErrorCode.BAD_JSON),
        (finish("\\ud800"), ErrorCode.BAD_JSON),
        (finish("\\udc00 and \\ud800"), ErrorCode.BAD_JSON),
        ('{"type":"\\ud83d"}', ErrorCode.BAD_JSON),
        (finish("\ud800"), ErrorCode.BAD_JSON),
    ],
)
def test_what_is_no_message_has_its_code(text: str, code: ErrorCode) -> None:
    assert code_of(text) is code


def test_whole_surrogate_pairs_are_text() -> None:
    command = decode(finish("\\ud83d\\ude00"))
    assert isinstance(command, Command)
    assert isinstance(command.action, Finish)
    assert command.action.words == "😀"


@pytest.mark.parametrize(
    "words", ["\\u0000", "\\u0007", "\\u007f", "bell\\u0008", "\\u0085", "\\u202e", "hy\\u2066v\u00e4"]
)
def test_control_characters_are_no_words(words: str) -> None:
    assert code_of(finish(words)) is ErrorCode.INVALID_MESSAGE


@pytest.mark.parametrize("visit", ["v\\n", "v w", "", "v/../w", "v\\u0000", "ä"])
def test_an_id_has_nothing_else_in_it(visit: str) -> None:
    text = '{"type":"command","id":"12345678","action":{"do":"leave","visit":"' + visit + '"}}'
    assert code_of(text) is ErrorCode.INVALID_MESSAGE


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_deep_text_is_refused_before_it_is_parsed(opening: str) -> None:
    text = '{"type":"ping","n":' + opening * 100_000
    began = time.process_time()
    assert code_of(text) is ErrorCode.TOO_DEEP
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize("tail", ["", "\\", '"'])
def test_a_string_that_never_ends_takes_no_longer_than_another(tail: str) -> None:
    text = "[" * (limits.MAX_DEPTH + 1) + '"' + '\\"' * 32_000 + tail
    began = time.process_time()
    assert code_of(text) is ErrorCode.TOO_DEEP
    assert time.process_time() - began < 0.2


def test_sixteen_levels_are_allowed_and_seventeen_are_not() -> None:
    def nested(levels: int) -> str:
        return '{"type":"ping","n":' + "[" * (levels - 1) + "]" * (levels - 1) + "}"

    assert code_of(nested(limits.MAX_DEPTH)) is ErrorCode.INVALID_MESSAGE
    assert code_of(nested(limits.MAX_DEPTH + 1)) is ErrorCode.TOO_DEEP


def test_brackets_inside_words_are_words() -> None:
    command = decode(finish("[" * 100 + '\\"' + "{" * 100))
    assert isinstance(command, Command)


@given(st.text())
def test_any_text_is_a_message_or_a_code(text: str) -> None:
    with contextlib.suppress(BadMessage):
        decode(text)


WORD = st.sampled_from(["type", "do", "kind", "n", "", "\ud800", "\0", "é"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORD, inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["hello", "ping", "command", "signal", "applied", "quality"]),
    st.dictionaries(WORD, JSON, max_size=4),
)
def test_any_json_is_a_message_or_a_code(kind: str, rest: dict[str, object]) -> None:
    with contextlib.suppress(BadMessage):
        decode(json.dumps({"type": kind, **rest}))


# --- the first message ----------------------------------------------------------------------------------------------


def hello_code(text: str) -> ErrorCode:
    with pytest.raises(BadMessage) as refusal:
        decode_hello(text)
    return refusal.value.code


def test_a_hello_is_a_hello() -> None:
    assert isinstance(decode_hello(json.dumps(HELLO)), Hello)


def test_anything_else_first_is_refused() -> None:
    assert hello_code('{"type":"ping","n":1}') is ErrorCode.HELLO_FIRST


def test_another_version_is_known_by_its_number_whatever_else_it_says() -> None:
    assert hello_code('{"type":"hello","protocol":99,"in_new_words":true}') is ErrorCode.PROTOCOL_UNKNOWN


def test_a_hello_of_this_version_has_every_field() -> None:
    assert hello_code('{"type":"hello","protocol":1}') is ErrorCode.INVALID_MESSAGE


def test_a_deep_hello_is_refused_before_it_is_parsed() -> None:
    assert hello_code('{"type":"hello","protocol":99,"x":' + "[" * 100_000) is ErrorCode.TOO_DEEP
