"""What another end sends is refused as a whole or understood; whatever it is, nothing stays behind when the link is closed."""

import asyncio
from typing import Any

import pytest
from aioice import Connection

from endpoint.capture.synthetic import Synthetic
from endpoint.rtc.descriptions import MOST_LINES, MOST_SECTIONS, check
from endpoint.rtc.ear import Ear
from endpoint.rtc.peer import Peer

AUDIO = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
VIDEO = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n"


def peer() -> Peer:
    return Peer(0, (), Synthetic(200), Ear())


@pytest.mark.parametrize(
    "sdp",
    [
        "a=x\r\n" * (MOST_LINES + 1),
        "m=audio 9 X 0\r\n" * (MOST_SECTIONS + 1),
        "a=group:BUNDLE 0 1\r\n" + AUDIO,
        "a=group:BUNDLE 7\r\n" + AUDIO + VIDEO,
        AUDIO + AUDIO,
        "a=group:BUNDLE 0\r\na=mid:0\r\n",
    ],
)
def test_a_description_that_the_library_would_stumble_over_is_refused(sdp: str) -> None:
    with pytest.raises(ValueError, match="a description"):
        check(sdp)


def test_a_description_as_it_should_be_is_given_on() -> None:
    check("v=0\r\na=group:BUNDLE 0 1\r\n" + AUDIO + VIDEO)


@pytest.mark.parametrize(
    "sdp", ["", "v=0", "\0", "m=audio", AUDIO, "a=group:BUNDLE\r\n" + VIDEO, "v=0\r\nm=\r\n"]
)
async def test_nonsense_is_a_valueerror_and_can_be_closed(sdp: str) -> None:
    answering, offering = peer(), peer()
    with pytest.raises(ValueError, match="a description"):
        await answering.answer(sdp)
    await offering.offer()
    with pytest.raises(ValueError, match="a description"):
        await offering.accept(sdp)
    await answering.close()
    await offering.close()


async def test_a_link_closed_as_it_connects_asks_for_no_consent_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The checks are done, and before the library goes on from there, the link is closed."""
    before = asyncio.all_tasks()
    done, go_on = asyncio.Event(), asyncio.Event()
    connect = Connection.connect

    async def slowly(self: Connection) -> None:
        get = self._check_list_state.get

        async def get_and_wait() -> Any:
            state = await get()
            done.set()
            await go_on.wait()
            return state

        monkeypatch.setattr(self._check_list_state, "get", get_and_wait)
        await connect(self)

    monkeypatch.setattr(Connection, "connect", slowly)
    one, other = peer(), peer()
    await one.accept(await other.answer(await one.offer()))
    await done.wait()
    await one.close()
    await other.close()
    go_on.set()
    async with asyncio.timeout(5):
        while left := asyncio.all_tasks() - before:
            assert not any("query_consent" in repr(task) for task in left)
            await asyncio.sleep(0.01)
