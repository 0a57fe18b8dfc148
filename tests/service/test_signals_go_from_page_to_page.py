"""The relay: only over a link that exists, only between its two ends, only so many candidates."""

from signaling.protocol import messages as m
from signaling.protocol.errors import ErrorCode
from signaling.protocol.limits import MAX_CANDIDATES_PER_LINK, MAX_QUEUED_BYTES
from signaling.protocol.views import CustomerView, RungView, WaitingView
from signaling.service.relay import ROOM_LEFT
from tests.service.world import Person, World, call
from tests.store.memory import MemoryLog

OFFER = m.Description(sdp_type="offer", sdp="v=0")
CANDIDATE = m.Candidate(candidate="candidate:1 1 udp 1 192.0.2.1 1 typ host", mid="0", index=0)


def signal(link: str, body: m.SignalBody = OFFER, attempt: int = 0) -> m.Signal:
    return m.Signal(link=link, attempt=attempt, body=body)


def relayed(person: Person) -> list[m.Relayed]:
    return [message for message in person.post.messages if isinstance(message, m.Relayed)]


def refusals(person: Person) -> list[ErrorCode]:
    return [message.code for message in person.post.messages if isinstance(message, m.Refused)]


async def ringing(world: World) -> tuple[Person, Person, str, str]:
    """The resident, the expert who is rung, the visit, and the warm link between them."""
    resident, expert = await world.terminal(), await world.expert("rakennus1")
    visit = await resident.do(call())
    return resident, expert, visit, resident.sees(WaitingView).links[0].id


async def test_a_warm_link_is_made_before_the_answer(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    await resident.send(signal(link))
    await expert.send(signal(link, m.Description(sdp_type="answer", sdp="v=0")))
    await expert.send(signal(link, CANDIDATE))
    assert [message.body for message in relayed(expert)] == [OFFER]
    assert len(relayed(resident)) == 2


async def test_nobody_else_can_send_over_the_link(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    for stranger in (await world.terminal("ahlainen"), await world.expert("vero1"), await world.clerk()):
        await stranger.send(signal(link))
        assert refusals(stranger) == [ErrorCode.LINK_UNKNOWN]
    assert relayed(resident) == relayed(expert) == []


async def test_a_link_that_is_gone_carries_nothing(world: World) -> None:
    resident, expert, visit, link = await ringing(world)
    await expert.do(m.Decline(visit=visit, offer=expert.sees(RungView).offer))
    await resident.send(signal(link))
    await expert.send(signal(link))
    assert refusals(resident) == refusals(expert) == [ErrorCode.LINK_UNKNOWN]
    assert relayed(resident) == relayed(expert) == []


async def test_a_page_that_lost_its_seat_sends_nothing(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    twin = Person(world, expert.kind, expert.identity)
    await twin.connect()
    await expert.send(signal(link))
    assert refusals(expert) == [ErrorCode.LINK_UNKNOWN]
    new_link = resident.sees(WaitingView).links[0].id
    assert new_link != link
    await expert.send(signal(new_link))
    assert relayed(resident) == []
    await twin.send(signal(new_link))
    assert len(relayed(resident)) == 1


async def test_so_many_candidates_a_link_and_attempt(world: World) -> None:
    resident, expert, visit, link = await ringing(world)
    for _ in range(MAX_CANDIDATES_PER_LINK + 40):
        await resident.send(signal(link, CANDIDATE))
    assert len(relayed(expert)) == MAX_CANDIDATES_PER_LINK
    await expert.send(signal(link, CANDIDATE))
    assert len(relayed(resident)) == 1
    await resident.send(signal(link, CANDIDATE, attempt=1))
    await resident.send(signal(link, CANDIDATE, attempt=0))
    assert len(relayed(expert)) == MAX_CANDIDATES_PER_LINK + 1
    await expert.do(m.Answer(visit=visit, offer=expert.sees(RungView).offer))
    await resident.send(signal(link, CANDIDATE, attempt=1))
    assert isinstance(resident.view, CustomerView)
    assert len(relayed(expert)) == MAX_CANDIDATES_PER_LINK + 2


async def test_what_comes_while_the_other_end_reconnects_waits_for_it(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    await expert.disconnect()
    await resident.send(signal(link))
    await resident.send(signal(link, CANDIDATE))
    await expert.connect()
    assert [message.body for message in relayed(expert)] == [OFFER, CANDIDATE]
    kinds = [type(message) for message in expert.post.messages]
    assert kinds.index(m.View) < kinds.index(m.Relayed)
    await expert.connect()
    assert relayed(expert) == []


async def test_what_waits_fits_into_the_outbox_of_who_returns_and_the_newest_stays(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    await expert.disconnect()
    for number in range(60):
        sdp = m.Description(sdp_type="offer", sdp=f"{number:02}" * 10_000)
        await resident.send(m.Signal(link=link, attempt=0, body=sdp))
    await expert.connect()
    sdps = [message.body.sdp for message in relayed(expert) if isinstance(message.body, m.Description)]
    assert [sdp[:2] for sdp in sdps] == ["56", "57", "58", "59"]
    assert sum(map(len, sdps)) < MAX_QUEUED_BYTES / 2


async def test_who_returns_is_given_the_newest_connection_and_none_that_was_given_up_meanwhile(
    world: World,
) -> None:
    resident, expert, _, link = await ringing(world)
    await expert.disconnect()
    for attempt in range(3):
        await resident.send(m.Signal(link=link, attempt=attempt, body=OFFER))
        await resident.send(m.Signal(link=link, attempt=attempt, body=CANDIDATE))
    await expert.connect()
    assert [(message.attempt, message.body) for message in relayed(expert)] == [(2, OFFER), (2, CANDIDATE)]


async def test_what_has_waited_long_or_is_for_another_page_is_dropped(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    await expert.disconnect()
    await resident.send(signal(link))
    await expert.reload()
    assert relayed(expert) == []
    resident_link = resident.sees(WaitingView).links[0].id
    await resident.disconnect()
    await expert.send(signal(resident_link))
    await world.advance(40)
    await resident.connect()
    assert relayed(resident) == []


async def test_after_a_restart_the_first_to_return_is_heard_by_the_second(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    await world.restart()
    await resident.connect()
    await resident.send(signal(link))
    await expert.connect()
    assert [message.body for message in relayed(expert)] == [OFFER]


async def test_what_waited_for_a_page_is_dropped_with_its_link(world: World) -> None:
    resident, expert, visit, link = await ringing(world)
    await expert.disconnect()
    await resident.send(signal(link))
    await resident.do(m.Cancel(visit=visit))
    await expert.connect()
    assert relayed(expert) == []


async def test_a_new_page_is_not_given_what_was_for_the_one_before(
    world: World, memory_log: MemoryLog
) -> None:
    resident, expert, _, link = await ringing(world)
    memory_log.broken = True
    await expert.reload()
    await resident.send(signal(link))
    assert relayed(expert) == []
    memory_log.broken = False
    await world.advance(2)
    assert [view.id for view in expert.sees(RungView).links] != [link]
    assert relayed(expert) == []


async def test_who_reads_slowly_is_not_buried_under_what_another_sends(world: World) -> None:
    resident, expert, _, link = await ringing(world)
    expert.post.queued_bytes = ROOM_LEFT + 1
    await resident.send(signal(link))
    assert relayed(expert) == []
    assert refusals(resident) == []
    expert.post.queued_bytes = ROOM_LEFT
    await resident.send(signal(link))
    assert len(relayed(expert)) == 1
