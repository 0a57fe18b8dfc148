"""Whatever a page sends: a stable code, a sentence, nothing changed, and other visits do not notice."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from signaling.demo import PORI
from signaling.store.database import Database
from signaling.store.directory import StoreDirectory
from tests.transport.live import Town, settings_for, town
from tests.transport.page import Message, Page, hello


class Talk:
    """A visit under way at Reposaari, and how to see that nothing happened to it."""

    def __init__(self, demo: Town, resident: Page, expert: Page, visit: str) -> None:
        self.demo = demo
        self.resident = resident
        self.expert = expert
        self.visit = visit
        self.before: dict[str, tuple[str, ...]] = {}

    async def is_untouched(self) -> None:
        """The log says what it said, and both pages go on as they were."""
        assert self.demo.log() == self.before
        shown = self.resident.shown, self.expert.shown
        assert await self.resident.alive()
        assert await self.expert.alive()
        assert (self.resident.shown, self.expert.shown) == shown


async def talk_at(demo: Town, place: str, service: str, account: str) -> Talk:
    expert = await demo.page("expert", account)
    await expert.command("start_shift", camera=True, microphone=True)
    resident = await demo.page("terminal", place)
    visit = (await resident.command("call", service=service, language="fi"))["visit"]
    rung = await expert.view("rung")
    await expert.command("answer", visit=visit, offer=rung["offer"])
    await expert.view("staff")
    await resident.view("customer")
    return Talk(demo, resident, expert, visit)


@pytest.fixture
async def talk(demo: Town) -> Talk:
    talk = await talk_at(demo, "reposaari", "rakennusluvat", "rakennusvalvonta1")
    talk.before = demo.log()
    return talk


def is_refusal(answer: Message, code: str) -> bool:
    return (answer["type"], answer.get("code")) == ("refused", code) and str(answer["sentence"]).endswith(".")


# --- messages that are none -----------------------------------------------------------------------------------------


NOT_UNDERSTOOD = (
    ('{"type":"open_sesame"}', "unknown_message"),
    ('{"type":"ping","n":"three"}', "invalid_message"),
    ('{"type":"quality","visit":"v","links":[{}]}', "invalid_message"),
    ('{"type":"ping","n":NaN}', "bad_json"),
    ('{"type":"set_language","language":"\\ud800"}', "bad_json"),
    ("[" * 30_000, "too_deep"),
    ('{"type":"ping","n":' + "[" * 15_000 + "]" * 15_000 + "}", "too_deep"),
    ("", "bad_json"),
)


async def test_what_is_not_understood_is_refused_and_the_conversation_goes_on(talk: Talk) -> None:
    for text, code in NOT_UNDERSTOOD:
        await talk.resident.socket.send_str(text)
        assert await talk.resident.refusal() == code, text[:80]
    await talk.is_untouched()


async def test_bytes_are_no_message(talk: Talk) -> None:
    await talk.resident.socket.send_bytes(b'{"type":"ping","n":1}')
    assert await talk.resident.refusal() == "bad_json"
    await talk.is_untouched()


async def test_a_message_that_is_too_large_is_told_so_and_closes_its_socket(talk: Talk) -> None:
    for text in ("x" * 1_048_576, "[" * 100_000, '{"type":"ping","n":"' + "0" * 65_536 + '"}'):
        stranger = await talk.demo.page("terminal", "lavia")
        await stranger.socket.send_str(text)
        assert await stranger.refusal() == "too_large"
        assert await stranger.closed() == 1009
    await talk.is_untouched()


async def test_the_largest_message_that_is_allowed_is_read(talk: Talk) -> None:
    text = '{"type":"ping","n":1}'
    await talk.resident.socket.send_str(text + " " * (65_536 - len(text)))
    await talk.resident.of_type("pong", n=1)


async def test_a_frame_that_is_no_text_in_utf8_closes_its_socket(talk: Talk) -> None:
    stranger = await talk.demo.page("terminal", "lavia")
    await stranger.socket.send_frame(b'{"type":"\xff"}', 1)  # type: ignore[arg-type]  # the opcode of text
    assert await stranger.refusal() == "bad_json"
    assert await stranger.closed() == 1007
    await talk.is_untouched()


async def test_a_flood_is_cut_off_after_its_burst(talk: Talk) -> None:
    stranger = await talk.demo.page("terminal", "lavia")
    for n in range(200):
        await stranger.socket.send_str('{"type":"ping","n":%d}' % n)  # noqa: UP031
    assert await stranger.refusal() == "too_many_messages"
    assert await stranger.closed() == 1008
    pongs = [message for message in stranger.received if message["type"] == "pong"]
    assert 60 <= len(pongs) <= 100
    await talk.is_untouched()


async def test_a_burst_within_the_limit_is_answered(talk: Talk) -> None:
    for n in range(50):
        await talk.resident.say(type="ping", n=n)
    await talk.resident.of_type("pong", n=49)


# --- messages that are not the sender's to send ---------------------------------------------------------------------


OF_ANOTHER_DUTY: tuple[tuple[str, str | None, str, dict[str, Any]], ...] = (
    ("terminal", "lavia", "start_shift", {"camera": True, "microphone": True}),
    ("terminal", "lavia", "answer", {"visit": "VISIT", "offer": "x"}),
    ("terminal", "lavia", "begin_hold", {"visit": "VISIT"}),
    ("expert", "kela1", "call", {"service": "kelan-etuudet", "language": "fi"}),
    ("expert", "kela1", "start_visit", {"service": "kelan-etuudet", "language": "fi"}),
    ("expert", "kela1", "finish", {"visit": "VISIT", "score": 1, "words": ""}),
    ("expert", "kela1", "wiped", {"visit": "VISIT"}),
    ("customer_screen", None, "end_visit", {"visit": "VISIT"}),
    ("customer_screen", None, "leave", {"visit": "VISIT"}),
)


async def test_another_duty_s_message_is_not_allowed(talk: Talk) -> None:
    for kind, claim, do, fields in OF_ANOTHER_DUTY:
        page = await talk.demo.page(kind, claim)
        sent = {name: talk.visit if value == "VISIT" else value for name, value in fields.items()}
        assert is_refusal(await page.command(do, **sent), "not_allowed"), (kind, do)
        assert await page.alive()
    await talk.is_untouched()


IN_ANOTHER_VISIT: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("terminal", "end_visit", {}),
    ("terminal", "cancel", {}),
    ("terminal", "finish", {"score": 1, "words": ""}),
    ("terminal", "rate", {"score": 1, "words": ""}),
    ("terminal", "wiped", {}),
    ("terminal", "second_matter", {"service": "verotus", "language": "fi"}),
    ("expert", "end_visit", {}),
    ("expert", "begin_hold", {}),
    ("expert", "leave", {}),
    ("expert", "add_now", {"person": "verohallinto1", "service": None}),
    ("expert", "bring_in", {"person": "verohallinto1"}),
    ("expert", "give_outcome", {"matter": 1, "outcome": "solved"}),
    ("expert", "rate_as_staff", {"matter": 1, "score": 1}),
)


@pytest.mark.parametrize("in_a_visit_of_their_own", [False, True])
async def test_another_visit_s_id_opens_nothing(talk: Talk, in_a_visit_of_their_own: bool) -> None:
    if in_a_visit_of_their_own:
        other = await talk_at(talk.demo, "lavia", "kelan-etuudet", "kela1")
        pages = {"terminal": other.resident, "expert": other.expert}
    else:
        pages = {
            "terminal": await talk.demo.page("terminal", "lavia"),
            "expert": await talk.demo.page("expert", "kela1"),
        }
    talk.before = talk.demo.log()
    for kind, do, fields in IN_ANOTHER_VISIT:
        answer = await pages[kind].command(do, visit=talk.visit, **fields)
        assert is_refusal(answer, "not_your_visit"), do
        assert await pages[kind].alive()
    await talk.is_untouched()


async def test_a_visit_that_never_was_is_nobody_s(talk: Talk) -> None:
    answer = await talk.resident.command("end_visit", visit=secrets.token_hex(16))
    assert is_refusal(answer, "not_your_visit")
    await talk.is_untouched()


async def test_another_visit_s_link_carries_nothing(talk: Talk) -> None:
    assert talk.resident.shown is not None
    (link,) = talk.resident.shown["links"]
    stranger = await talk.demo.page("terminal", "lavia")
    body = {"kind": "candidate", "candidate": "", "mid": None, "index": None}
    await stranger.say(type="signal", link=link["id"], attempt=0, body=body)
    assert await stranger.refusal() == "link_unknown"
    await talk.is_untouched()
    assert [message for message in talk.expert.received if message["type"] == "signal"] == []


async def test_reports_about_another_visit_do_nothing(talk: Talk) -> None:
    stranger = await talk.demo.page("terminal", "lavia")
    await stranger.say(type="applied", visit=talk.visit, version=1_000)
    await stranger.say(type="quality", visit=talk.visit, links=[])
    assert await stranger.alive()
    await talk.is_untouched()


async def test_an_ended_visit_takes_no_more_commands(talk: Talk) -> None:
    await talk.expert.command("end_visit", visit=talk.visit)
    await talk.resident.command("finish", visit=talk.visit, score=None, words="")
    await talk.resident.view("over")
    talk.before = talk.demo.log()
    assert is_refusal(await talk.expert.command("begin_hold", visit=talk.visit), "visit_over")
    answer = await talk.resident.command("second_matter", visit=talk.visit, service="verotus", language="fi")
    assert is_refusal(answer, "visit_over")
    for page, do in ((talk.resident, "end_visit"), (talk.resident, "cancel"), (talk.expert, "leave")):
        assert (await page.command(do, visit=talk.visit))["type"] in {"done", "gone"}  # late, and harmless
    await talk.is_untouched()


async def test_a_command_sent_twice_is_done_once_and_answered_twice_alike(talk: Talk) -> None:
    command = secrets.token_hex(16)
    first = await talk.expert.command("end_visit", command=command, visit=talk.visit)
    after = talk.demo.log()
    assert await talk.expert.command("end_visit", command=command, visit=talk.visit) == first
    assert first == {"type": "done", "id": command, "visit": talk.visit}
    assert talk.demo.log() == after


async def test_a_second_hello_changes_nobody(talk: Talk) -> None:
    await talk.resident.say(**hello("terminal", claim="lavia"))
    assert await talk.resident.refusal() == "wrong_moment"
    await talk.is_untouched()


async def test_a_service_that_is_unknown_begins_no_visit(talk: Talk) -> None:
    page = await talk.demo.page("terminal", "lavia")
    answer = await page.command("call", service="lentoliput", language="fi")
    assert is_refusal(answer, "service_unknown")
    await talk.is_untouched()


@pytest.fixture
async def half_closed(folder: Path) -> AsyncIterator[Town]:
    """Hours are kept, and Verotus has none."""
    settings = settings_for(folder)
    database = Database(settings.store)
    taxes = next(service for service in PORI.services if service.id == "verotus")
    StoreDirectory(database).put(msgspec.structs.replace(taxes, hours=()))
    database.close()
    async with town(settings, everything_open=False) as running:
        yield running


async def test_a_closed_service_begins_no_visit(half_closed: Town) -> None:
    expert = await half_closed.page("expert", "verohallinto1")
    await expert.command("start_shift", camera=True, microphone=True)
    page = await half_closed.page("terminal", "lavia")
    assert is_refusal(await page.command("call", service="verotus", language="fi"), "service_closed")
    assert half_closed.log() == {}


async def test_the_sentence_is_in_the_language_of_the_page(demo: Town) -> None:
    page = await demo.page("terminal", "lavia", language="sv")
    await page.socket.send_str("[]")
    assert (await page.of_type("refused"))["sentence"] == "Meddelandet innehåller en felaktig uppgift."
    await page.say(type="set_language", language="en")
    await page.socket.send_str("[]")
    assert (await page.of_type("refused"))["sentence"] == "The message has a wrong value in it."
