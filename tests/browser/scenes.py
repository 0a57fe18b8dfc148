"""What people do again and again in the journeys, in their own words."""

from collections.abc import Iterator, Sequence

from tests.browser.person import People, Person
from tests.browser.server import Server

TERMINAL = (1080, 1920)


async def resident_at(people: People, server: Server, place: str, number: int) -> Person:
    return await people.arrive(f"{server.address}/terminal?place={place}", number, size=TERMINAL)


async def expert_on_shift(people: People, server: Server, account: str, number: int) -> Person:
    expert = await people.arrive(f"{server.address}/expert?as={account}", number)
    await start_shift(expert)
    return expert


async def clerk_on_shift(people: People, server: Server, account: str, number: int) -> Person:
    clerk = await people.arrive(f"{server.address}/desk?as={account}", number)
    await start_shift(clerk)
    return clerk


async def start_shift(person: Person) -> None:
    await person.press("Aloita vuoro")
    await person.page.get_by_role("button", name="Lopeta vuoro").wait_for()


async def call(resident: Person, service: str) -> None:
    """From the idle screen to the line."""
    await resident.press("Aloita asiointi")
    await resident.choose_card(service)
    await resident.press("Soita")
    await resident.page.get_by_role("button", name="Peruuta", exact=True).wait_for()


async def begin_desk_visit(clerk: Person, service: str) -> None:
    await clerk.press("Uusi käynti")
    await clerk.choose_card(service)
    await clerk.press("Aloita käynti")
    await clerk.page.get_by_role("button", name="Lopeta asiointi", exact=True).wait_for()


async def ask_first(clerk: Person, item: str, specialist: Person) -> None:
    """From the press to the sign that the customer hears nothing."""
    await clerk.press("Kysy ensin", within=clerk.directory_item(item))
    await specialist.press("Vastaa")
    await clerk.page.get_by_text("Asiakas ei kuule").first.wait_for()


async def write(writer: Person, text: str) -> None:
    """A row of real-time text, ended."""
    field = writer.page.get_by_role("textbox", name="Kirjoita viesti", exact=True)
    if not await field.is_visible():
        await writer.press("Kirjoita")
    await field.press_sequentially(text)
    await field.press("Enter")


def kinds(events: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The types of all events of visits."""
    return (kind for stream, kind in events if stream.startswith("visit:"))
