"""The worst line there is: the sound that one of two sends twice is whole, beside the other's, which is sent once over the same line."""

from itertools import pairwise
from pathlib import Path

from tests.browser.person import SMALL
from tests.faults.talk import talk
from tests.faults.thin import LINE, Got, become, watch
from tests.faults.worst import TENTH
from tests.wan.net import needs_networks

COPIES_LAST = Path(__file__).with_name("copies-last.js")
SECONDS = 12.0


@needs_networks
async def test_what_is_sent_twice_arrives_over_the_worst_line(tmp_path: Path) -> None:
    async with talk(tmp_path, camera=SMALL, scripts=[LINE], residents=[COPIES_LAST]) as made:
        await become(made.lines, TENTH)
        once, twice = await watch([(made.resident, made.expert), (made.expert, made.resident)], SECONDS)
    told = f"sent once {once.concealed:.2f} %, twice {twice.concealed:.2f} % concealed"
    print(
        told,
        f"tones {once.tones:.0f} and {twice.tones:.0f} %, speech at least {twice.speech}, {once.speech} kbit/s",
    )
    assert twice.tones >= 90
    assert twice.concealed <= 0.6 * once.concealed, told
    assert sum(second.discarded for second in twice.seconds) > 0.7 * sum(
        second.packets for second in twice.seconds
    )
    assert sum(second.discarded for second in once.seconds) < 0.1 * sum(
        second.packets for second in once.seconds
    )
    for speaker, listener in ((once, twice), (twice, once)):
        assert _speech_beside_a_picture(speaker, listener) >= 20_000, (
            "what speaks is not silently made coarse"
        )


def _speech_beside_a_picture(speaker: Got, listener: Got) -> float:
    """The least. Where the picture is given up speech is coarse too, and the listener is told (docs/decisions/0028); it begins up to a second earlier."""
    return min(
        own.speech or 0.0
        for own, (now, then) in zip(speaker.seconds, pairwise(listener.seconds), strict=False)
        if now.lines and then.lines
    )
