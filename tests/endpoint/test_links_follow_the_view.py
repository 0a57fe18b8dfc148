"""What the view takes away falls silent; a broken connection is replaced; the server may be away."""

import asyncio

import pytest

from endpoint.rtc.link import Link
from signaling.protocol import messages as m
from signaling.protocol.scalars import Grant
from tests.browser.server import Server
from tests.endpoint.talk import Talk, flows, granted, talking, until

WATCHED = 1.0
"""Seconds in which nothing may come: fifty packets of sound and fifteen pictures otherwise."""

LAST_PACKETS = 3
"""Sound packets that may be on their way when a grant ends."""


async def test_on_hold_nothing_arrives_at_either_end(live_server: Server) -> None:
    async with talking(live_server.address) as talk:
        links = (talk.heard_by_resident, talk.heard_by_expert)
        await talk.expert.line.command(m.BeginHold(visit=talk.visit))
        for link in links:
            await until(lambda: not granted(link) & {Grant.SOUND, Grant.PICTURE, Grant.TEXT})  # noqa: B023
        before = [(await _packets(link), link.ear.picture.pictures) for link in links]
        assert not talk.expert.links.type("x")
        await asyncio.sleep(WATCHED)
        after = [(await _packets(link), link.ear.picture.pictures) for link in links]
        for (sound, pictures), (sound_then, pictures_then) in zip(after, before, strict=True):
            assert sound - sound_then <= LAST_PACKETS
            assert pictures == pictures_then
        await talk.expert.line.command(m.EndHold(visit=talk.visit))
        await flows(*links)
        assert [link.ear.ungranted for link in links] == [0, 0]
        assert [link.ear.text.text for link in links] == ["", ""]
        assert [link.replaced for link in links] == [0, 0]


@pytest.mark.parametrize("dumb", ["resident", "expert"])
async def test_a_connection_over_which_nothing_comes_is_replaced(live_server: Server, dumb: str) -> None:
    async with talking(live_server.address) as talk:
        mine, other = _ends(talk, dumb)
        broken = mine.newest
        assert broken is not None
        broken.set_sending(())
        await until(lambda: mine.replaced == other.replaced == 1)
        await flows(mine, other)
        assert mine.newest is not None and mine.newest.attempt == 1
        await until(lambda: broken.state == "closed")


@pytest.mark.parametrize("dumb", ["resident", "expert"])
async def test_text_that_was_typed_while_a_connection_broke_is_whole(live_server: Server, dumb: str) -> None:
    async with talking(live_server.address) as talk:
        broken, other = _ends(talk, dumb)
        read = talk.heard_by_expert.ear.text
        assert broken.newest is not None
        async with talk.resident.typing(
            "Ensimmäinen rivi\u2028Sauna jää neljän metrin päähän tontin rajasta."
        ):
            await until(lambda: "Sauna jää" in read.text)
            await broken.newest.close()
            await until(lambda: broken.replaced == other.replaced == 1)
            await until(lambda: read.text.endswith("rajasta."))
        assert read.text == "Ensimmäinen rivi\nSauna jää neljän metrin päähän tontin rajasta."
        assert talk.heard_by_expert.ear.ungranted == 0


async def test_the_talk_goes_on_while_the_server_is_away_and_the_line_returns(live_server: Server) -> None:
    async with talking(live_server.address) as talk:
        links = (talk.heard_by_resident, talk.heard_by_expert)
        await live_server.kill()
        await flows(*links)
        ending = asyncio.create_task(
            talk.resident.line.command(m.Touch(visit=talk.visit, keep_waiting=False))
        )
        await live_server.start()
        assert isinstance(await ending, m.Done | m.Gone)
        await until(lambda: talk.resident.line.connections == talk.expert.line.connections == 2)
        await flows(*links)
        assert [link.replaced for link in links] == [0, 0]
        assert [link.ear.ungranted for link in links] == [0, 0]


def _ends(talk: Talk, dumb: str) -> tuple[Link, Link]:
    ends = (talk.heard_by_resident, talk.heard_by_expert)
    return ends if dumb == "resident" else (ends[1], ends[0])


async def _packets(link: Link) -> int:
    assert link.newest is not None
    return (await link.newest.packets())[0]
