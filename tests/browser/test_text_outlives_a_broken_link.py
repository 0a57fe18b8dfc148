"""A link that breaks while somebody types loses no character and doubles none, or the loss is marked; a reload begins with nothing."""

import asyncio

from tests.browser.person import SMALL, People, Person, until
from tests.browser.scenes import call, expert_on_shift, resident_at
from tests.browser.server import Server
from tests.browser.test_text_is_seen_as_it_is_typed import LETTER, lines, shows

TYPE = """async (text) => {
  const field = document.querySelector("textarea");
  for (const character of text) {
    field.value += character;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 40));
  }
}"""

BUILDER = "rakennusvalvonta1 kirjoitti"
SECOND = "Toinen rivi alkaa tästä."
LOST = "\N{REPLACEMENT CHARACTER}"


def typing(writer: Person, text: str) -> asyncio.Task[None]:
    return asyncio.create_task(writer.page.evaluate(TYPE, text), name="typing")


async def ends_with(reader: Person, text: str) -> bool:
    """Whether the last row does."""
    rows = await lines(reader)
    return bool(rows) and rows[-1][1].endswith(text)


def whole_or_marked(shown: str, written: str) -> bool:
    """What is missing of a row that was ended while its link was broken is marked where it is missing, and nothing is there twice."""
    before, mark, after = shown.partition(LOST)
    if not mark:
        return shown == written
    return written.startswith(before) and written.endswith(after) and len(before) + len(after) <= len(written)


async def shown(reader: Person, least: int) -> None:
    """Until so many characters are there."""

    async def enough() -> bool:
        return sum(len(text) for _, text in await lines(reader)) >= least

    await until(enough, every=0.02)


async def test_what_is_typed_is_whole_after_a_break_and_a_reader_who_reloads_reads_on(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await resident_at(people, live_server, "lavia", 0)
    builder = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await resident.wait_to_hear(builder)
    await builder.press("Kirjoita")

    letter = LETTER.strip()
    whole = typing(builder, letter)
    await shown(resident, 20)
    await resident.break_a_link()
    await whole
    await shows(resident, (BUILDER, letter), within=15)
    await resident.wait_to_hear(builder)

    two_rows = f"\n{SECOND}\nKolmas rivi on vielä kesken."
    whole = typing(builder, two_rows)
    await shown(resident, len(LETTER) + 15)
    await builder.break_a_link()
    await whole
    await until(lambda: ends_with(resident, "Kolmas rivi on vielä kesken."))
    texts = [text for _, text in await lines(resident)]
    assert texts[0] == letter
    assert texts.count("Kolmas rivi on vielä kesken.") == 1
    assert whole_or_marked("".join(texts[1:-1]), SECOND), texts
    await resident.wait_to_hear(builder)

    whole = typing(builder, f"\n{letter}")
    await shown(resident, len(letter) + len(two_rows) + 20)
    await resident.reload()
    await whole
    await until(lambda: ends_with(resident, letter[-20:]))
    ((_, rest),) = await lines(resident)
    assert letter.endswith(rest)
    assert 20 <= len(rest) < len(letter) - 20, (
        "what was written before is not sent again, and nothing is stored"
    )
    assert not resident.faults + builder.faults
