"""Bounded strings and numbers that messages and views are made of."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from signaling.protocol import limits

# `$` alone would let a line feed follow; `(?!\n)` says in Python and in JSON Schema alike that nothing does.

Id = Annotated[str, Meta(min_length=1, max_length=limits.MAX_ID, pattern=r"^[A-Za-z0-9:_.\-]+$(?!\n)")]
"""An id made by the server: of a visit, seat, person, offer, search, link."""

CommandId = Annotated[str, Meta(min_length=8, max_length=limits.MAX_ID, pattern=r"^[A-Za-z0-9\-]+$(?!\n)")]
"""Made by the page; the same id gets the same answer for ten minutes."""

PageId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$(?!\n)")]
"""128 random bits made when a page loads and kept in its memory only."""

Slug = Annotated[str, Meta(min_length=1, max_length=limits.MAX_SLUG, pattern=r"^[a-z0-9\-]+$(?!\n)")]
"""A name that people write in addresses and settings: of a place, service, unit, account."""

_NO_CONTROLS = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$(?!\n)"

Words = Annotated[str, Meta(max_length=limits.MAX_WORDS, pattern=_NO_CONTROLS)]
"""What a resident writes after the visit; lines and tabs, but no other control characters, and none that turn the text around them (UAX #9)."""

Note = Annotated[str, Meta(max_length=limits.MAX_NOTE, pattern=_NO_CONTROLS)]
Text = Annotated[str, Meta(max_length=400)]
"""A short text that people read."""

Score = Annotated[int, Meta(ge=1, le=5)]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Attempt = Annotated[int, Meta(ge=0, le=1_000)]
Seconds = Annotated[float, Meta(ge=0, le=10_000_000)]


class Language(StrEnum):
    FI = "fi"
    SV = "sv"
    EN = "en"


class Grant(StrEnum):
    """What an end of a link may send."""

    SOUND = "sound"
    PICTURE = "picture"
    SECOND_PICTURE = "second_picture"
    TEXT = "text"
    PAPER = "paper"


class PageKind(StrEnum):
    """Which page is speaking."""

    TERMINAL = "terminal"
    EXPERT = "expert"
    DESK = "desk"
    CUSTOMER_SCREEN = "customer_screen"
