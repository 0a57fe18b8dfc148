"""`etaluukku call` and `etaluukku answer`: a resident and an expert without a browser."""

import argparse
import asyncio
import gc
import os
import signal
import sys
from collections.abc import Coroutine
from dataclasses import asdict
from typing import Any

import msgspec

from endpoint import answerer, caller
from endpoint.capture.reader import Source
from endpoint.capture.recording import Recording
from endpoint.capture.synthetic import Synthetic
from endpoint.link import sign_in
from endpoint.link.line import Line
from endpoint.link.server import Server
from endpoint.page import Page, open_page
from endpoint.report import VisitReport, as_text, summary, summary_as_text
from endpoint.trouble import Trouble, trouble_in
from media.sources.clocked import CLOCKED
from media.sources.file import NotPlayable
from signaling.protocol.scalars import Language, PageKind

CALLER, ANSWERER = CLOCKED, CLOCKED + 1
"""Their marks; with each goes its tone."""

PASSWORD = "ENDPOINT_PASSWORD"  # noqa: S105  where it is, not what it is
"""In the environment, since everybody on a machine may read a command line."""


def run_call(options: argparse.Namespace) -> int:
    """Exit status: 0 done, 1 a visit lacked sound or pictures or failed among others, 2 it could not be done, 130 or 143 it was stopped."""
    results = Results()
    return _run(options, results, _call(options, results))


def run_answer(options: argparse.Namespace) -> int:
    """As `run_call`."""
    results = Results()
    return _run(options, results, _answer(options, results))


class Results:
    """Of one or many visits. The first trouble of a single visit is the command's."""

    def __init__(self) -> None:
        self.reports: list[VisitReport] = []
        self.failed: dict[str, int] = {}

    def fail(self, trouble: Trouble) -> None:
        self.failed[trouble.code] = self.failed.get(trouble.code, 0) + 1


async def _call(options: argparse.Namespace, results: Results) -> None:
    errand = caller.Errand(
        service=options.service,
        language=Language(options.language),
        talk=options.talk,
        patience=options.patience,
        score=options.rate,
        text=options.type,
    )
    places: list[str] = options.place
    async with Server(options.server) as server, asyncio.TaskGroup() as group:
        await _sign_in_place(server, options, errand.language)
        for number, place in enumerate(places):
            share = options.visits // len(places) + (number < options.visits % len(places))
            if share:
                group.create_task(_calls_from(place, share, server, errand, options, results))


async def _sign_in_place(server: Server, options: argparse.Namespace, language: Language) -> None:
    if options.cookie_file is None:
        if options.link is not None:
            raise Trouble("cookie_file", "Say with --cookie-file where the cookie of the link is to be kept.")
        return
    if len(options.place) > 1:
        raise Trouble("one_place", "A cookie is one place's: give one --place with it.")
    if options.link is not None:
        await sign_in.with_link(server, options.link, options.cookie_file, language)
    else:
        sign_in.with_cookie(server, options.cookie_file)


async def _calls_from(
    place: str,
    visits: int,
    server: Server,
    errand: caller.Errand,
    options: argparse.Namespace,
    results: Results,
) -> None:
    """One place's visits, one after the other."""
    line = Line(server, PageKind.TERMINAL, place, errand.language)
    async with open_page(line, _source(options, CALLER)) as page:
        _must_be(page, place)
        for _ in range(visits):
            try:
                results.reports.append(await caller.one_visit(page, place, errand))
            except Trouble as trouble:
                if options.visits == 1:
                    raise
                results.fail(trouble)


async def _answer(options: argparse.Namespace, results: Results) -> None:
    duty = answerer.Duty(talk=options.talk, patience=options.patience, text=options.type)
    line_language = Language(options.language)
    async with Server(options.server) as server:
        password = os.environ.get(PASSWORD)
        if password is not None:
            await sign_in.with_password(server, options.person, password, line_language)
        line = Line(server, PageKind.EXPERT, options.person, line_language)
        async with open_page(line, _source(options, ANSWERER)) as page:
            await answerer.begin_shift(page)
            try:
                for _ in range(options.visits):
                    results.reports.append(await answerer.one_visit(page, options.person, duty))
            finally:
                await answerer.end_shift(page)


def _must_be(page: Page, place: str) -> None:
    """A cookie says whose page it is, whatever was asked for."""
    welcome = page.line.welcome
    if welcome is not None and welcome.you.place != place:
        raise Trouble("another_place", f"The cookie is of {welcome.you.place}, not of {place}.")


def _source(options: argparse.Namespace, identity: int) -> Source:
    if options.play is None:
        return Synthetic(identity)
    try:
        return Recording(options.play)
    except NotPlayable as error:
        raise Trouble("not_playable", f"{error}.") from None


def _run(options: argparse.Namespace, results: Results, work: Coroutine[None, None, None]) -> int:
    """Whatever ends the work, what was done of many visits is told."""
    trouble = stopped = None
    freeze()
    try:
        stopped = asyncio.run(_until_stopped(work))
    except Trouble as one:
        trouble = one
    except BaseExceptionGroup as group:
        trouble = trouble_in(group)
    if trouble is not None and not results.reports:
        return _cannot(options, trouble)
    _tell(options, results)
    if stopped:
        sys.stderr.write(
            f"etaluukku: Stopped; {len(results.reports)} of {options.visits} visits were made.\n"
        )
        return 128 + stopped
    if trouble is not None:
        sys.stderr.write(f"etaluukku: {trouble.sentence} ({trouble.code})\n")
        return 2
    return 0 if not results.failed and all(report.complete for report in results.reports) else 1


def freeze() -> None:
    """What is there from the start on is not looked through again: full passes over it would stall sound by a tenth of a second."""
    gc.collect()
    gc.freeze()


async def _until_stopped(work: Coroutine[None, None, None]) -> signal.Signals | None:
    """The signal that stopped it; None: it came to its end. Also where SIGINT is ignored, as it is behind a shell's `&`."""
    stopped: signal.Signals | None = None
    working = asyncio.ensure_future(work)

    def stop(by: signal.Signals) -> None:
        nonlocal stopped
        stopped = by
        working.cancel()

    for by in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(by, stop, by)
    try:
        await working
    except asyncio.CancelledError:
        if stopped is None:
            raise
    return stopped


def _tell(options: argparse.Namespace, results: Results) -> None:
    if options.json:
        _print(
            {
                "visits": [asdict(report) | {"complete": report.complete} for report in results.reports],
                "summary": summary(results.reports, results.failed),
            }
        )
        return
    lines = [as_text(report) for report in results.reports]
    if options.visits > 1:
        lines.append(summary_as_text(summary(results.reports, results.failed)))
    sys.stdout.write("\n".join(lines) + "\n")


def _cannot(options: argparse.Namespace, trouble: Trouble) -> int:
    if options.json:
        _print({"code": trouble.code, "sentence": trouble.sentence})
    sys.stderr.write(f"etaluukku: {trouble.sentence} ({trouble.code})\n")
    return 2


def _print(what: dict[str, Any]) -> None:
    sys.stdout.write(msgspec.json.encode(what).decode() + "\n")
