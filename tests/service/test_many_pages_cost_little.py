"""Pages that are shown the same share what they are shown, and nothing is made or sent again that has not changed."""

import asyncio

import pytest
from msgspec.structs import replace

from signaling.protocol import messages as m
from signaling.service import visits
from signaling.service.boards import Boards
from signaling.service.hub import BETWEEN_BOARDS, SHARE_OF_TIME
from signaling.service.ports import Append
from signaling.service.unchanged import Unchanged
from tests.service.town import TOWN
from tests.service.world import World, call
from tests.store.memory import MemoryLog


async def test_places_that_offer_the_same_share_their_cards_but_not_their_names(
    memory_log: MemoryLog,
) -> None:
    terminals = [place for place in TOWN.places if place.private_room and place.id == "reposaari"]
    other = replace(terminals[0], id="toinen", name=replace(terminals[0].name, fi="Toinen"))
    async with World(memory_log, city=replace(TOWN, places=(*TOWN.places, other))) as world:
        one, two = await world.terminal("reposaari"), await world.terminal("toinen")
        assert one.catalogue.cards is two.catalogue.cards
        assert two.catalogue.place_name.fi == "Toinen"
        assert one.catalogue.place_name == terminals[0].name


async def test_a_place_without_a_private_room_has_cards_of_its_own(world: World) -> None:
    places = {place.private_room: place.id for place in TOWN.places if place.id != "tiski1"}
    open_place, private_place = await world.terminal(places[False]), await world.terminal(places[True])
    shown = {card.service for card in open_place.catalogue.cards}
    assert shown < {card.service for card in private_place.catalogue.cards}


async def test_cards_change_for_every_place_when_somebody_waits(world: World) -> None:
    resident, screen = await world.terminal("reposaari"), await world.customer_screen()
    await resident.do(call("rakennusluvat"))
    await world.advance(1.0)
    for page in (resident, screen):
        lengths = {card.service: card.in_line for card in page.catalogue.cards}
        assert lengths["rakennusluvat"] == 1


async def test_a_board_is_not_sent_again_because_time_has_passed(world: World) -> None:
    expert, resident = await world.expert("rakennus1"), await world.terminal("reposaari")
    await resident.do(call("rakennusluvat"))
    await world.advance(1.0)
    expert.post.messages.clear()
    world.service._parts.hub.mark()
    await world.advance(1.0)
    assert [type(message) for message in expert.post.messages if not isinstance(message, m.Pong)] == []


async def test_whoever_is_told_again_is_told_of_ages_as_they_are_now(world: World) -> None:
    expert, resident = await world.expert("rakennus1"), await world.terminal("reposaari")
    await resident.do(call("rakennusluvat"))
    await world.advance(7.0)
    await world.expert("vero1")
    await expert.do(m.EndShift())
    await expert.do(m.StartShift(camera=True, microphone=True))
    await world.advance(1.0)
    (waiting,) = expert.board.line
    assert waiting.for_seconds >= 7.0


async def test_boards_that_take_long_come_less_often(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    takes, says = 0.05, Boards.board_says

    def slowly(boards: Boards, *arguments: object) -> object:
        world.clock.time += takes
        return says(boards, *arguments)  # type: ignore[arg-type]

    await world.expert("rakennus1")
    await world.advance(1.0)
    monkeypatch.setattr(Boards, "board_says", slowly)
    hub = world.service._parts.hub
    hub.mark()
    await hub.flush()
    flushed = world.clock.time
    hub.mark()
    due = hub.due()
    assert due is not None
    assert due - flushed == pytest.approx(takes / SHARE_OF_TIME - takes)
    monkeypatch.undo()
    world.clock.time = due
    await hub.flush()
    hub.mark()
    assert hub.due() == pytest.approx(due + BETWEEN_BOARDS)


async def test_what_is_in_no_hurry_waits_for_a_change_under_way(
    memory_log: MemoryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "LET_PASS", 30.0)
    asked, durable = asyncio.Event(), asyncio.Event()
    append = memory_log.append

    async def held(write: Append, within: float) -> None:
        asked.set()
        await durable.wait()
        await append(write, within)

    async with World(memory_log) as world, asyncio.TaskGroup() as group:
        resident = await world.terminal("reposaari")
        monkeypatch.setattr(memory_log, "append", held)
        await world.service.visits.let_pass()
        group.create_task(resident.do(call("rakennusluvat")), name="call")
        await asked.wait()
        waiting = group.create_task(world.service.visits.let_pass(), name="boards")
        await asyncio.sleep(0)
        assert not waiting.done()
        durable.set()
        await waiting
        assert len(tuple(world.service.visits.open())) == 1


async def test_it_does_not_wait_for_ever(memory_log: MemoryLog, monkeypatch: pytest.MonkeyPatch) -> None:
    async with World(memory_log) as world:
        world.service.visits._no_hurry.clear()
        async with asyncio.timeout(5):
            await world.service.visits.let_pass()


def test_what_is_equal_becomes_what_was_there_and_what_nobody_asks_about_is_forgotten() -> None:
    unchanged = Unchanged()
    first = (1.5, "a")
    assert unchanged.same("row", first) is first
    unchanged.next_moment()
    assert unchanged.same("row", (1.5, "a")) is first
    assert unchanged.same("row", (2.5, "a")) == (2.5, "a")
    unchanged.next_moment()
    unchanged.next_moment()
    assert len(unchanged) == 0
