"""The contract of `service.ports.Log`, which both adapters keep."""

import asyncio

import pytest
from msgspec.structs import replace

from signaling.service.ports import AlreadyEngaged, Conflict, Log, Note, OpenVisit, RecentWait, ShiftEvent
from signaling.visit.apply import replay
from signaling.visit.model import EMPTY
from tests.store.stories import (
    EXPERT,
    NOON,
    abandoned,
    after,
    answered,
    append,
    at_a_desk,
    ended,
    inquired,
    opened,
    outcome,
    rejoined,
    rung,
    second_matter,
    served,
    tell,
)


async def test_what_is_appended_is_loaded_in_order(log: Log) -> None:
    visit = await tell(log, served("v1"))
    events = await log.load("v1")
    assert events == tuple(event for part in served("v1") for event in part)
    assert replay(events) == visit


async def test_a_visit_that_is_not_there_has_no_events(log: Log) -> None:
    assert await log.load("nowhere") == ()


async def test_of_two_who_decide_on_the_same_version_the_first_is_written(log: Log) -> None:
    before = await tell(log, [opened("v1"), rung(NOON + 1)])
    await log.append(append(before, answered(NOON + 5)))
    with pytest.raises(Conflict):
        await log.append(append(before, answered(NOON + 5, "d" * 32)))
    assert replay(await log.load("v1")).host == EXPERT


async def test_of_many_at_once_exactly_one_is_written(log: Log) -> None:
    before = await tell(log, [opened("v1"), rung(NOON + 1)])
    people = [f"{person:032x}" for person in range(20)]
    done = await asyncio.gather(
        *(log.append(append(before, answered(NOON + 5, person))) for person in people), return_exceptions=True
    )
    assert [type(result) for result in done if result is not None] == [Conflict] * 19
    assert len(await log.load("v1")) == before.version + 4


async def test_a_version_that_the_log_has_not_reached_is_a_conflict(log: Log) -> None:
    before = await tell(log, [opened("v1")])
    ahead = replace(before, version=before.version + 1)
    with pytest.raises(Conflict):
        await log.append(append(ahead, rung(NOON + 1)))
    assert len(await log.load("v1")) == before.version


async def test_a_visit_is_opened_once(log: Log) -> None:
    await tell(log, [opened("v1")])
    with pytest.raises(Conflict):
        await log.append(append(EMPTY, opened("v1")))


async def test_a_stale_write_without_events_is_a_conflict_too(log: Log) -> None:
    before = await tell(log, [opened("v1")])
    await log.append(append(before, rung(NOON + 1), engaged=["expert1"]))
    with pytest.raises(Conflict):
        await log.append(append(before, ()))
    assert [visit.engaged for visit in await log.open_visits()] == [{"expert1"}]


async def test_nobody_is_in_two_visits(log: Log) -> None:
    await log.append(append(EMPTY, opened("v1"), engaged=["place:reposaari", "expert1"]))
    with pytest.raises(AlreadyEngaged) as refusal:
        await log.append(append(EMPTY, opened("v2"), engaged=["expert1", "place:lavia"]))
    assert refusal.value.subject == "expert1"


async def test_who_is_named_is_the_one_in_another_visit(log: Log) -> None:
    first = append(EMPTY, opened("v1"), engaged=["a-clerk"])
    await log.append(first)
    await log.append(append(EMPTY, opened("v2"), engaged=["expert1"]))
    with pytest.raises(AlreadyEngaged) as refusal:
        await log.append(append(first.after, rung(NOON + 1), engaged=["a-clerk", "expert1"]))
    assert refusal.value.subject == "expert1"


async def test_when_somebody_is_engaged_already_nothing_is_written(log: Log) -> None:
    await log.append(append(EMPTY, opened("v1"), engaged=["expert1"]))
    note = Note(visit="v2", search="search-1", text="Lisää selvitystä")
    with pytest.raises(AlreadyEngaged):
        await log.append(
            append(EMPTY, opened("v2"), engaged=["expert1", "expert2"], deadline=NOON, note=note)
        )
    assert await log.load("v2") == ()
    assert await log.note("v2", "search-1") is None
    assert [visit.engaged for visit in await log.open_visits()] == [{"expert1"}]
    await log.append(append(EMPTY, opened("v3"), engaged=["expert2"]))


async def test_when_the_version_is_stale_nobody_gets_engaged(log: Log) -> None:
    await tell(log, [opened("v1"), rung(NOON + 1)])
    with pytest.raises(Conflict):
        await log.append(append(after(EMPTY, opened("v1")), rung(NOON + 1), engaged=["expert1"]))
    assert [visit.engaged for visit in await log.open_visits()] == [set()]


async def test_whoever_a_visit_lets_go_is_free_for_the_next(log: Log) -> None:
    first = append(EMPTY, opened("v1"), engaged=["expert1", "place:reposaari"])
    await log.append(first)
    await log.append(append(first.after, rung(NOON + 1), engaged=["place:reposaari"]))
    await log.append(append(EMPTY, opened("v2"), engaged=["expert1"]))
    assert {visit.engaged for visit in await log.open_visits()} == {
        frozenset({"place:reposaari"}),
        frozenset({"expert1"}),
    }


async def test_open_visits_are_those_that_have_not_ended(log: Log) -> None:
    await tell(log, served("v1"))
    await tell(log, abandoned("v2"))
    await tell(log, [opened("v3")])
    assert await log.open_visits() == (OpenVisit(events=opened("v3"), engaged=frozenset()),)


async def test_an_ended_visit_stays_open_while_somebody_owes_its_outcome(log: Log) -> None:
    visit = await tell(log, served("v1")[:4])
    over = append(visit, ended(NOON + 700), engaged=["expert1"], deadline=NOON + 760)
    await log.append(over)
    assert [found.engaged for found in await log.open_visits()] == [{"expert1"}]
    await log.append(append(over.after, outcome(NOON + 701)))
    assert await log.open_visits() == ()


@pytest.mark.parametrize(("engaged", "deadline"), [(["expert1"], None), ([], NOON + 760)])
async def test_either_an_engagement_or_a_deadline_keeps_it_open(
    log: Log, engaged: list[str], deadline: float | None
) -> None:
    visit = await tell(log, served("v1")[:4])
    await log.append(append(visit, ended(NOON + 700), engaged=engaged, deadline=deadline))
    assert [found.engaged for found in await log.open_visits()] == [set(engaged)]


async def test_a_note_lasts_as_long_as_its_visit(log: Log) -> None:
    visit = await tell(log, served("v1")[:3])
    noted = append(
        visit, rung(NOON + 50), note=Note(visit="v1", search="search-2", text="Piirustukset puuttuvat")
    )
    await log.append(noted)
    assert await log.note("v1", "search-2") == "Piirustukset puuttuvat"
    assert await log.note("v1", "search-1") is None
    await log.append(append(noted.after, ended(NOON + 700)))
    assert await log.note("v1", "search-2") is None


def shift(what: str, at: float) -> ShiftEvent:
    return ShiftEvent(person=EXPERT, unit="kela", what=what, at=at)


async def test_who_is_on_shift_is_known_by_account(log: Log) -> None:
    await log.change_shift(shift("started", NOON + 5), "kela1", NOON + 5)
    await log.change_shift(shift("started", NOON), "verohallinto1", NOON)
    await log.append_shift(shift("silent", NOON + 6))
    assert await log.on_shift() == (("verohallinto1", NOON), ("kela1", NOON + 5))
    await log.change_shift(shift("started", NOON + 9), "kela1", NOON + 9)
    await log.change_shift(shift("ended", NOON + 9), "verohallinto1", None)
    await log.change_shift(shift("ended", NOON + 9), "nobody", None)
    assert await log.on_shift() == (("kela1", NOON + 9),)


async def test_recent_waits_are_of_residents_at_terminals_who_were_answered(log: Log) -> None:
    await tell(log, served("v1", NOON, wait=40))
    await tell(log, served("v2", NOON - 3600, wait=90))
    await tell(log, served("old", NOON - 9999))
    await tell(log, [*served("v6", NOON + 9, wait=50)[:5], second_matter(NOON + 700), rejoined(NOON + 800)])
    await tell(log, abandoned("v3"))
    await tell(log, at_a_desk("v4"))
    await tell(log, [opened("v5")])
    await tell(log, inquired("v7"))
    assert await log.recent_waits(NOON - 5000) == (
        RecentWait(service="rakennusluvat", opened_at=NOON - 3600, seconds=90.0),
        RecentWait(service="rakennusluvat", opened_at=NOON, seconds=40.0),
        RecentWait(service="rakennusluvat", opened_at=NOON + 9, seconds=50.0),
    )
