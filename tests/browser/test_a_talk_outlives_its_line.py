"""The line of a terminal is gone for a moment; a laptop sleeps for longer than its seat is held."""

import asyncio
import time
from pathlib import Path

from tests.browser.conftest import Serve
from tests.browser.person import SMALL, People
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
from tests.browser.screens import STAFF, Screens, everything_is_right, sharp_eyes
from tests.browser.stopping import processes_of, stopped
from tests.faults.talk import talk
from tests.wan.net import GOOD, needs_networks
from tests.wan.way import Way

GONE = Way(loss=1.0)
LISTENING = 0.5
"""Seconds that it takes to hear what is played."""


@needs_networks
async def test_both_are_told_when_a_line_is_gone_and_hear_each_other_when_it_is_back(tmp_path: Path) -> None:
    async with talk(tmp_path) as made:
        lines, resident, expert = made.lines, made.resident, made.expert
        await lines.change("lavia", out=GONE, home=GONE)
        gone = time.monotonic()
        await resident.page.get_by_role("heading", name="Yhteys katkesi hetkeksi").wait_for()
        await expert.page.get_by_text("Asiakas: ääni ja kuva katkesivat").first.wait_for()
        assert time.monotonic() - gone <= 3.0
        assert await resident.page.get_by_text("Keskustelu jatkuu").count() == 0, "that would not be true"
        await asyncio.sleep(gone + 5 - time.monotonic())
        await lines.change("lavia", out=GOOD, home=GOOD)
        back = time.monotonic()
        await resident.wait_to_hear(expert)
        await expert.wait_to_hear(resident)
        assert time.monotonic() - back <= 3.0 + 2 * LISTENING
        await (
            expert.page.get_by_role("status").get_by_text("Asiakas: ääni ja kuva").wait_for(state="detached")
        )
        assert "seat_lost" not in kinds(made.server.events())


async def test_a_laptop_that_slept_for_too_long_comes_back_by_a_press_and_is_heard_after_another(
    serve: Serve, people: People, source_files: Path
) -> None:
    people.camera = SMALL
    sharp_eyes(people)
    screens = Screens(STAFF, "expert-given-up")
    server = await serve(seat_held_seconds=1)
    resident = await resident_at(people, server, "lavia", 0)
    expert = await expert_on_shift(people, server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    with stopped(processes_of(str(source_files / "1"))):
        await resident.page.get_by_role("heading", name="Yhteys katkesi hetkeksi").wait_for(timeout=10_000)
        await resident.page.get_by_role("button", name="Peruuta", exact=True).wait_for(timeout=30_000)

    await expert.page.get_by_role("button", name="Palaa käynnille").wait_for()
    await screens.look(expert, "given up")
    everything_is_right(screens)
    await expert.press("Palaa käynnille")
    await expert.wait_to_hear(resident)
    for name in ("Mikrofoni", "Kamera"):
        button = expert.page.get_by_role("button", name=name).first
        assert await button.get_attribute("aria-pressed") == "false", name
    assert await resident.hears() == frozenset()
    await expert.press("Mikrofoni")
    await resident.wait_to_hear(expert)
    assert list(kinds(server.events())).count("visit_opened") == 1
    assert not resident.faults + expert.faults
