"""A page as it is heard: one text a page, state by state, kept beside the tests and compared at each run.

`make snapshots` writes them anew.
"""

import difflib
import os
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("snapshots")
RENEWED = "SNAPSHOTS" in os.environ

NAMED = re.compile(
    r'^\s*- (?:/)?(button|link|textbox|searchbox|radio|checkbox|combobox|heading|dialog|alertdialog) "((?:[^"\\]|\\.)*)"'
)
KEY = re.compile(r'^\s*- button "(.)"$')
KEYS = re.compile(r"^\s*- keys ")
MOST_ITEMS = 4
UNITS = "sekuntia|sekunti|sekunnin|minuuttia|minuutti|minuutin|tuntia|tunti|min|s"
CHANGING = (
    (re.compile(r"(Alkoi|perillä) juuri nyt"), r"\1 <time> sitten"),
    (re.compile(r"\balle (?=\d)"), ""),
    (re.compile(rf"\b\d+[ \u00a0](?:{UNITS})\b"), "<time>"),
    (re.compile(r"\b\d{1,2}[.:]\d{2}\b"), "<clock>"),
    (re.compile(r"Yhteys hyvä|Yhteys heikko|Yhdistetään uudelleen|Yhdistetään\b"), "<link>"),
)
"""What differs from run to run: how long, what time, how well a link does."""


class State(NamedTuple):
    """A screen in one state."""

    title: str
    focus: str
    said: list[str]
    stops: list[str]
    page: str
    """In Finnish."""
    names: dict[str, list[str]]
    """Of controls and headings, in the other languages."""


def names_in(page: str) -> list[str]:
    """Names of headings and controls, in order; keys of the drawn keyboard are no words."""
    found = (NAMED.match(line) for line in page.splitlines())
    return [f"{one[1]} {one[2]}" for one in found if one and len(one[2]) > 1]


def folded(page: str) -> str:
    """The page with its letters in a row, and long lists without their middle."""
    lines: list[str] = []
    listed: dict[int, int] = {}
    skipped: int | None = None
    for line in page.splitlines():
        indent = len(line) - len(line.lstrip())
        if skipped is not None and indent > skipped:
            continue
        skipped = None
        listed = {depth: count for depth, count in listed.items() if depth <= indent}
        if line.lstrip().startswith("- listitem"):
            listed[indent] = listed.get(indent, 0) + 1
            if listed[indent] > MOST_ITEMS:
                skipped = indent
                continue
        elif indent in listed:
            del listed[indent]
        if (key := KEY.match(line)) and lines and KEYS.match(lines[-1]):
            lines[-1] = f"{lines[-1]} {key[1]}"
        elif key:
            lines.append(f"{' ' * indent}- keys {key[1]}")
        else:
            lines.append(line)
    return "\n".join(lines)


def parts(page: str) -> list[str]:
    """Its parts at the outermost level."""
    found: list[str] = []
    for line in page.splitlines():
        if line.startswith("- ") or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


def steady(text: str) -> str:
    """The text without what differs from run to run."""
    for pattern, instead in CHANGING:
        text = pattern.sub(instead, text)
    return text


class Book:
    """The states of one page, in the order in which they were come to."""

    def __init__(self, name: str) -> None:
        self.path = FOLDER / f"{name}.txt"
        self._states: dict[str, State | None] = {}

    def open(self, name: str) -> None:
        """A state that is come to; it is written down when it has been looked at."""
        assert name not in self._states, f"{name} is the name of two states"
        self._states[name] = None

    def write(self, name: str, state: State) -> list[str]:
        """Takes a state down. Returns what is wrong with it: names that another language lacks, or has besides."""
        self._states[name] = state
        finnish = names_in(state.page)
        return [
            f"{language}: {len(names)} names for {len(finnish)} in Finnish: {names}"
            for language, names in state.names.items()
            if len(names) != len(finnish)
        ]

    def text(self) -> str:
        """All states, and every name in three languages."""
        told: list[str] = []
        before: list[str] = []
        words: set[tuple[str, ...]] = set()
        for name, state in self._states.items():
            assert state is not None, f"{name} was not looked at to the end"
            stops = " | ".join(stop for stop in state.stops if len(stop) > 1)
            head = [f"=== {name}", f"title: {state.title}", f"focus: {state.focus}"]
            head += [*(f"said {one}" for one in state.said), f"tab: {stops}"]
            now = parts(folded(steady(state.page)))
            page = [f"{part.partition(':')[0]}: as before" if part in before else part for part in now]
            before = [part for part in now if part.startswith(("- banner", "- contentinfo"))]
            told.append("\n".join([steady("\n".join(head)), *page]))
            words |= set(zip(names_in(steady(state.page)), *state.names.values(), strict=False))
        rows = [
            " | ".join((first, *(name.partition(" ")[2] for name in others)))
            for first, *others in sorted(words)
        ]
        return "\n\n".join([*told, "\n".join(["=== fi | sv | en", *rows])]) + "\n"

    def differences(self) -> str:
        """How this run differs from the kept text; empty: not at all. With `SNAPSHOTS` set it is kept instead."""
        now = self.text()
        if RENEWED:
            FOLDER.mkdir(exist_ok=True)
            self.path.write_text(now, "utf-8")
        kept = self.path.read_text("utf-8") if self.path.exists() else ""
        return "\n".join(
            difflib.unified_diff(
                kept.splitlines(), now.splitlines(), f"kept {self.path.name}", "now", lineterm="", n=3
            )
        )
