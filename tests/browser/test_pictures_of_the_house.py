"""The pictures in the README: real pages in a real visit, with drawn people before the cameras.

`make pictures` keeps them in `docs/pictures`; in `make test` they are taken and thrown away.
"""

import io
import os
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.async_api import async_playwright

from media.sources.picture import write_still
from media.sources.sound import TONES, write_tone
from tests.browser.person import CHROMIUM, QUIET, People, Person, until
from tests.browser.scenes import (
    ask_first,
    begin_desk_visit,
    call,
    clerk_on_shift,
    expert_on_shift,
    resident_at,
)
from tests.browser.server import Server

KEPT = os.environ.get("PICTURES")
DRAWINGS = Path(__file__).with_name("drawings")
CAST = ("resident-elli", "expert-building", "clerk", "expert-vero")
TAX = "verohallinto1, Verohallinto"


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """Where the pictures go."""
    folder = Path(KEPT) if KEPT else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
async def drawn_cameras(tmp_path: Path) -> Path:
    """Camera files of the drawn people, in the places of the marked ones."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = await browser.new_page(viewport={"width": 640, "height": 480})
        for number, who in enumerate(CAST):
            drawing = (DRAWINGS / f"{who}.svg").read_text()
            await page.set_content(
                f"<style>body{{margin:0}}svg{{width:640px;height:480px;display:block}}</style>{drawing}"
            )
            await page.evaluate(
                "document.querySelector('svg').setAttribute('preserveAspectRatio', 'xMidYMin slice')"
            )
            shot = await page.screenshot()
            with av.open(io.BytesIO(shot), "r") as png:
                frame = next(png.decode(video=0)).to_ndarray(format="bgr24").astype(np.uint8)
            write_still(tmp_path / f"{number}.mjpeg", frame)
            write_tone(tmp_path / f"{number}.wav", TONES[number])
        await browser.close()
    return tmp_path


async def sharp(person: Person) -> None:
    """Until every picture is there; at its full size where pictures are kept: the first seconds of a link are coarse, and a
    busy machine keeps it so.
    """
    width = 640 if KEPT else 1

    async def whole() -> bool:
        # The page's policy forbids the waiting that evaluates a string again and again inside the page.
        return bool(
            await person.page.evaluate(
                "width => [...document.querySelectorAll('figure video')].every((video) => video.videoWidth >= width)",
                width,
            )
        )

    await until(whole, within=60)


async def test_the_pictures_of_a_visit_are_taken(
    live_server: Server, drawn_cameras: Path, album: Path
) -> None:
    async with async_playwright() as playwright:
        people = People(playwright, drawn_cameras)
        resident = await resident_at(people, live_server, "reposaari", 0)
        builder = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
        await resident.picture(album / "terminal-idle.png")
        await call(resident, "Rakennusluvat")
        await builder.page.get_by_role("button", name="Vastaa").wait_for()
        await builder.picture(album / "expert-offer.png")
        await builder.press("Vastaa")
        await resident.wait_to_hear(builder)
        await builder.wait_to_hear(resident)
        await sharp(resident)
        await resident.picture(album / "terminal-visit.png")
        await sharp(builder)
        await builder.picture(album / "expert-visit.png")
        await people.leave()

        screen = await people.arrive(f"{live_server.address}/desk/customer", 0, size=(1920, 1080))
        clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu1", 2)
        tax = await expert_on_shift(people, live_server, "verohallinto1", 3)
        await begin_desk_visit(clerk, "Verotus")
        await ask_first(clerk, TAX, tax)
        await clerk.wait_to_hear(tax)
        await sharp(clerk)
        await clerk.picture(album / "desk-ask-first.png")
        await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
        await screen.wait_to_hear(tax)
        await sharp(screen)
        await screen.picture(album / "customer-screen.png")
        await people.leave()
    for name in (
        "terminal-idle",
        "expert-offer",
        "terminal-visit",
        "expert-visit",
        "desk-ask-first",
        "customer-screen",
    ):
        assert (album / f"{name}.png").stat().st_size > 20_000, name
