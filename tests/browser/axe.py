"""axe-core in a page: which rules in which pass, and what it cannot decide that a person has looked at."""

from typing import Any, NamedTuple

from hatch_build import WEB
from tests.browser.person import Person

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"


class Pass(NamedTuple):
    """What axe is told to run."""

    what: dict[str, Any]


WHOLE = Pass(
    {
        "runOnly": {
            "type": "tag",
            "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
        "rules": {"target-size": {"enabled": True}},
    }
)
"""Every rule of WCAG 2.2 A and AA, and what axe itself advises."""

NAMES = Pass(
    {
        "runOnly": {
            "type": "rule",
            "values": [
                "aria-command-name",
                "aria-dialog-name",
                "aria-input-field-name",
                "aria-toggle-field-name",
                "button-name",
                "document-title",
                "empty-heading",
                "html-has-lang",
                "html-lang-valid",
                "image-alt",
                "label",
                "link-name",
                "select-name",
                "target-size",
                "valid-lang",
            ],
        }
    }
)
"""What another language can break: a name that is missing, a language that is no language, a word that pushes targets together."""

COLOURS = Pass({"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}})
"""What another theme can break."""

SIZES = Pass(
    {
        "runOnly": {
            "type": "rule",
            "values": ["scrollable-region-focusable", "target-size", "meta-viewport"],
        }
    }
)
"""What another size can break. Whether things lie on each other is looked at otherwise: axe leaves that undecided."""

REVIEWED: dict[tuple[str, str], str] = {
    (
        "video-caption",
        "<video",
    ): "a talk face to face and one's own picture: no recording (WCAG 1.2.2 is of recordings)",
    (
        "color-contrast",
        ".sp.rowi",
    ): "a row that is scrolled half out of its list: others of its kind stand whole above it",
    ("color-contrast", "li[aria-label"): "the same",
    ("color-contrast", 'class="av'): "an initial that is only decoration: the name stands beside it",
}
"""Undecided by axe and looked at by a person: (rule, part of the element's HTML or of its selector) and why it is right."""


async def axe_finds(person: Person, which: Pass) -> list[str]:
    """What axe finds in the page as it is, and what it could not decide and nobody has reviewed."""
    if not await person.page.evaluate("typeof axe === 'object'"):
        await person.page.evaluate(AXE.read_text())
    seen: dict[str, Any] = await person.page.evaluate("what => looking.axe(what)", which.what)
    assert seen["passes"] > 0, "axe looked at something"
    found = [
        f"{one['id']}: {one['help']}: {one['html']} ({one['at']}) {one['why']}" for one in seen["violations"]
    ]
    found += [
        f"undecided {one['id']} [{one['key']}]: {one['html']} ({one['at']}) {one['why']}"
        for one in seen["incomplete"]
        if not any(rule == one["id"] and part in f"{one['html']} {one['at']}" for rule, part in REVIEWED)
    ]
    return found
