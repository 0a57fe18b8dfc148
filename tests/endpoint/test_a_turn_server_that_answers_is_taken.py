"""An endpoint gives aiortc one TURN address: the first of the list among those that answer now."""

import asyncio

import pytest

from endpoint.rtc import relays
from signaling.protocol.messages import IceServer

UDP, TCP, TLS = "turn:a.example?transport=udp", "turn:a.example?transport=tcp", "turns:a.example:443"
STUN = "stun:a.example"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Seconds after which an address answers; the others never do."""
    after: dict[str, float] = {}

    async def allocates(way: IceServer) -> bool:
        (url,) = way.urls
        await asyncio.sleep(after.get(url, 3600.0))
        return True

    monkeypatch.setattr(relays, "_allocates", allocates)
    monkeypatch.setattr(relays, "ANSWERS_WITHIN", 0.5)
    return after


async def taken(*urls: str) -> list[str]:
    servers = await relays.answering([IceServer(urls=urls, username="name", credential="secret")])
    assert all((one.username, one.credential) == ("name", "secret") for one in servers)
    return [url for one in servers for url in one.urls]


async def test_the_first_of_the_list_is_waited_for_a_moment(answers: dict[str, float]) -> None:
    answers.update({UDP: 0.1, TCP: 0.05, TLS: 0.0})
    assert await taken(UDP, TCP, TLS) == [UDP]


async def test_one_that_is_silent_keeps_nobody_waiting(answers: dict[str, float]) -> None:
    answers.update({TLS: 0.0})
    async with asyncio.timeout(0.45):
        assert await taken(STUN, UDP, TCP, TLS) == [STUN, TLS]


async def test_where_none_answers_there_is_none(answers: dict[str, float]) -> None:
    assert await taken(STUN, UDP, TCP) == [STUN]


async def test_the_only_one_is_not_asked(answers: dict[str, float]) -> None:
    async with asyncio.timeout(0.1):
        assert await taken(STUN, UDP) == [STUN, UDP]


async def test_none_is_none(answers: dict[str, float]) -> None:
    assert await relays.answering([]) == []
