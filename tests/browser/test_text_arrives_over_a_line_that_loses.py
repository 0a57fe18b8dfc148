"""Journey (i) over a line that loses two packets in a hundred, each way: every character of 500 in half a second, and the sound goes on."""

import asyncio
from pathlib import Path

from tests.browser.person import CHROMIUM, SMALL, People
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.browser.test_text_is_seen_as_it_is_typed import LETTER, WATCH, WITHIN, shows
from tests.wan.net import End, needs_networks, net
from tests.wan.way import Way

LOSSY = Way(loss=0.02)

TYPE = """async (letter) => {
  const field = document.querySelector("textarea");
  const sent = [];
  for (const [index, character] of [...letter].entries()) {
    await new Promise((done) => setTimeout(done, index % 10 === 0 ? 250 : 20));
    sent.push(performance.timeOrigin + performance.now());
    field.value += character;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  return sent;
}"""
"""Types in the field, ten quick characters and a rest, and tells when each was typed. The last before a rest has nothing behind it
that would show its loss.
"""


@needs_networks
async def test_every_character_arrives_within_half_a_second_while_tones_go_on(
    live_server: Server, people: People, tmp_path: Path
) -> None:
    people.camera = SMALL
    async with net(live_server.port, lavia=End(out=LOSSY), town=End(out=LOSSY)) as lines:
        people.chromium = lines.program("lavia", CHROMIUM, tmp_path)
        resident = await resident_at(people, live_server, "lavia", 0)
        people.chromium = lines.program("town", CHROMIUM, tmp_path)
        builder = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
        await call(resident, "Rakennusluvat")
        await builder.press("Vastaa")
        await resident.wait_to_hear(builder)
        await builder.wait_to_hear(resident)

        letter = (LETTER * 6)[:500]
        await resident.press("Kirjoita")
        await builder.page.evaluate(WATCH)
        for person in (resident, builder):
            await person.rest()
        before, _ = await lines.counts("lavia")
        typing = asyncio.create_task(resident.page.evaluate(TYPE, letter), name="typing")
        for listener, speaker in ((builder, resident), (resident, builder)):
            await listener.wait_to_hear(speaker)
        sent: list[float] = await typing
        after, _ = await lines.counts("lavia")
        await shows(builder, ("Asiakas kirjoitti", letter))
        seen: list[float] = await builder.page.evaluate("window.seenAt")
        late = sorted(then - at for then, at in zip(seen, sent, strict=True))
        lost = (after.lost - before.lost) / (after.packets - before.packets)
        print(f"{lost:.2%} of {after.packets - before.packets} lost; the latest after {late[-5:]} ms")
        assert 0.01 <= lost <= 0.03
        assert late[-1] <= WITHIN * 1000
        await builder.wait_to_hear(resident)
        assert not resident.faults + builder.faults
