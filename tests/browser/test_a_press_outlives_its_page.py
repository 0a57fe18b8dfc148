"""The server is away, an expert presses **Lopeta asiointi**, and their page crashes: the next page tells it all the same, once."""

import msgspec
from playwright.async_api import Page

from tests.browser.person import People, until
from tests.browser.scenes import call, expert_on_shift, kinds, resident_at
from tests.browser.server import Server

COUNT = """() => new Promise((resolve) => {
  const opened = indexedDB.open("etaluukku");
  opened.onsuccess = () => {
    const counted = opened.result.transaction("facts").objectStore("facts").count();
    counted.onsuccess = () => { opened.result.close(); resolve(counted.result); };
  };
})"""


async def count(page: Page) -> int:
    """How many facts the device keeps."""
    kept: int = await page.evaluate(COUNT)
    return kept


async def test_what_staff_pressed_is_told_by_their_next_page(live_server: Server, people: People) -> None:
    resident = await resident_at(people, live_server, "reposaari", 0)
    expert = await expert_on_shift(people, live_server, "rakennusvalvonta1", 1)
    await call(resident, "Rakennusluvat")
    await expert.press("Vastaa")
    await resident.wait_to_hear(expert)
    context, address = expert.page.context, expert.page.url
    await live_server.kill()
    await expert.press("Lopeta asiointi")

    async def kept() -> bool:
        return await count(expert.page) == 1

    await until(kept)
    await expert.page.close()

    await live_server.start()
    assert "matter_closed" not in set(kinds(live_server.events()))
    page = await context.new_page()
    await page.goto(address)

    async def told() -> bool:
        return "matter_closed" in set(kinds(live_server.events()))

    await until(told)

    async def answered() -> bool:
        return await count(page) == 0

    await until(answered)
    (closed,) = live_server.event_data("matter_closed")
    (joined,) = [data for data in live_server.event_data("joined") if "customer" not in data]
    assert msgspec.json.decode(closed)["at"] > msgspec.json.decode(joined)["at"]
    await resident.page.get_by_role("heading", name="Miten asiointi sujui?").wait_for()
