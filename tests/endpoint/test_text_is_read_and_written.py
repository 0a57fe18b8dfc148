"""T.140 as an endpoint reads it, and as it writes it over connections that break. No connection is needed for either."""

import pytest

from endpoint.rtc.rows import LONGEST_ROW, LOST, MOST_ROWS, NEW_LINE, NOTHING, Rows
from endpoint.rtc.writing import DOUBTFUL_FOR, Writing


def read(*messages: str) -> str:
    rows = Rows()
    for message in messages:
        rows.take(message)
    return rows.text


@pytest.mark.parametrize(
    ("messages", "text"),
    [
        (("Hei", "\b\b", "ö"), "Hö"),
        (("Hei\r\nmoi\n", "\n", "terve"), "Hei\nmoi\nterve"),
        (("Hei", NEW_LINE, "m", "\b", "\b", "no"), "Heino"),
        (("ab", NEW_LINE, "c", "\b\b\b", "d"), "ad"),
        (("\b\b", "a\x00\x07b\tc", NOTHING), "ab c"),
        (("e", "\u0301", "x", "\b", "\b", "o"), "o"),
        (("a👨\u200d👩\u200d👧", "\b", "b"), "ab"),
        (("a🇫🇮🇸🇪", "\b"), "a🇫🇮"),
        ((f"a{LOST}{LOST}b",), f"a{LOST}b"),
        ((f"Sauna j{LOST}", f"{NEW_LINE}Sauna jää"), f"Sauna j{LOST}\nSauna jää"),
        (("Sauna j", f"{LOST}{NEW_LINE}Sauna jää"), "Sauna jää"),
        (("Hei", NEW_LINE, f"{LOST}{NEW_LINE}Sauna"), "Hei\nSauna"),
        (("Sauma j", f"{LOST}{NEW_LINE}Sauna jää"), f"Sauma j{LOST}\nSauna jää"),
    ],
)
def test_it_is_read_as_the_protocol_says(messages: tuple[str, ...], text: str) -> None:
    assert read(*messages) == text


def test_a_flood_is_cut() -> None:
    rows = Rows()
    for _ in range(50):
        rows.take("x" * 15_000)
    assert len(rows.text) == MOST_ROWS * LONGEST_ROW + MOST_ROWS - 1


class Wire:
    """A connection that can be shut, and breaks with what is on its way."""

    def __init__(self) -> None:
        self.open = True
        self.sent: list[str] = []

    def __call__(self, text: str) -> bool:
        if self.open:
            self.sent.append(text)
        return self.open


def test_what_is_typed_waits_for_a_connection_and_is_granted_first() -> None:
    writing, wire = Writing(), Wire()
    assert not writing.type("a")
    writing.grant(True)
    wire.open = False
    for character in "bc":
        assert writing.type(character)
        writing.flush(0, wire, now=0.0)
    wire.open = True
    writing.flush(0, wire, now=1.0)
    assert wire.sent == ["bc"]
    writing.nudge(wire)
    assert wire.sent.pop() == NOTHING

    wire.open = False
    writing.type("d")
    writing.grant(False)
    wire.open = True
    writing.flush(0, wire, now=1.0)
    writing.grant(True)
    writing.flush(0, wire, now=1.0)
    assert wire.sent == ["bc"]


def test_after_a_replacement_the_loss_is_marked_and_the_row_written_again() -> None:
    writing, first, second, third = Writing(), Wire(), Wire(), Wire()
    writing.grant(True)
    for text in ("Hei", NEW_LINE, "Sau"):
        writing.type(text)
        writing.flush(0, first, now=0.0)
    first.open = False
    for text in ("na", NEW_LINE, "ka"):
        writing.type(text)
        writing.flush(0, first, now=1.0)
    writing.flush(1, second, now=2.0)
    assert second.sent == [f"{LOST}{NEW_LINE}na{NEW_LINE}ka"]
    assert read(*first.sent, *second.sent) == f"Hei\nSau{LOST}\nna\nka"

    writing.type("n")
    writing.flush(1, second, now=3.0)
    writing.flush(2, third, now=3.0 + DOUBTFUL_FOR)
    assert third.sent == [], "what was sent so long ago has arrived"


def test_what_waits_for_too_long_is_cut_and_marked() -> None:
    writing, wire = Writing(), Wire()
    writing.grant(True)
    for _ in range(30):
        writing.type("x" * 199 + NEW_LINE)
    writing.flush(0, wire, now=0.0)
    assert len(wire.sent[0]) <= 4_000
    assert wire.sent[0].startswith(LOST)
