"""A server without make-believe: staff sign in with a password, a device by its link, in Chromium as it is."""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.browser.person import People
from tests.browser.server import Server

PASSWORD = "hauki on kala"


class RealServer(Server):
    """`etaluukku serve` of one file of settings."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.config = folder / "settings.toml"
        self.config.write_text(
            f'port = {self.port}\norigins = ["{self.address}"]\nstore = "sqlite:///{self.store}"\n', "utf-8"
        )

    def arguments(self) -> tuple[str, ...]:
        return ("serve", "--config", str(self.config))

    async def run(self, *arguments: str) -> str:
        """What a command prints that is given while the server runs, or before."""
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "signaling", *arguments, "--config", str(self.config)],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@pytest.fixture
async def real_server(tmp_path: Path) -> AsyncIterator[RealServer]:
    """A server of a filled store."""
    server = RealServer(tmp_path)
    await server.run("places", "fill")
    await server.start()
    yield server
    await server.stop()


def link_in(printed: str) -> str:
    found = re.search(r"http://\S+/sign-in/\S+", printed)
    assert found is not None, printed
    return found.group()


async def fill_in(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        await page.get_by_label(label.replace("_", " "), exact=True).fill(text)


async def test_staff_choose_a_password_sign_out_and_sign_in_and_a_place_opens_by_its_link(
    real_server: RealServer, people: People
) -> None:
    persons_link, places_link = map(
        link_in,
        await asyncio.gather(
            real_server.run("people", "add", "kela9", "--name", "Kelan neuvoja", "--unit", "kela"),
            real_server.run("places", "add", "noormarkku", "--name", "Noormarkku"),
        ),
    )
    expert = await people.arrive(persons_link, 0)
    await fill_in(expert.page, Uusi_salasana=PASSWORD, Sama_uudelleen=PASSWORD)
    await expert.press("Tallenna ja kirjaudu")
    await expert.page.get_by_role("button", name="Aloita vuoro", exact=True).wait_for()

    await expert.page.goto(f"{real_server.address}/sign-out")
    await expert.press("Kirjaudu ulos")
    await expert.page.wait_for_url("**/sign-in")
    await fill_in(expert.page, Käyttäjätunnus="kela9", Salasana=PASSWORD)
    await expert.press("Kirjaudu")
    await expert.page.wait_for_url("**/expert")
    await expert.page.get_by_role("button", name="Aloita vuoro", exact=True).wait_for()
    await expert.press("Kirjaudu ulos")
    await expert.page.wait_for_url("**/sign-in")
    await expert.page.goto(f"{real_server.address}/expert")
    await expert.page.wait_for_url("**/sign-in")

    await expert.page.goto(places_link)
    await expert.press("Ota käyttöön")
    await expert.page.wait_for_url("**/terminal")
    await expert.page.get_by_role("button", name="Aloita asiointi").wait_for()
    assert expert.faults == []
