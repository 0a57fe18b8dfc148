"""`--visits`: one after the other at each place, places side by side, and a summary at the end."""

import asyncio

from tests.browser.server import Server
from tests.endpoint.program import run


async def test_two_places_share_three_visits_and_two_experts_answer_them(live_server: Server) -> None:
    server = ("--server", live_server.address)
    async with asyncio.TaskGroup() as group:
        answering = [
            group.create_task(run("answer", *server, "--as", f"rakennusvalvonta{n}", "--visits", "3"))
            for n in (1, 2)
        ]
        calling = await run(
            *("call", *server, "--place", "lavia", "--place", "reposaari", "--service", "rakennusluvat"),
            *("--visits", "3", "--for", "2", "--json"),
        )
        for task in answering:
            task.cancel()  # each would wait for another caller
    assert calling.status == 0, calling.err
    report = calling.report
    assert sorted(visit["who"] for visit in report["visits"]) == ["lavia", "lavia", "reposaari"]
    assert len({visit["visit"] for visit in report["visits"]}) == 3
    summary = report["summary"]
    assert (summary["visits"], summary["complete"], summary["failed"]) == (3, 3, {})
    for figure in ("answered_after_s", "first_sound_after_s", "first_picture_after_s"):
        assert 0 <= summary[figure]["median"] <= summary[figure]["p95"] < 15
    ended = [kind for _stream, kind in live_server.events() if kind == "visit_ended"]
    assert len(ended) == 3


async def test_visits_that_nobody_answers_are_counted_by_their_code(live_server: Server) -> None:
    ran = await run(
        *("call", "--server", live_server.address, "--place", "lavia", "--service", "rakennusluvat"),
        *("--visits", "2", "--patience", "1"),
    )
    assert ran.status == 1
    assert "2 failed: nobody_answered" in ran.out
