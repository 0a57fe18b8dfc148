"""The server is told to stop (SIGTERM) and started again, five times, while five visits are under way.

One is between two browsers, whose sound is listened to; two are between endpoints without a browser; two clerks each sit with a customer at a
desk. New pages are turned away while it stops and served afterwards.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from endpoint import answerer
from endpoint.capture.synthetic import Synthetic
from endpoint.link.line import Line
from endpoint.link.server import Server as Address
from endpoint.page import Page, open_page
from signaling.protocol import messages as m
from signaling.protocol.scalars import Language, PageKind
from signaling.protocol.views import CustomerView, RungView, StaffView
from tests.bench.result import Figure, told, worst
from tests.browser.person import People
from tests.browser.scenes import begin_desk_visit, clerk_on_shift, kinds
from tests.browser.server import Server
from tests.faults.near import near
from tests.faults.server_away import ServerAway

RUNS = 5


async def run(folder: Path, runs: int = RUNS) -> Sequence[Figure]:
    away = ServerAway()
    async with near(folder) as made, AsyncExitStack() as stack:
        pages = [
            page
            for place, service, account, marks in (
                ("reposaari", "verotus", "verohallinto1", (128, 129)),
                ("ahlainen", "jateneuvonta", "jateneuvonta1", (130, 131)),
            )
            for page in await stack.enter_async_context(
                _pair(made.server.address, place, service, account, marks)
            )
        ]
        await _at_desks(made.people, made.server)
        assert list(kinds(made.server.events())).count("visit_opened") == 5
        for number in range(runs):
            welcomed = [page.line.connections for page in pages]
            seen = await away.once(made, made.server.stop)
            returned = sum(page.line.connections > was for page, was in zip(pages, welcomed, strict=True))
            told(f"{number + 1}/{runs}: {seen}, {returned}/4 endpoints back")
        events = list(kinds(made.server.events()))
    return [
        worst("visits ended", [float(events.count("visit_ended") + events.count("matter_closed"))], 0.0, ""),
        *away.figures(),
        worst("seats lost", [float(events.count("seat_lost"))], 0.0, ""),
    ]


@asynccontextmanager
async def _pair(
    address: str, place: str, service: str, account: str, marks: tuple[int, int]
) -> AsyncIterator[tuple[Page, Page]]:
    """A resident and an expert without browsers, in a talk."""
    async with (
        Address(address) as server,
        asyncio.TaskGroup(),
        open_page(Line(server, PageKind.EXPERT, account, Language.FI), Synthetic(marks[1])) as expert,
        open_page(Line(server, PageKind.TERMINAL, place, Language.FI), Synthetic(marks[0])) as resident,
    ):
        await answerer.begin_shift(expert)
        await resident.line.command(m.Call(service=service, language=Language.FI))
        assert await expert.line.until(lambda: isinstance(expert.line.view, RungView), 20)
        rung = expert.line.view
        assert isinstance(rung, RungView)
        await expert.line.command(m.Answer(visit=rung.visit, offer=rung.offer))
        assert await resident.line.until(lambda: isinstance(resident.line.view, CustomerView), 20)
        assert await expert.line.until(lambda: isinstance(expert.line.view, StaffView), 20)
        yield resident, expert


async def _at_desks(people: People, server: Server) -> None:
    """Two clerks, each with a customer beside them, in windows of one browser."""
    first = await clerk_on_shift(people, server, "asiakaspalvelu1", 2)
    await begin_desk_visit(first, "Kelan etuudet")
    browser = first.page.context.browser
    assert browser is not None
    second = await people.window(browser, f"{server.address}/desk?as=asiakaspalvelu2", 2)
    await second.press("Aloita vuoro")
    await begin_desk_visit(second, "Työnhaku")
