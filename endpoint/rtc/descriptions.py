"""Whether a description from the other end may be given to the library at all. Pure."""

from collections.abc import Iterator

MOST_LINES = 600
MOST_SECTIONS = 12
"""A browser's has about 300 lines and four sections; reading one takes longer the longer it is."""


def check(sdp: str) -> None:
    """Raises ValueError: it is too long or empty, or its bundle (RFC 9143) has a section that is not there, or one twice."""
    lines = sdp.splitlines()
    if len(lines) > MOST_LINES:
        raise ValueError(f"a description of {len(lines)} lines")
    if not 0 < sum(line.startswith("m=") for line in lines) <= MOST_SECTIONS:
        raise ValueError("a description of no sections, or of too many")
    sections = list(_sections(lines))
    if len(set(sections)) < len(sections):
        raise ValueError("a description with two sections of one name")
    for line in lines:
        if line.startswith("a=group:BUNDLE") and not set(line.split()[1:]) <= set(sections):
            raise ValueError("a description whose bundle has a section that is not there")


def _sections(lines: list[str]) -> Iterator[str]:
    """The names of the sections that have one; the last that a section says counts."""
    name: str | None = None
    inside = False
    for line in (*lines, "m="):
        if line.startswith("m="):
            if name is not None:
                yield name
            name, inside = None, True
        elif inside and line.startswith("a=mid:"):
            name = line.removeprefix("a=mid:")
