"""Looks at a screen once in every way that somebody may look at it: languages, themes, sizes, forced colours, by ear, by Tab."""

from pathlib import Path
from typing import Any, NamedTuple

from tests.browser.axe import COLOURS, NAMES, SIZES, WHOLE, Pass, axe_finds
from tests.browser.book import Book, State, names_in
from tests.browser.person import People, Person, until

FOLDER = Path(__file__).parent
SHOWN = """names => names.every((name) => document.querySelector(`figure[aria-label^="${name}"] video`)?.readyState >= 2)"""
MOST_STOPS = 60
AT_ONCE = 6


class Size(NamedTuple):
    """A window, and the least that a target and a letter measure in it, in CSS pixels."""

    width: int
    height: int
    target: float
    words: float = 0
    in_line: float = 24


class Kind(NamedTuple):
    """How a kind of page is shown: its usual window first, then others, the last ones as zoom makes them."""

    usual: Size
    others: tuple[Size, ...]
    themes: bool


REFLOWED = Size(320, 256, 24)
"""400 % of a window of 1280 × 1024: the measure of WCAG 1.4.10."""

TERMINAL = Kind(
    Size(1080, 1920, 60, 36), (Size(1920, 1080, 60, 36), Size(540, 960, 24), REFLOWED), themes=True
)
CUSTOMER = Kind(Size(1920, 1080, 60, 36), (Size(960, 540, 24), REFLOWED), themes=True)
STAFF = Kind(Size(1366, 768, 44, 15), (Size(683, 384, 44, 15), Size(320, 256, 44, 15)), themes=False)


class Screens:
    """What was found on the screens of one kind of page, and the book that they are written into."""

    def __init__(self, kind: Kind, book: str) -> None:
        """`book`: the name of its text in `snapshots`."""
        self.kind = kind
        self.book = Book(book)
        self.found: list[str] = []

    async def look(self, person: Person, screen: str, *, others: bool = True) -> None:
        """Looks at the screen as it is; the page is as before afterwards. A dialog may stand open.

        Without `others` the page has no other language to show.
        """
        self.book.open(screen)
        page = person.page
        found: list[str] = []
        usual = self.kind.usual
        await page.evaluate("hearing.quiet()")
        said = await page.evaluate("hearing.take()")
        focus = await page.evaluate("looking.keepFocus() ?? looking.focus()")
        finnish = await self._heard(person)
        title = await page.title()
        stops = await self._walk(person, found)
        await self._axe(person, "fi", WHOLE, found)
        await self._layout(person, usual, "fi", found)

        if self.kind.themes and not await page.evaluate("looking.contrast(true)"):
            found.append("the theme did not change")
        if self.kind.themes:
            await self._axe(person, "contrast", COLOURS, found)
        names = {}
        for language in ("sv", "en") if others else ():
            if await page.evaluate("one => looking.language(one)", language) != language:
                found.append(f"{language} was not set")
            names[language] = names_in(await self._heard(person))
            await self._axe(person, language, NAMES, found)
            await self._layout(person, usual, language, found)
        for size in self.kind.others:
            await page.set_viewport_size({"width": size.width, "height": size.height})
            await page.evaluate("looking.drawn()")
            await self._axe(person, f"{size.width} px", SIZES, found)
            await self._layout(person, size, f"{size.width} px", found)
            found += [f"{size.width} px: {one}" for one in await page.evaluate("looking.reached()")]
        await page.set_viewport_size({"width": usual.width, "height": usual.height})
        if others:
            await page.evaluate("looking.language('fi')")
        await page.emulate_media(forced_colors="active", reduced_motion="reduce")
        found += await page.evaluate("[...looking.forced(), ...looking.moving()]")
        await page.emulate_media(forced_colors="none", reduced_motion="no-preference")
        if self.kind.themes:
            await page.evaluate("looking.contrast(false)")
        await page.evaluate("looking.giveFocus() ?? 0")
        found += self.book.write(screen, State(title, focus, said, stops, finnish, names))
        self.found += [f"{self.book.path.stem}, {screen}: {one}" for one in dict.fromkeys(found)]
        await page.evaluate("hearing.take()")

    async def _heard(self, person: Person) -> str:
        """The page as a screen reader has it: of an open dialog nothing but that."""
        dialog = person.page.locator("dialog:modal")
        # What is said may come or go while the page is read.
        before = await person.page.evaluate("looking.passing()")
        page = await (dialog if await dialog.count() else person.page.locator("body")).aria_snapshot()
        after = await person.page.evaluate("looking.passing()")
        passing = [
            line
            for said in (before, after)
            for words in (*said, " ".join(said))
            for line in (f"- text: {words}", f'- text: "{words}"')
        ]
        return "\n".join(line for line in page.splitlines() if line.strip() not in passing)

    async def _axe(self, person: Person, when: str, which: Pass, found: list[str]) -> None:
        found += [f"{when}: {one}" for one in await axe_finds(person, which)]

    async def _layout(self, person: Person, size: Size, when: str, found: list[str]) -> None:
        least: dict[str, Any] = {"least": size.target, "inLine": size.in_line, "words": size.words}
        found += [
            f"{when}: {one}" for one in await person.page.evaluate("least => looking.layout(least)", least)
        ]

    async def forget(self, *people: Person) -> None:
        """What was said until now belongs to no screen that is looked at."""
        for person in people:
            await person.page.evaluate("hearing.quiet().then(() => hearing.take())")

    async def _walk(self, person: Person, found: list[str]) -> list[str]:
        """Every stop of Tab from where the focus is, round to the first one again; then the focus is where it was."""
        page = person.page
        await page.evaluate("looking.walk()")
        stops: list[dict[str, Any]] = []
        for _ in range(MOST_STOPS // AT_ONCE):
            for _ in range(AT_ONCE):
                await page.keyboard.press("Tab")
            walked = await page.evaluate("looking.stops()")
            stops = walked["stops"]
            if walked["round"] or not stops:
                break
        await page.evaluate("looking.walked()")
        found += [f"Tab: {one['name']}: {fault}" for one in stops for fault in one["faults"]]
        return [one["name"] for one in stops]


async def settled(person: Person, *figures: str) -> None:
    """Until the pictures of those whose names begin so are there."""

    async def shown() -> bool:
        return bool(await person.page.evaluate(SHOWN, list(figures)))

    await until(shown, within=30)


def sharp_eyes(people: People) -> None:
    """From now on pages of these people can be looked at."""
    people.scripts += [FOLDER / "hearing.js", FOLDER / "looking.js"]


def everything_is_right(*kinds: Screens) -> None:
    """Raises AssertionError with all that was found, and with how the books differ from the kept ones."""
    found = [one for screens in kinds for one in screens.found]
    assert found == [], "\n".join(found)
    differences = [text for screens in kinds if (text := screens.book.differences())]
    assert differences == [], "`make snapshots` keeps this, if it is right:\n" + "\n".join(differences)
