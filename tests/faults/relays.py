"""A resident in Lavia and an expert in the town whose networks do not let them reach each other, and coturn on two machines."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import async_playwright

from tests.bench.result import told
from tests.browser.person import CHROMIUM, SMALL, People, Person
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.wan.net import KNOWN, End, Net, net
from tests.wan.turn import TRUSTING, Turn, coturn, urls

MACHINES = ("turn", "other_turn")
STEADY = 8.0
"""Seconds without a gap after which what was broken is mended."""
GIVEN_UP = 30.0
"""Seconds after which a sound that has not come does not come."""


class Relayed(NamedTuple):
    """The resident looks at the idle screen, the expert is on shift, and their probes are at rest."""

    lines: Net
    turns: dict[str, Turn]
    resident: Person
    expert: Person

    @property
    def both(self) -> tuple[Person, Person]:
        return self.resident, self.expert

    async def answer(self) -> float:
        """From the call to the press of **Vastaa**, as soon as it rings: when that was, in milliseconds of the machine's clock."""
        await call(self.resident, "Rakennusluvat")
        await self.expert.press("Vastaa")
        pressed: float = (await self.expert.page.evaluate("window.probe.presses()"))["Vastaa"]
        return pressed

    async def sound_after(self, moment: float) -> float:
        """Seconds from then to the first sound of a connection that is newer, at the later of the two ends. Raises TimeoutError."""
        async with asyncio.timeout(GIVEN_UP):
            came = await asyncio.gather(
                *(one.page.evaluate("since => window.probe.sounded(since)", moment) for one in self.both)
            )
        return float(max(came) - moment) / 1000

    async def silence_after(self, moment: float) -> float:
        """Seconds from then in which no sound came, at the end where it was longest. Raises TimeoutError."""
        async with asyncio.timeout(GIVEN_UP + STEADY):
            longest = await asyncio.gather(
                *(
                    one.page.evaluate(
                        "([since, calm]) => window.probe.silence(since, calm)", [moment, STEADY * 1000]
                    )
                    for one in self.both
                )
            )
        return float(max(longest)) / 1000

    async def relays(self) -> list[tuple[str, str]]:
        """Of each end the machine that its sound goes to, and what carries it there (`udp`, `tcp`, `tls`)."""
        site = {address: name for name, address in KNOWN.items()}
        newest = [(await one.connections())[-1] for one in self.both]
        return [
            (site[str(row["relay"]).split(":")[1]], row["relayed"]) if row["relay"] else ("", "")
            for row in newest
        ]

    async def end(self) -> None:
        """Back to the idle screen."""
        await self.expert.press("Lopeta asiointi")
        await self.expert.press("Asia hoitui")
        await self.resident.press("Ohita")
        await self.resident.page.get_by_role("button", name="Aloita asiointi").wait_for()


def _fresh(folder: Path) -> Path:
    folder.mkdir()
    return folder


@asynccontextmanager
async def relayed(where: Path, end: End) -> AsyncIterator[Relayed]:
    """Both are connected like that. The folder `where` is made for what they leave."""
    folder = _fresh(where)
    secret = secrets.token_hex(16)
    (folder / "turn").write_text(secret)
    server = Server(
        folder,
        start_quiet_seconds=0,
        turn_urls=",".join(urls(*MACHINES)),
        turn_secret_file=str(folder / "turn"),
    )
    await server.start()
    try:
        async with (
            net(server.port, lavia=end, town=end, turn=End(), other_turn=End()) as lines,
            coturn(lines, secret, folder, MACHINES) as turns,
            async_playwright() as playwright,
        ):
            people = People(playwright, folder)
            people.camera = SMALL
            people.switches = (TRUSTING,)
            try:
                people.chromium = lines.program("lavia", CHROMIUM, folder)
                resident = await resident_at(people, server, "lavia", 0)
                people.chromium = lines.program("town", CHROMIUM, folder)
                expert = await expert_on_shift(people, server, "rakennusvalvonta1", 1)
                for person in (resident, expert):
                    await person.rest()
                yield Relayed(lines, turns, resident, expert)
            finally:
                await people.leave()
    finally:
        await server.stop()


async def visits(folder: Path, end: End, number: int) -> tuple[list[float], list[list[str]]]:
    """So many between two that are connected like that, one after the other: seconds from the answer to the first sound at both, and what
    carried each end's.
    """
    took, carried = [], []
    async with relayed(folder, end) as made:
        for visit in range(number):
            took.append(await made.sound_after(await made.answer()))
            carried.append([way for _, way in await made.relays()])
            await made.end()
            told(f"visit {visit + 1}/{number}: {took[-1]:.2f} s, {' and '.join(filter(None, carried[-1]))}")
    return took, carried
