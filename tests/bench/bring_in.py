"""`bring-in`: from **Tuo mukaan** until everyone has everyone's sound and picture."""

import asyncio
from collections.abc import Sequence

from tests.bench.result import Figure, bounded, percentile
from tests.browser.person import People
from tests.browser.scenes import ask_first, begin_desk_visit, clerk_on_shift, expert_on_shift
from tests.browser.server import Server

RUNS = 20
TAX = "verohallinto1, Verohallinto"


async def run(server: Server, people: People, runs: int = RUNS) -> Sequence[Figure]:
    """One desk, its customer screen, one specialist; the link between the last two opens."""
    screen = await people.arrive(f"{server.address}/desk/customer", 0)
    clerk = await clerk_on_shift(people, server, "asiakaspalvelu1", 1)
    tax = await expert_on_shift(people, server, "verohallinto1", 2)
    for person in (screen, clerk, tax):
        await person.rest()
    times: list[float] = []
    for number in range(runs):
        await begin_desk_visit(clerk, "Verotus")
        await ask_first(clerk, TAX, tax)
        await clerk.wait_to_hear(tax)
        await tax.wait_to_hear(clerk)
        waits = [asyncio.create_task(page.page.evaluate("window.probe.arrival(1)")) for page in (screen, tax)]
        await clerk.press("Tuo mukaan", within=clerk.directory_item(TAX))
        arrivals = await asyncio.gather(*waits)
        pressed = (await clerk.page.evaluate("window.probe.presses()"))["Tuo mukaan"]
        times.append(max(arrival[what] for arrival in arrivals for what in ("sound", "picture")) - pressed)
        await clerk.press("Lopeta asiointi")
        await clerk.press("Asia hoitui")
        print(f"run {number + 1}/{runs}: {times[-1]:.0f} ms", flush=True)
    return [bounded("bring-in (p95)", percentile(times, 0.95), 400.0, times)]
