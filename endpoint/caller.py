"""The resident at a terminal: calls, talks, ends, rates or skips, forgets."""

import asyncio
import time
from dataclasses import dataclass

from endpoint.page import Page
from endpoint.report import Talk, VisitReport, report_of
from endpoint.trouble import Trouble
from signaling.protocol import messages as m
from signaling.protocol.scalars import Language
from signaling.protocol.views import AfterView, CustomerView, OverView, WaitingView

AFTER_WITHIN = 15.0
"""Seconds from the end of the talk until the After screen must be there."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What a resident wants. `talk` seconds of it, at most `patience` in the line; `score` None: the rating is skipped."""

    service: str
    language: Language
    talk: float
    patience: float
    score: int | None = None
    text: str = ""


async def one_visit(page: Page, who: str, errand: Errand) -> VisitReport:
    """From the press to the wiped screen. Raises `Trouble`: what the server refuses, `nobody_answered`, `visit_ended`, `no_visit`,
    `not_ended`. Cancelled, it ends the visit first.
    """
    page.links.forget()
    pressed = time.time()
    done = await page.line.command(m.Call(service=errand.service, language=errand.language))
    if not isinstance(done, m.Done) or done.visit is None:
        raise Trouble("no_visit", "The server began no visit.")
    try:
        return await _visit(page, who, errand, done.visit, pressed)
    except asyncio.CancelledError:
        over = m.EndVisit if isinstance(page.line.view, CustomerView) else m.Cancel
        for last in (over(visit=done.visit), m.Wiped(visit=done.visit)):
            await page.tell(last)
        raise


async def _visit(page: Page, who: str, errand: Errand, visit: str, pressed: float) -> VisitReport:
    await _wait_in_line(page, visit, errand.patience)
    answered = time.time()
    await _talk(page, errand)
    ended_by = "the other end"
    if isinstance(page.line.view, CustomerView):
        ended_by = who
        await page.line.command(m.EndVisit(visit=visit))
    ended = time.time()
    if not await page.line.until(lambda: not isinstance(page.line.view, CustomerView), AFTER_WITHIN):
        raise Trouble("not_ended", "The visit did not end when it was ended.")
    if isinstance(page.line.view, AfterView):
        await page.line.command(m.Finish(visit=visit, score=errand.score, words=""))
    talk = Talk(
        visit=visit,
        who=who,
        service=errand.service,
        asked=pressed,
        answered=answered,
        ended=ended,
        ended_by=ended_by,
    )
    report = report_of(talk, list(page.links.links()))
    await page.line.command(m.Wiped(visit=visit))
    await page.line.until(lambda: page.line.view is None, AFTER_WITHIN)
    return report


async def _wait_in_line(page: Page, visit: str, patience: float) -> None:
    """Until somebody answers; says that it is still there when it is asked."""
    line = page.line
    until = time.monotonic() + patience
    while not isinstance(line.view, CustomerView):
        seen = line.views
        view = line.view
        if isinstance(view, WaitingView) and view.question is not None:
            await line.command(m.Touch(visit=visit, keep_waiting=True))
        elif isinstance(view, AfterView | OverView) and view.visit == visit:  # not the visit before
            raise Trouble("visit_ended", "The visit ended before anybody answered.")
        left = until - time.monotonic()
        if left <= 0 or not await line.until(lambda: line.views != seen, left):  # noqa: B023  asked at once
            await line.command(m.Cancel(visit=visit))
            raise Trouble("nobody_answered", f"Nobody answered within {patience:g} s.")


async def _talk(page: Page, errand: Errand) -> None:
    async with page.typing(errand.text):
        await page.line.until(lambda: not isinstance(page.line.view, CustomerView), errand.talk)
