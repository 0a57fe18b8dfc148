"""Somebody of staff on shift: answers what is offered, talks, gives an outcome."""

import asyncio
import time
from dataclasses import dataclass

from endpoint.page import Page
from endpoint.report import Talk, VisitReport, report_of
from endpoint.trouble import Trouble
from signaling.protocol import messages as m
from signaling.protocol.views import RungView, StaffView, WrapUpView
from signaling.protocol.words import Outcome

WRAP_UP_WITHIN = 15.0


@dataclass(frozen=True, kw_only=True)
class Duty:
    """`talk`: seconds after which the visit is ended from this end; `patience`: seconds until an offer must have come."""

    talk: float
    patience: float
    outcome: Outcome = Outcome.SOLVED
    text: str = ""


async def begin_shift(page: Page) -> None:
    await page.line.command(m.StartShift(camera=True, microphone=True))


async def end_shift(page: Page) -> None:
    """Where the server is there to hear it."""
    await page.tell(m.EndShift())


async def one_visit(page: Page, who: str, duty: Duty) -> VisitReport:
    """From the offer to the outcome. Raises `Trouble`: `no_offer` when none came in time, or what the server refuses.
    Cancelled, it ends the visit first.
    """
    page.links.forget()
    rung, staff = await _answer(page, duty.patience)
    try:
        return await _visit(page, who, duty, staff, rung)
    except asyncio.CancelledError:
        await page.tell(m.EndVisit(visit=staff.visit))
        raise


async def _visit(page: Page, who: str, duty: Duty, staff: StaffView, rung: float) -> VisitReport:
    line = page.line
    answered = time.time()
    ended_by = "the other end"
    async with page.typing(duty.text):
        over = await line.until(lambda: not isinstance(line.view, StaffView), duty.talk)
    if not over:
        ended_by = who
        await line.command(m.EndVisit(visit=staff.visit))
        await line.until(lambda: not isinstance(line.view, StaffView), WRAP_UP_WITHIN)
    ended = time.time()
    await _wrap_up(page, duty.outcome)
    talk = Talk(
        visit=staff.visit,
        who=who,
        service=staff.service,
        asked=rung,
        answered=answered,
        ended=ended,
        ended_by=ended_by,
    )
    return report_of(talk, list(page.links.links()))


async def _answer(page: Page, patience: float) -> tuple[float, StaffView]:
    """When the phone rang (wall clock), and the visit that was answered; an offer that is gone is not one."""
    line = page.line
    until = time.monotonic() + patience
    rung = time.time()
    answered: str | None = None
    while not isinstance(line.view, StaffView):
        seen, view = line.views, line.view
        if isinstance(view, RungView) and view.offer != answered:
            rung, answered = time.time(), view.offer
            await line.command(m.Answer(visit=view.visit, offer=view.offer))
            continue
        left = until - time.monotonic()
        if left <= 0 or not await line.until(lambda: line.views != seen, left):  # noqa: B023  asked at once
            raise Trouble("no_offer", f"Nobody called within {patience:g} s.")
    return rung, line.view


async def _wrap_up(page: Page, outcome: Outcome) -> None:
    line = page.line
    if not await line.until(lambda: not isinstance(line.view, StaffView), WRAP_UP_WITHIN):
        raise Trouble("not_ended", "The visit did not end when it was ended.")
    view = line.view
    if isinstance(view, WrapUpView) and view.owes_outcome:
        await line.command(m.GiveOutcome(visit=view.visit, matter=view.matter, outcome=outcome))
