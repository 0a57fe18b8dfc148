"""Journey (i): real-time text: every character, as it is typed, at everybody who may see it, while the sound goes on."""

import time

from tests.browser.person import SMALL, People, Person, until
from tests.browser.scenes import ask_first, call, clerk_on_shift, expert_on_shift, resident_at
from tests.browser.server import Server

WITHIN = 0.5
"""Seconds from a key to what others see (EN 301 549, 6.2.4)."""

LETTER = "Hei, täällä Änkyrän öljymies. Sauna jää tontin rajasta neljän metrin päähän, ja å on ruotsia. "
KELA = "kela1, Kela"
TAX = "verohallinto1, Verohallinto"


async def lines(person: Person) -> list[tuple[str, str]]:
    """Each row's accessible name and its text."""
    found: list[list[str]] = await person.page.evaluate(
        "[...document.querySelectorAll('[role=log] .line')].map("
        "line => [line.getAttribute('aria-label'), line.querySelector('span').innerText])"
    )
    return [(name, text) for name, text in found]


async def shows(person: Person, *expected: tuple[str, str], within: float = 5.0) -> None:
    async def same() -> bool:
        return await lines(person) == list(expected)

    try:
        await until(same, within=within, every=0.02)
    except AssertionError:
        raise AssertionError(f"{await lines(person)} is not {list(expected)}") from None


async def test_a_resident_and_an_expert_write(live_server: Server, people: People) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    builder = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await resident.wait_to_hear(builder)

    await resident.press("Kirjoita")
    await resident.page.keyboard.type("Hei")
    await shows(builder, ("Asiakas kirjoitti", "Hei"))
    for key in ("ä", "ö", "å", "Väli", "Pyyhi", "Pyyhi", "Uusi rivi", "m", "o", "i"):
        await resident.press(key)
    await shows(builder, ("Asiakas kirjoitti", "Heiäö"), ("Asiakas kirjoitti", "moi"))
    await shows(resident, ("Sinä kirjoitit", "Heiäö"))

    typing = builder.page.get_by_role("textbox", name="Kirjoita viesti", exact=True)
    await typing.fill("Kerro lisää")
    await typing.press("Home")
    await typing.press_sequentially("No, ")
    await shows(resident, ("Sinä kirjoitit", "Heiäö"), ("rakennusvalvonta1 kirjoitti", "No, Kerro lisää"))
    await typing.press("Enter")
    await resident.press_again("Kirjoita")
    assert await resident.page.get_by_role("log").count() == 0
    await typing.type("?")
    await resident.page.get_by_role("log").wait_for()
    await resident.page.get_by_text("rakennusvalvonta1 kirjoittaa sinulle.").wait_for(state="attached")

    await resident.press("Lopeta")
    await resident.press("Kyllä, lopeta")
    await resident.page.get_by_role("radiogroup", name="Miten asiointi sujui?").wait_for()
    for person in (resident, builder):
        assert "No, Kerro" not in await person.page.content()
        assert "No, Kerro" not in str(await person.storage())
    await builder.press("Asia hoitui")
    assert not resident.faults
    assert not builder.faults


async def test_every_character_of_five_hundred_arrives_within_half_a_second_while_tones_go_on(
    live_server: Server, people: People
) -> None:
    people.camera = SMALL
    resident = await resident_at(people, live_server, "lavia", 0)
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    kela = await expert_on_shift(people, live_server, "kela1", 2)
    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    await clerk.press("Lisää heti", within=clerk.directory_item(KELA))
    await kela.press("Vastaa")
    await resident.wait_to_hear(clerk, kela)
    await kela.wait_to_hear(clerk, resident)

    letter = (LETTER * 6)[:500]
    await resident.press("Kirjoita")
    for reader in (clerk, kela):
        await reader.page.evaluate(WATCH)
    sent: list[float] = await resident.page.evaluate(TYPE, letter)
    assert len(sent) == 500
    for reader in (clerk, kela):
        await shows(reader, ("Asiakas kirjoitti", letter))
        seen: list[float] = await reader.page.evaluate("window.seenAt")
        late = [seen[index] - at for index, at in enumerate(sent)]
        assert len(seen) >= 500
        assert max(late) <= WITHIN * 1000, sorted(late)[-5:]
        await reader.wait_to_hear(*{resident, clerk, kela} - {reader})


WATCH = """() => {
  window.seenAt = [];
  const look = () => {
    const text = document.querySelector("[role=log] .line span")?.innerText ?? "";
    const now = performance.timeOrigin + performance.now();
    while (window.seenAt.length < text.length) window.seenAt.push(now);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
"""When each character of the first row was in the page, in milliseconds of the machine's clock."""

TYPE = """async (letter) => {
  const field = document.querySelector("textarea");
  const sent = [];
  for (const character of letter) {
    sent.push(performance.timeOrigin + performance.now());
    field.value += character;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 30));
  }
  return sent;
}"""
"""Types in the field, ten to thirty characters a second, and tells when each was typed."""


async def test_an_aside_has_a_text_of_its_own(live_server: Server, people: People) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    await resident.press("Kirjoita")
    await resident.page.keyboard.type("Veroasia")
    await shows(clerk, ("Asiakas kirjoitti", "Veroasia"))

    await ask_first(clerk, TAX, tax)
    await clerk.wait_to_hear(tax)
    before = await resident.received_from(clerk)
    await shows(clerk)
    assert await resident.page.get_by_role("button", name="Kirjoita", exact=True).is_disabled()
    await clerk.page.get_by_role("textbox", name="Kirjoita viesti", exact=True).press_sequentially(
        "Kahden kesken"
    )
    await shows(tax, ("asiakaspalvelu2 kirjoitti", "Kahden kesken"))
    await tax.page.get_by_role("textbox", name="Kirjoita viesti", exact=True).press_sequentially("Selvä")
    await shows(clerk, ("verohallinto1 kirjoitti", "Selvä"))
    assert (await resident.received_from(clerk)).messages == before.messages
    assert (await resident.received_from(tax)).messages == 0

    await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
    await resident.wait_to_hear(clerk, tax)
    await shows(clerk, ("Asiakas kirjoitti", "Veroasia"))
    await shows(tax)
    await tax.page.get_by_role("textbox", name="Kirjoita viesti", exact=True).press_sequentially("Päivää")
    await shows(resident, ("Sinä kirjoitit", "Veroasia"), ("verohallinto1 kirjoitti", "Päivää"))
    assert (await resident.received_from(tax)).messages > 0, "the counters do count"
    assert "kesken" not in await resident.page.content()


async def test_a_whole_visit_is_made_without_a_sound(live_server: Server, people: People) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    builder = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await builder.press("Vastaa")
    await builder.press("Mikrofoni")
    begun = time.monotonic()
    await builder.press("Kirjoita")
    await builder.page.keyboard.type("Mistä on kyse?")
    await shows(resident, ("rakennusvalvonta1 kirjoitti", "Mistä on kyse?"))
    assert time.monotonic() - begun < 10
    for key in ("Isot kirjaimet", "S", "Isot kirjaimet", "a", "u", "n", "a", "Uusi rivi"):
        await resident.press(key)
    await shows(builder, ("Asiakas kirjoitti", "Sauna"))
    await builder.press("Lopeta asiointi")
    await builder.press("Asia hoitui")
    await resident.page.get_by_role("radiogroup", name="Miten asiointi sujui?").wait_for()
