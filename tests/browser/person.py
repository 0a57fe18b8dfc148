"""Somebody at a browser of their own, with a marked camera and microphone."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from playwright.async_api import Browser, BrowserContext, Locator, Page, Playwright

from media.measure.picture import Mark, read_mark
from media.measure.sound import tones_heard
from media.sources.picture import write_picture, write_raw_picture
from media.sources.sound import RATE, TONES, write_beating_tone, write_tone

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PLUGGED_IN = "--use-fake-device-for-media-stream"
NO_CAMERA = f"{PLUGGED_IN}=device-count=0"
PERMISSIVE = ("--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required")
SIZE = (1366, 768)


class Camera(NamedTuple):
    """Size and frames a second of everybody's camera. Those of a large one are compressed, in a file that Chromium plays at 30."""

    width: int
    height: int
    rate: int

    @property
    def is_raw(self) -> bool:
        """Ten seconds of a larger one would be 90 MB."""
        return self.width <= 320


USUAL = Camera(640, 480, 30)
SMALL = Camera(320, 240, 15)
"""What three pages that talk with each other can carry on two cores with sound to spare."""

SLIP = 800
"""Milliseconds within which a second press of the same button is taken for a slip of the hand."""

PROBE = Path(__file__).with_name("probe.js")
SCORE = Path(__file__).with_name("score.js")


class Received(NamedTuple):
    """What one page has received over one connection since it was made."""

    sound: int
    picture: int
    messages: int


async def until(what: Callable[[], Awaitable[Any]], *, within: float = 15.0, every: float = 0.1) -> Any:
    """The first true answer of `what`. Raises AssertionError with the last one when `within` seconds have passed."""
    answer = None
    try:
        async with asyncio.timeout(within):
            while not (answer := await what()):  # noqa: ASYNC110  a page tells nobody when it changes
                await asyncio.sleep(every)
    except TimeoutError:
        raise AssertionError(f"not within {within} s: {what.__qualname__} gave {answer!r}") from None
    return answer


def sources(folder: Path, number: int, camera: Camera, beating: bool) -> tuple[str, ...]:
    """Chromium's switches for person `number`'s camera and microphone; the files are made once a folder."""
    name = f"{number}-{camera.width}-{camera.rate}.y4m" if camera.is_raw else f"{number}.mjpeg"
    picture, sound = folder / name, folder / (f"{number}-beating.wav" if beating else f"{number}.wav")
    if not picture.exists():
        write = write_raw_picture if camera.is_raw else write_picture
        write(picture, number, rate=camera.rate, width=camera.width, height=camera.height)
    if not sound.exists():
        (write_beating_tone if beating else write_tone)(sound, TONES[number])
    return (f"--use-file-for-fake-video-capture={picture}", f"--use-file-for-fake-audio-capture={sound}")


class Person:
    """A page, and what its user can see, hear and press. `number` is the person's mark; `tone` the person's in Hz."""

    def __init__(self, page: Page, number: int, camera: Camera = USUAL) -> None:
        self.page = page
        self.number = number
        self.camera = camera
        self.tone = TONES[number]
        self.faults: list[str] = []
        self._load = 0
        self._ledger: dict[tuple[int, int], dict[str, Any]] = {}
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    async def press(self, name: str, *, within: "Locator | Page | None" = None) -> None:
        """Presses the button of exactly this name."""
        await (within or self.page).get_by_role("button", name=name, exact=True).click()

    async def press_again(self, name: str) -> None:
        """Presses a button that was pressed before, once the page takes that for a second press and not for a slip."""
        await self.page.wait_for_function(
            "([name, pause]) => performance.timeOrigin + performance.now() - window.probe.presses()[name] > pause",
            arg=[name, SLIP],
        )
        await self.press(name)

    async def choose_card(self, service: str) -> None:
        """Presses the card whose name begins with the service's."""
        await self.page.get_by_role("button", name=service).first.click()

    def figure(self, name: str) -> Locator:
        return self.page.get_by_role("figure", name=name, exact=True)

    def directory_item(self, name: str) -> Locator:
        return self.page.get_by_role("list", name="Asiantuntijat").get_by_role(
            "listitem", name=name, exact=True
        )

    async def sees(self, figure: str) -> Mark | None:
        """The mark in that figure's picture as shown now."""
        seen = await self.page.evaluate("name => window.probe.look(name)", figure)
        if seen is None:
            return None
        return read_mark(np.frombuffer(base64.b64decode(seen), dtype=np.uint8).reshape(120, 160))

    async def hears(self) -> frozenset[int]:
        """Tones (Hz) in all that the page plays now."""
        samples = np.frombuffer(
            base64.b64decode(await self.page.evaluate("window.probe.listen()")), dtype=np.float32
        )
        return tones_heard(samples.astype(np.float64), RATE, TONES)

    async def wait_to_see(self, figure: str, other: "Person", *, within: float = 15.0) -> None:
        """Until that figure shows the other's camera, moving: two different frames of the other's mark."""

        async def first() -> Mark | None:
            mark = await self.sees(figure)
            return mark if mark and mark.identity == other.number else None

        before: Mark = await until(first, within=within)

        async def moved() -> bool:
            mark = await first()
            return mark is not None and mark.frame != before.frame

        await until(moved, within=within)

    async def wait_to_hear(self, *others: "Person", within: float = 15.0) -> None:
        """Until the page plays exactly these persons' tones and no other's."""
        wanted = frozenset(other.tone for other in others)

        async def heard() -> bool:
            return await self.hears() == wanted

        await until(heard, within=within)

    async def connections(self) -> list[dict[str, Any]]:
        """One row a connection that is open now."""
        await self._collect()
        return [
            row for (load, _), row in self._ledger.items() if load == self._load and row["state"] != "closed"
        ]

    async def received_from(self, other: "Person") -> Received:
        """Everything received from the other's pages over all connections there ever were, reloads included."""
        await self._collect()
        await other._collect()
        theirs = {row["mine"] for row in other._ledger.values()}
        rows = [row for row in self._ledger.values() if row["theirs"] is not None and row["theirs"] in theirs]
        return Received(*(sum(row[what] for row in rows) for what in Received._fields))

    async def reload(self) -> None:
        """Loads the page again, remembering what it had received."""
        await self._collect()
        self._load += 1
        await self.page.reload(wait_until="commit")

    def move_to(self, page: Page) -> None:
        """The person is at another page from now on; what the one before had received stays as it was last counted."""
        self._load += 1
        self.page = page

    async def break_a_link(self) -> None:
        """One connection dies at this end without a word."""
        assert await self.page.evaluate("window.probe.breakOne()"), "there is no connection to break"

    async def _collect(self) -> None:
        for row in await self.page.evaluate("window.probe.connections()"):
            self._ledger[self._load, row["number"]] = row

    async def rest(self) -> None:
        """The page counts only when it is asked: counting by and by costs what is measured."""
        await self.page.evaluate("window.probe.rest()")

    async def storage(self) -> dict[str, Any]:
        answer: dict[str, Any] = await self.page.evaluate("window.probe.storage()")
        return answer

    async def picture(self, path: Path) -> None:
        await self.page.screenshot(path=path)


class People:
    """Opens browsers and closes them all."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self._playwright = playwright
        self._folder = folder
        self._browsers: list[Browser] = []
        self.camera = USUAL
        self.beating = False
        """Whether the tones of whoever comes next beat, so that how late they are can be told."""
        self.chromium = CHROMIUM
        """The program that is started for whoever comes next."""
        self.switches: tuple[str, ...] = ()
        """What it is told beside the usual."""
        self.scripts = [PROBE, SCORE]
        """What looks at each page from inside."""

    async def arrive(
        self,
        address: str,
        number: int,
        *,
        permissive: bool = True,
        plugged: str = PLUGGED_IN,
        size: tuple[int, int] = SIZE,
    ) -> Person:
        """A person with a browser of their own at this address. Without `permissive` the browser asks and blocks as it
        does for everybody, but the camera and the microphone are permitted to this origin, as they are once a user has
        said yes. `plugged` is which devices there are: empty for none, `NO_CAMERA` for a microphone alone.
        """
        browser = await self.browser(number, permissive=permissive, plugged=plugged)
        return await self.window(browser, address, number, permissive=permissive, size=size)

    async def browser(
        self, number: int | None, *, permissive: bool = True, plugged: str = PLUGGED_IN
    ) -> Browser:
        """A browser. `number` None: its camera and microphone are Chromium's own test signals."""
        own = sources(self._folder, number, self.camera, self.beating) if number is not None else ()
        if plugged == NO_CAMERA:
            own = tuple(switch for switch in own if "video" not in switch)
        browser = await self._playwright.chromium.launch(
            executable_path=self.chromium,
            args=[
                *QUIET,
                *([plugged] if plugged else []),
                *(PERMISSIVE if permissive else ()),
                *own,
                *self.switches,
            ],
            ignore_default_args=[
                "--mute-audio",
                *(() if permissive else ("--autoplay-policy=no-user-gesture-required",)),
            ],
        )
        self._browsers.append(browser)
        return browser

    async def tab(self, browser: Browser, address: str, number: int = 0) -> Person:
        """A tab beside the others in that browser's window. A browser draws only the tab in front at full speed."""
        context = browser.contexts[0] if browser.contexts else await self._window(browser, SIZE)
        return await self._open(context, address, number)

    async def window(
        self,
        browser: Browser,
        address: str,
        number: int = 0,
        *,
        permissive: bool = True,
        permits: Sequence[str] = ("camera", "microphone"),
        size: tuple[int, int] = SIZE,
    ) -> Person:
        """A page in a window of its own in that browser."""
        context = await self._window(browser, size)
        if not permissive:
            await context.grant_permissions(permits)
        return await self._open(context, address, number)

    async def _window(self, browser: Browser, size: tuple[int, int]) -> BrowserContext:
        return await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="fi-FI")

    async def _open(self, context: BrowserContext, address: str, number: int) -> Person:
        page = await context.new_page()
        for script in self.scripts:
            await page.add_init_script(path=script)
        person = Person(page, number, self.camera)
        await page.goto(address)
        return person

    async def leave(self) -> None:
        for browser in self._browsers:
            await browser.close()
        self._browsers.clear()
