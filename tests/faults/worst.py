"""The worst line that anybody is asked to bear, for ten minutes: 300 kbit/s, 200 ms there and back, a tenth lost each way; then a fifth.

Beside it a tenth lost with pages as the browser makes them by itself: no copies, no order of what goes first.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.result import Figure, bounded, shown, worst
from tests.faults.thin import BROWSERS_OWN, over, room
from tests.wan.net import End
from tests.wan.profiles import PROFILES

TENTH = PROFILES["worst"]
FIFTH = End(out=replace(TENTH.out, loss=0.2), home=replace(TENTH.home, loss=0.2))
SECONDS, BESIDE = 600.0, 300.0


async def run(folder: Path, seconds: float = SECONDS, beside: float = BESIDE) -> Sequence[Figure]:
    ours = await over(room(folder, "ours"), TENTH, seconds)
    theirs = await over(room(folder, "theirs"), TENTH, beside, without=[BROWSERS_OWN])
    fifth = await over(room(folder, "fifth"), FIFTH, seconds)
    concealed, without = ours.of("concealed"), theirs.of("concealed")
    less = [bare - own for own, bare in zip(concealed, without, strict=True)]
    return [
        worst("tones heard", ours.of("tones"), 97, "%", beside=theirs.of("tones"), more_is_better=True),
        worst("concealed", concealed, 2.5, "%", beside=without),
        bounded("concealed, less than the browser's own", min(less), 1, less, "points", more_is_better=True),
        worst("a fifth lost: tones heard", fifth.of("tones"), 92, "%", more_is_better=True),
        shown("a fifth lost: concealed", fifth.of("concealed"), "%"),
        worst("links replaced", [float(one.replaced) for one in (ours, fifth)], 0, ""),
        worst("seats lost", [float(one.lost) for one in (ours, fifth)], 0, ""),
        shown("speech, least", ours.of("speech") + fifth.of("speech"), "kbit/s"),
    ]
