"""After a call this process is as it was before: no thread, no socket, no task."""

import asyncio
import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from endpoint import caller
from endpoint.capture.synthetic import Synthetic
from endpoint.link.line import Line
from endpoint.link.server import Server as Address
from endpoint.page import open_page
from endpoint.report import VisitReport
from signaling.protocol.scalars import Language, PageKind
from tests.browser.server import Server


def sockets() -> set[str]:
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except FileNotFoundError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


async def one_call(address: str) -> VisitReport:
    errand = caller.Errand(service="rakennusluvat", language=Language.FI, talk=3, patience=30)
    async with Address(address) as server:
        line = Line(server, PageKind.TERMINAL, "lavia", Language.FI)
        async with open_page(line, Synthetic(200)) as page:
            return await caller.one_visit(page, "lavia", errand)


@pytest.fixture
def somebody_answers(live_server: Server) -> Iterator[None]:
    """An expert on shift, in a process that this one's loop knows nothing of."""
    arguments = ("answer", "--server", live_server.address, "--as", "rakennusvalvonta1")
    with subprocess.Popen(
        [sys.executable, "-m", "signaling", *arguments], stdout=subprocess.DEVNULL
    ) as process:
        yield
        process.kill()


async def test_a_call_leaves_no_task_thread_or_socket(live_server: Server, somebody_answers: None) -> None:
    tasks, held = asyncio.all_tasks(), sockets()
    report = await one_call(live_server.address)
    assert report.complete
    assert asyncio.all_tasks() == tasks
    assert [thread.name for thread in threading.enumerate() if "decoder" in thread.name] == []
    gc.collect()
    assert sockets() == held
