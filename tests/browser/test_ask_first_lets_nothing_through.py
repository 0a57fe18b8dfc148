"""Ask first: nothing passes between the specialist and the customer, counted at both receivers, whatever happens meanwhile."""

import random

from tests.browser.person import People, Person, Received, until
from tests.browser.scenes import ask_first, call, clerk_on_shift, expert_on_shift, resident_at, write
from tests.browser.server import Server

NOTHING = Received(0, 0, 0)
DISTURBANCES = 20


async def test_no_packet_and_no_message_through_twenty_disturbances(
    live_server: Server, people: People
) -> None:
    resident = await resident_at(people, live_server, "lavia", 0)
    clerk = await clerk_on_shift(people, live_server, "asiakaspalvelu2", 1)
    tax = await expert_on_shift(people, live_server, "verohallinto1", 2)
    await call(resident, "En ole varma")
    await clerk.press("Vastaa")
    await resident.wait_to_hear(clerk)
    await ask_first(clerk, "verohallinto1, Verohallinto", tax)
    await clerk.wait_to_hear(tax)
    await tax.wait_to_hear(clerk)

    await write(clerk, "Kahden kesken")
    await reads(tax, "Kahden kesken")
    written = (await resident.received_from(clerk)).messages

    chance = random.Random(20261124)
    for number in range(DISTURBANCES):
        what = chance.choice(["reload", "kill", "break"])
        who = chance.choice([resident, clerk, tax])
        if what == "reload":
            await who.reload()
        elif what == "kill":
            await live_server.kill()
            await live_server.start()
        else:
            await chance.choice([clerk, tax]).break_a_link()
        step = f"{number}: {what}"
        await clerk.wait_to_hear(tax, within=30)
        await tax.wait_to_hear(clerk, within=30)
        for writer, reader in ((clerk, tax), (tax, clerk)):
            await write(writer, f"Kahden kesken {number}")
            await reads(reader, f"Kahden kesken {number}")
        assert (await resident.received_from(clerk)).messages == written, step
        assert "kesken" not in await resident.page.content(), step
        assert await resident.hears() == frozenset(), step
        assert await resident.received_from(tax) == NOTHING, step
        assert await tax.received_from(resident) == NOTHING, step

    await clerk.press("Tuo mukaan", within=clerk.directory_item("verohallinto1, Verohallinto"))
    await resident.wait_to_hear(clerk, tax, within=30)
    await tax.wait_to_hear(clerk, resident, within=30)
    assert (await resident.received_from(tax)).sound > 0, "the counters do count"
    await write(tax, "Hyvää päivää")
    await reads(resident, "Hyvää päivää")
    assert (await resident.received_from(tax)).messages > 0, "the counters do count"


async def reads(person: Person, text: str) -> None:
    """Until that is the last row of somebody else's in the page."""

    async def read() -> bool:
        rows = await person.page.locator("[role=log] .line.from span").all_inner_texts()
        return bool(rows) and rows[-1] == text

    await until(read)
