"""The least line on which people still talk: 64 kbit/s, 300 ms there and back, 5 % lost each way; then 500 kbit/s come back.

The picture is given up, both pages say so, and it is back by itself. Beside it the same with pages as the browser makes them by itself.
"""

import asyncio
import time
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tests.bench.result import Figure, bounded, shown, worst
from tests.browser.person import Person, until
from tests.faults.talk import EXPERT, talk
from tests.faults.thin import BROWSERS_OWN, LINE, become, connections, over, room, watch
from tests.wan.net import End
from tests.wan.profiles import PROFILES

FLOOR = PROFILES["floor"]
WIDER = End(out=replace(FLOOR.out, rate=500_000), home=replace(FLOOR.home, rate=500_000))
SECONDS, BESIDE, RETURNS = 180.0, 60.0, 3
WAITS = 45.0
SOUND_ONLY = "Vain ääni: yhteys on nyt hidas"


async def run(
    folder: Path, seconds: float = SECONDS, beside: float = BESIDE, returns: int = RETURNS
) -> Sequence[Figure]:
    theirs = await over(room(folder, "theirs"), FLOOR, beside, without=[BROWSERS_OWN])
    tones, concealed, told_after, back_after = [], [], [], []
    async with talk(room(folder, "ours"), scripts=[LINE]) as made:
        before = await connections(made)
        pairs = [(made.resident, made.expert), (made.expert, made.resident)]
        for _ in range(returns):
            began = time.monotonic()
            await become(made.lines, FLOOR)
            told_after += await asyncio.gather(*(_seconds(began, _says(person)) for person, _ in pairs))
            got = await watch(pairs, seconds / returns)
            tones += [one.tones for one in got]
            concealed += [one.concealed for one in got]
            began = time.monotonic()
            await become(made.lines, WIDER)
            seen = (
                made.resident.wait_to_see(EXPERT, made.expert, within=WAITS),
                made.expert.wait_to_see("Asiakas, Lavia", made.resident, within=WAITS),
            )
            back_after += await asyncio.gather(*(_seconds(began, one) for one in seen))
        replaced = await connections(made) - before
    return [
        worst("tones heard", tones, 95, "%", beside=theirs.of("tones"), more_is_better=True),
        shown("concealed", concealed, "%"),
        worst("picture back after 500 kbit/s", back_after, 30, "s"),
        shown("a page says that there is sound only", told_after, "s"),
        bounded("links replaced", float(replaced), 0, [float(replaced)], ""),
    ]


async def _seconds(began: float, wait: Awaitable[object]) -> float:
    """Since then, when it has come; what does not come counts as the whole wait."""
    with suppress(AssertionError):
        await wait
    return time.monotonic() - began


async def _says(person: Person) -> None:
    async def says() -> bool:
        return await person.page.get_by_text(SOUND_ONLY).first.is_visible()

    await until(says, within=WAITS)
