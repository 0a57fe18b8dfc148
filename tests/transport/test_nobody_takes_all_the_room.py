"""Sockets of one person or place, of strangers, and passwords from one address: each has so much room, and others theirs."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from signaling.protocol import limits
from signaling.service.ports import SubjectKind
from signaling.transport.crowd import Crowd
from signaling.transport.throttle import Throttle
from signaling.transport.turns import Turns
from tests.transport.live import Town, settings_for, town
from tests.transport.page import Page, hello
from tests.transport.test_signing_in import ORIGIN, PLACE, given, invitation, post


async def place_of(real: Town, place: str) -> str:
    """The cookie of a place that has used its link."""
    answer = await post(real, invitation(real, SubjectKind.PLACE, place))
    return f"{PLACE}={given(answer, PLACE).value}"


async def terminal(real: Town, cookie: str) -> Page:
    page = Page(await real.socket(headers={"Cookie": cookie}), "")
    await page.say(**hello("terminal"))
    await page.of_type("welcome")
    return page


async def test_a_thousand_sockets_with_one_cookie_leave_room_for_others(folder: Path) -> None:
    async with town(settings_for(folder, origins=(ORIGIN,)), demo=False) as real:
        many, other = await place_of(real, "lavia"), await place_of(real, "reposaari")
        refused: list[int] = []
        opened = []
        for _ in range(1_000):
            try:
                opened.append(await real.socket(headers={"Cookie": many}))
            except aiohttp.WSServerHandshakeError as no:
                refused.append(no.status)
        assert len(refused) > 900
        assert set(refused) == {429}
        told = [await socket.receive_json(timeout=5) for socket in opened[: -limits.MAX_SOCKETS_PER_OWNER]]
        assert {(said["type"], said["code"], said["retry"]) for said in told} == {
            ("closing", "too_many_sockets", None)
        }
        assert await (await terminal(real, other)).alive()


async def test_strangers_are_so_many_at_the_most(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_STRANGERS", 3)
    async with town(settings_for(folder, origins=(ORIGIN,)), demo=False) as real:
        cookie = await place_of(real, "lavia")
        strangers = [await real.stranger() for _ in range(3)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as no:
            await real.stranger()
        assert no.value.status == 429
        assert await (await terminal(real, cookie)).alive()
        assert not any(stranger.socket.closed for stranger in strangers)


async def test_a_page_that_comes_back_again_and_again_is_let_in() -> None:
    """In a visit a page tries every second or so, and its older sockets hang on until they are given up."""
    crowd: Crowd[int] = Crowd()
    for attempt in range(100):
        assert crowd.admits("place:lavia", 0.7 * attempt)
        gone = crowd.enter("place:lavia", attempt)
        if gone is not None:
            crowd.leave("place:lavia", gone)
            assert gone == attempt - limits.MAX_SOCKETS_PER_OWNER


async def test_nothing_is_kept_of_sockets_that_are_gone() -> None:
    crowd: Crowd[int] = Crowd()
    for owner in (None, "account:kela1"):
        crowd.enter(owner, 1)
        crowd.leave(owner, 1)
        crowd.leave(owner, 1)
    assert crowd._open == {}


async def test_passwords_of_one_address_wait_for_each_other_and_for_nobody_else() -> None:
    turns, inside = Turns(2), []
    go_on = asyncio.Event()

    async def check(address: str) -> None:
        async with turns.of(address):
            inside.append(address)
            await go_on.wait()

    async with asyncio.TaskGroup() as group:
        for address in ("192.0.2.1",) * 50 + ("192.0.2.2",):
            group.create_task(check(address), name=address)
        for _ in range(5):
            await asyncio.sleep(0)
        assert sorted(inside) == ["192.0.2.1", "192.0.2.1", "192.0.2.2"]
        go_on.set()
    assert len(inside) == 51
    assert turns._places == {}


def test_a_whole_office_signs_in_at_the_same_address() -> None:
    throttle = Throttle(100)
    for number in range(500):
        assert throttle.wait("192.0.2.1", float(number)) == 0
        throttle.failed("192.0.2.1", float(number))
        throttle.take_back("192.0.2.1")
