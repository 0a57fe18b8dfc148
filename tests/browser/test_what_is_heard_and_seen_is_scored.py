"""The scorer of pages is measured before anything is measured with it."""

import asyncio
import time
from pathlib import Path

from media.measure.stretches import Stretch
from tests.browser.person import SMALL, until
from tests.browser.score import scored
from tests.faults.talk import EXPERT, talk
from tests.wan.net import GOOD, needs_networks
from tests.wan.way import Way

GONE = Way(loss=1.0)
"""The way home alone: what the resident sends goes on."""

GROWN = """width => [...document.querySelectorAll("video")].every((one) => !one.videoWidth || one.videoWidth === width)"""
"""A picture begins at half its size, and stands still for a moment when it grows."""


@needs_networks
async def test_a_second_without_a_line_is_a_second_without_sound_and_picture(tmp_path: Path) -> None:
    async with talk(tmp_path, beating=True) as made:
        lines, resident, builder = made.lines, made.resident, made.expert
        await resident.wait_to_see(EXPERT, builder)
        await builder.wait_to_see("Asiakas, Lavia", resident)
        for person in (resident, builder):
            await until(lambda person=person: person.page.evaluate(GROWN, SMALL.width))  # type: ignore[misc]

        async with scored(resident, builder) as scores:
            await asyncio.sleep(4)
            cut_at = time.time()
            await lines.change("lavia", home=GONE)
            await asyncio.sleep(1)
            await lines.change("lavia", home=GOOD)
            await asyncio.sleep(4)
        cut, whole = scores.of(resident, builder), scores.of(builder, resident)
        before = scores.of(builder, resident, within=Stretch(scores.begin, cut_at))
        print(f"cut: {cut}\nwhole: {whole}\nbefore: {before}")
        assert 0.7 <= cut.longest_gap <= 1.2, (
            "sound is made up for a tenth of a second, and played out sooner after"
        )
        assert 0.8 <= cut.tones <= 0.95
        assert 0.5 <= cut.back_after(cut_at) <= 1.3
        assert 0.05 <= cut.concealed <= 0.2
        assert 0.9 <= cut.longest_freeze <= 2.5
        assert cut.size == (SMALL.width, SMALL.height)
        assert whole.tones >= 0.98
        assert whole.concealed <= 0.05
        assert whole.mouth_to_ear is not None and 0.02 <= whole.mouth_to_ear.median <= 0.4
        assert whole.lip_sync is not None and abs(whole.lip_sync) <= 0.15
        # Without word of what arrives the resident's browser sends no pictures meanwhile: not so before.
        assert before.usual_frames >= 13
        assert before.longest_freeze <= 0.5
