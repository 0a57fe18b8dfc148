"""A terminal on the line of Lavia, for ten minutes: 1 Mbit/s down, 300 kbit/s up, 200 ms there and back, 2 % lost each way, two at a time in the mean.

Beside it the same with pages that send no copies of sound (RFC 2198), for a shorter time.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.result import Figure, compared, shown, worst
from tests.browser.person import Camera
from tests.faults.thin import NO_COPIES, over, room
from tests.wan.profiles import PROFILES

LAVIA = PROFILES["lavia"]
CAMERA = Camera(320, 240, 20)
SECONDS, BESIDE = 600.0, 300.0


async def run(folder: Path, seconds: float = SECONDS, beside: float = BESIDE) -> Sequence[Figure]:
    ours = await over(room(folder, "ours"), LAVIA, seconds, camera=CAMERA)
    bare = await over(room(folder, "bare"), LAVIA, beside, without=[NO_COPIES], camera=CAMERA)
    concealed, without = ours.of("concealed"), bare.of("concealed")
    return [
        worst("tones heard", ours.of("tones"), 98, "%", beside=bare.of("tones"), more_is_better=True),
        worst("concealed", concealed, 2, "%", beside=without),
        compared("concealed, to that without copies", [max(concealed)], [max(without)], 0.7, "%"),
        worst("lines of the picture, median", ours.of("lines"), 240, "", more_is_better=True),
        worst("frames a second, median", ours.of("rate"), 15, "", more_is_better=True),
        worst("links replaced", [float(ours.replaced)], 0, ""),
        shown("speech, least", ours.of("speech"), "kbit/s"),
    ]
