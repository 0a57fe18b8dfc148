"""The least line on which people still talk: 64 kbit/s, 300 ms there and back, 5 % lost each way; then 500 kbit/s come back.

The picture is given up, both pages say so, and it is back by itself. Beside it the same with pages as the browser makes them by itself.
"""

import time
from collections.abc import Sequence
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
            for person, _ in pairs:
                await until(lambda person=person: _says(person), within=60)  # type: ignore[misc]
            told_after.append(time.monotonic() - began)
            got = await watch(pairs, seconds / returns)
            tones += [one.tones for one in got]
            concealed += [one.concealed for one in got]
            began = time.monotonic()
            await become(made.lines, WIDER)
            await made.resident.wait_to_see(EXPERT, made.expert, within=60)
            await made.expert.wait_to_see("Asiakas, Lavia", made.resident, within=60)
            back_after.append(time.monotonic() - began)
        replaced = await connections(made) - before
    return [
        worst("tones heard", tones, 95, "%", beside=theirs.of("tones"), more_is_better=True),
        shown("concealed", concealed, "%"),
        worst("picture back after 500 kbit/s", back_after, 30, "s"),
        shown("both say that there is sound only", told_after, "s"),
        bounded("links replaced", float(replaced), 0, [float(replaced)], ""),
    ]


async def _says(person: Person) -> bool:
    return await person.page.get_by_text(SOUND_ONLY).first.is_visible()
