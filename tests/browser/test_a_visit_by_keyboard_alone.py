"""A whole visit on the terminal by Tab, Enter, Space and the arrows: the focus is seen, moves to each new screen, and is trapped nowhere."""

from playwright.async_api import TimeoutError as PlaywrightTimeout

from tests.browser.person import People, Person, until
from tests.browser.scenes import expert_on_shift, resident_at
from tests.browser.server import Server

WHERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const seen = [at, at.closest("li, label, .find")].some((one) => {
    if (!one) return false;
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
  });
  const box = at.getBoundingClientRect();
  const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
  const label = at.labels?.[0]?.innerText ?? at.getAttribute("aria-label") ?? at.innerText;
  return { tag: at.tagName, name: label.trim(), seen, inside };
}"""


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    async def where(self) -> tuple[str, str]:
        """The element that has the focus, and its name. Raises AssertionError when it cannot be seen."""
        at = await self.page.evaluate(WHERE)
        if at is None:
            return ("BODY", "")
        assert at["inside"], at
        assert at["seen"] or at["tag"] == "H1", at
        return (at["tag"], at["name"])

    async def tab_to(self, name: str) -> None:
        """Tab, until the focus is there. Raises AssertionError when it comes round without."""
        passed = []
        for _ in range(80):
            await self.page.keyboard.press("Tab")
            _, now = await self.where()
            if now == name:
                return
            passed.append(now)
        raise AssertionError(f"{name} is not among {passed}")

    async def press(self, name: str, key: str = "Enter") -> None:
        await self.tab_to(name)
        await self.page.keyboard.press(key)

    async def arrives_at(self, heading: str) -> None:
        """A new screen: its heading has the focus."""
        await self.page.get_by_role("heading", name=heading, exact=True, level=1).wait_for()
        await self.page.locator("main h1:focus").wait_for()
        assert await self.where() == ("H1", heading)

    async def goes_round(self) -> list[str]:
        """Every stop of Tab from the first to the first again: nothing holds the focus."""
        stops: list[str] = []
        await self.tab_to_start()
        for _ in range(80):
            await self.page.keyboard.press("Tab")
            tag, name = await self.where()
            if tag == "BODY":
                return stops
            stops.append(name)
        raise AssertionError(f"Tab does not come round: {stops}")

    async def tab_to_start(self) -> None:
        for _ in range(80):
            if (await self.where())[0] == "BODY":
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError("Tab never leaves the page")


async def test_from_the_idle_screen_to_the_rating_and_back(live_server: Server, people: People) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    keys = Keys(resident)
    await resident.page.get_by_role("button", name="Aloita asiointi").wait_for()
    stops = await keys.goes_round()
    assert stops[:4] == ["Suomi", "Svenska", "English", "Aloita asiointi"]
    assert stops[-3:] == ["Tekstin koko", "Kontrasti", "Lue ääneen"]

    await keys.press("Aloita asiointi")
    await keys.arrives_at("Mistä on kyse?")
    await keys.tab_to("Hae, esimerkiksi sauna tai vero")
    await resident.page.keyboard.type("sauna")
    await keys.press("Rakennusluvat")
    await keys.arrives_at("Rakennusluvat")
    await keys.press("Soita", "Space")
    await keys.arrives_at("Istu hetki rauhassa")
    assert await keys.goes_round() == [
        "Suomi",
        "Svenska",
        "English",
        "Peruuta",
        "Tekstin koko",
        "Kontrasti",
        "Lue ääneen",
    ]

    await expert.press("Vastaa")
    await keys.arrives_at("Asiointi on käynnissä")
    await resident.wait_to_hear(expert)
    stops = await keys.goes_round()
    assert stops[:3] == ["Suomi", "Svenska", "English"]
    assert stops[-3:] == ["Lopeta", "Tekstin koko", "Kontrasti"]
    await keys.press("Lopeta")
    await resident.page.get_by_role("dialog").wait_for()
    await resident.page.keyboard.press("Escape")
    await resident.page.get_by_role("dialog").wait_for(state="detached")
    assert await keys.where() == ("BUTTON", "Lopeta"), "the question gives the focus back"

    async def asked_again() -> bool:
        # A second press of a button within 800 ms is none.
        await resident.page.keyboard.press("Enter")
        try:
            await resident.page.get_by_role("dialog").wait_for(timeout=500)
        except PlaywrightTimeout:
            return False
        return True

    await until(asked_again)
    await keys.press("Kyllä, lopeta")

    await keys.arrives_at("Miten asiointi sujui?")
    await keys.tab_to("Erittäin hyvin")
    await resident.page.keyboard.press("Space")
    await resident.page.keyboard.press("ArrowDown")
    assert (await keys.where())[1] == "Hyvin"
    assert await resident.page.get_by_role("radio", name="Hyvin", exact=True).is_checked()
    await keys.press("Minulla on toinenkin asia")
    await keys.arrives_at("Mistä on kyse?")
    await keys.press("Takaisin")
    await keys.arrives_at("Miten asiointi sujui?")
    await keys.press("Valmis")
    await keys.arrives_at("Asioi kasvokkain asiantuntijan kanssa")
    assert resident.faults == []
