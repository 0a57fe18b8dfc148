"""Health, figures, and a log that holds nobody's name, words or token."""

import asyncio
import logging
import re
from pathlib import Path

import pytest

from signaling.protocol.errors import ErrorCode
from signaling.service.metrics import Metrics
from signaling.transport.bucket import Bucket
from signaling.transport.counters import Counters
from signaling.transport.health import prometheus
from signaling.transport.throttle import MAX_KEYS, Throttle
from tests.transport.live import Town, settings_for, town
from tests.transport.page import hello


async def test_health_says_that_the_store_answers_and_the_clock_is_steady(demo: Town) -> None:
    answer = await demo.client.get(demo.url("/health"))
    health = await answer.json()
    assert (answer.status, health["status"], health["build"]) == (200, "ok", "test")
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", health["version"])
    assert 0 < health["store_ms"] < 2_000
    assert abs(health["clock_ahead_s"]) < 1.0


async def test_figures_are_counted(demo: Town) -> None:
    page = await demo.page("terminal", "lavia")
    await page.socket.send_str("[]")
    await page.refusal()
    await page.command("leave", visit="nobodys")
    text = await (await demo.client.get(demo.url("/metrics"))).text()
    for line in (
        "etaluukku_sockets 1",
        "etaluukku_sockets_opened_total 1",
        'etaluukku_refused_total{code="invalid_message"} 1',
        "etaluukku_pages 1",
        "etaluukku_commands_total 1",
        'etaluukku_append_seconds_bucket{le="+Inf"} 0',
        "etaluukku_command_seconds_count 1",
        "etaluukku_decide_seconds_count 0",
        "etaluukku_render_seconds_count 0",
    ):
        assert line in text.splitlines(), line
    assert page.socket.close_code is None


def test_every_figure_has_its_meaning_and_its_type_once() -> None:
    text = prometheus(Counters(), Metrics(), 0.0)
    names = re.findall(r"^# TYPE (\w+) (?:counter|gauge|histogram)$", text, flags=re.MULTILINE)
    assert names == re.findall(r"^# HELP (\w+) .+\.$", text, flags=re.MULTILINE)
    assert len(names) == len(set(names))
    for line in text.splitlines():
        assert re.fullmatch(r"# .+|etaluukku_\w+(\{\w+=\"[^\"]+\"\})? -?[0-9.e+-]+", line), line


def test_refusals_are_one_line_a_minute_with_all_their_codes(caplog: pytest.LogCaptureFixture) -> None:
    counters = Counters()
    for second in range(150):
        counters.refuse(ErrorCode.BAD_JSON, float(second))
        counters.refuse(ErrorCode.TOO_DEEP, float(second))
    assert [record.message for record in caplog.records] == [
        "refused: bad_json 1", "refused: bad_json 60, too_deep 60", "refused: bad_json 60, too_deep 60",
    ]  # fmt: skip
    assert counters.refused[ErrorCode.BAD_JSON] == 150


async def test_the_log_holds_nobody_s_words(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    planted = "salaisuus-7f3a"
    async with town(settings_for(folder)) as running:
        expert = await running.page("expert", "rakennusvalvonta1")
        await expert.command("start_shift", camera=True, microphone=True)
        resident = await running.page("terminal", "reposaari")
        visit = (await resident.command("call", service="rakennusluvat", language="fi"))["visit"]
        rung = await expert.view("rung")
        await expert.command("answer", visit=visit, offer=rung["offer"])
        (link,) = (await resident.view("customer"))["links"]
        body = {"kind": "description", "sdp_type": "offer", "sdp": f"v=0 {planted}"}
        for page in (resident, expert):
            await page.say(type="signal", link=link["id"], attempt=0, body=body)
            await page.socket.send_str('{"type":"' + planted + '"}')
        await expert.command("end_visit", visit=visit)
        await resident.command("finish", visit=visit, score=1, words=planted)
        for path in (f"/{planted}", f"/sign-in/{planted}", f"/?{planted}"):
            await running.client.get(running.url(path), headers={"Cookie": f"etaluukku={planted}"})
        await running.client.get(running.url("/ws"), headers={"Origin": f"https://{planted}.example"})
    said = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert "refused" in said
    assert planted not in said
    assert "127.0.0.1" not in said


async def test_nothing_is_left_running_when_a_server_has_stopped(folder: Path) -> None:
    before = asyncio.all_tasks()
    async with town(settings_for(folder)) as running:
        pages = [await running.page("terminal", place) for place in ("lavia", "reposaari")]
        stranger = await running.stranger()
        await stranger.say(**hello("expert", claim="kela1"))
        names = {task.get_name() for task in asyncio.all_tasks() - before}
        assert {"socket 1: write", "socket 2: write", "server"} <= names
        assert [page.socket.closed for page in pages] == [False, False]
    assert asyncio.all_tasks() == before


# --- limits, as plain arithmetic ------------------------------------------------------------------------------------


def test_a_bucket_fills_at_its_rate_up_to_its_burst() -> None:
    bucket = Bucket(rate=20, burst=60, now=0.0)
    assert sum(bucket.take(0.0) for _ in range(100)) == 60
    assert sum(bucket.take(0.5) for _ in range(100)) == 10
    assert sum(bucket.take(1_000.0) for _ in range(100)) == 60
    assert sum(bucket.take(1_000.0 + n / 19) for n in range(1, 500)) == 499


def test_a_throttle_forgets_after_a_quarter_of_an_hour() -> None:
    throttle = Throttle(allowed=3)
    for second in (0.0, 10.0, 20.0):
        assert throttle.wait("kela1", second) == 0.0
        throttle.failed("kela1", second)
    assert throttle.wait("kela1", 30.0) == 870.0
    assert throttle.wait("kela2", 30.0) == 0.0
    assert throttle.wait("kela1", 900.0) == 0.0
    throttle.failed("kela1", 900.0)
    assert throttle.wait("kela1", 901.0) == 9.0


def test_a_throttle_is_bounded() -> None:
    throttle = Throttle(allowed=1)
    for n in range(MAX_KEYS + 100):
        throttle.failed(str(n), 0.0)
    assert throttle.wait("0", 1.0) == 0.0
    assert throttle.wait(str(MAX_KEYS + 99), 1.0) == 899.0


def test_a_throttle_forgets_who_succeeded() -> None:
    throttle = Throttle(allowed=1)
    throttle.failed("kela1", 0.0)
    throttle.succeeded("kela1")
    assert throttle.wait("kela1", 1.0) == 0.0
