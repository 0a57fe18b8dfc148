"""A resident and an expert, both endpoints in this process, in a talk that flows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from endpoint import answerer
from endpoint.capture.synthetic import Synthetic
from endpoint.link.line import Line
from endpoint.link.server import Server as Address
from endpoint.page import Page, open_page
from endpoint.rtc.link import Link
from signaling.protocol import messages as m
from signaling.protocol.scalars import Grant, Language, PageKind
from signaling.protocol.views import CustomerView, RungView, StaffView


class Talk(NamedTuple):
    resident: Page
    expert: Page
    visit: str

    @property
    def heard_by_resident(self) -> Link:
        return only_link(self.resident)

    @property
    def heard_by_expert(self) -> Link:
        return only_link(self.expert)


def only_link(page: Page) -> Link:
    (link,) = (one for one in page.links.links() if one not in page.links.closed)
    return link


async def until(what: Callable[[], object], within: float = 20.0) -> None:
    """Raises AssertionError when it has not become true after so many seconds."""
    try:
        async with asyncio.timeout(within):
            while not what():  # noqa: ASYNC110  media tells nobody when it comes
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"not within {within} s: {what.__qualname__}") from None


async def flows(*links: Link) -> None:
    """Until each has new sound and a new picture."""
    for link in links:
        sound, picture = link.ear.sound.samples, link.ear.picture.pictures
        await until(lambda: link.ear.sound.samples > sound + 4_800)  # noqa: B023
        await until(lambda: link.ear.picture.pictures > picture + 2)  # noqa: B023


@asynccontextmanager
async def talking(address: str) -> AsyncIterator[Talk]:
    """Until the block ends; the visit is ended then."""
    async with Address(address) as server, asyncio.TaskGroup():
        expert_line = Line(server, PageKind.EXPERT, "rakennusvalvonta1", Language.FI)
        resident_line = Line(server, PageKind.TERMINAL, "lavia", Language.FI)
        async with (
            open_page(expert_line, Synthetic(129)) as expert,
            open_page(resident_line, Synthetic(128)) as resident,
        ):
            await answerer.begin_shift(expert)
            done = await resident.line.command(m.Call(service="rakennusluvat", language=Language.FI))
            assert isinstance(done, m.Done)
            assert await expert.line.until(lambda: isinstance(expert.line.view, RungView), 15)
            rung = expert.line.view
            assert isinstance(rung, RungView)
            await expert.line.command(m.Answer(visit=rung.visit, offer=rung.offer))
            assert await resident.line.until(lambda: isinstance(resident.line.view, CustomerView), 15)
            assert await expert.line.until(lambda: isinstance(expert.line.view, StaffView), 15)
            talk = Talk(resident, expert, rung.visit)
            await flows(talk.heard_by_resident, talk.heard_by_expert)
            yield talk
            await expert.line.command(m.EndVisit(visit=talk.visit))


def granted(link: Link) -> frozenset[Grant]:
    """What this end may play."""
    return frozenset(link.view.receive)
