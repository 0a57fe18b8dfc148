"""Thrown away and made again from the events, the projections are what they were."""

import asyncio
import random
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from signaling.store import tables
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.rebuild import BadLog, Rebuilt, rebuild
from signaling.store.verify import verify
from signaling.store.visits import list_visits
from signaling.visit.decide import decide
from signaling.visit.model import EMPTY, Visit
from signaling.visit.refusal import Gone, Refused
from tests.store.stories import (
    CLERK,
    EXPERT,
    NOON,
    Appends,
    abandoned,
    append,
    at_a_desk,
    cut_anywhere,
    made_up,
    served,
    tell,
)
from tests.visit.moves import Moves

Rows = dict[str, list[tuple[object, ...]]]


def projected(database: Database) -> Rows:
    with database.reading() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))
            ]
            for table in tables.PROJECTIONS
        }


async def test_a_served_visit_is_one_row_of_each_kind(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1"))
    assert projected(database) == {
        "visit": [
            (
                "v1",
                "terminal",
                "terminal",
                "reposaari",
                "Reposaari",
                NOON,
                NOON + 660,
                "completed",
                5,
                0,
                NOON + 661,
            )
        ],
        "matter": [
            (
                "v1",
                1,
                "rakennusluvat",
                "rakennusvalvonta",
                "fi",
                False,
                NOON,
                NOON + 40,
                NOON + 640,
                "served",
                "solved",
                "service",
            )
        ],
        "participation": [
            ("v1", 3, "customer", "customer", None, NOON, NOON + 660, "visit_ended"),
            ("v1", 9, EXPERT, "host", "rakennusvalvonta", NOON + 40, NOON + 640, "matter_closed"),
        ],
        "staff_rating": [("v1", 14, 1, EXPERT, 4)],
    }


async def test_somebody_who_comes_twice_is_there_twice(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, at_a_desk("v1"))
    staff = [row[2:] for row in projected(database)["participation"] if row[2] != "customer"]
    assert staff == [
        (CLERK, "host", "palvelupiste", NOON, NOON + 200, "left"),
        (EXPERT, "specialist", "verohallinto", NOON + 60, NOON + 90, "released"),
        (EXPERT, "specialist", "verohallinto", NOON + 99, NOON + 500, "matter_closed"),
    ]


async def test_rebuilding_makes_the_same_rows(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1"))
    await tell(sql_log, at_a_desk("v2"))
    await tell(sql_log, abandoned("v3"))
    before = projected(database)
    assert all(before.values())
    heard: list[tuple[int, int]] = []
    done = rebuild(database, lambda events, of: heard.append((events, of)))
    assert projected(database) == before
    assert done == Rebuilt(visits=3, events=heard[-1][0])
    assert heard[0] == (0, done.events)
    assert heard[-1] == (done.events, done.events)


async def test_rebuilding_mends_rows_that_were_spoilt(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1"))
    before = projected(database)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE visit SET rating = 1")
        connection.exec_driver_sql("DELETE FROM matter")
        connection.exec_driver_sql("UPDATE participation SET visit = 'v7'")
    assert verify(database) != ()
    rebuild(database)
    assert projected(database) == before
    assert verify(database) == ()


async def test_a_log_that_cannot_be_read_changes_nothing(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1"))
    before = projected(database)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO event VALUES ('visit:v2', 1, 'visit_opened', 1.0, '{')")
    with pytest.raises(BadLog, match="visit:v2"):
        rebuild(database)
    assert projected(database) == before


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_however_visits_go_and_however_they_were_written_rebuilding_agrees(data: st.DataObject) -> None:
    stories: list[Appends] = [
        data.draw(cut_anywhere(data.draw(st.sampled_from([served("v0"), at_a_desk("v0"), abandoned("v0")])))),
        data.draw(made_up("v1")),
        data.draw(made_up("v2")),
    ]
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/store.db")
        try:
            asyncio.run(_tell_all(SqlLog(database), stories))
            before = projected(database)
            assert verify(database) == ()
            rebuild(database)
            assert projected(database) == before
        finally:
            database.close()


async def _tell_all(log: SqlLog, stories: list[Appends]) -> None:
    for appends in stories:
        await tell(log, appends)


async def test_whatever_the_machine_decides_can_be_verified_and_rebuilt(
    sql_log: SqlLog, database: Database
) -> None:
    chance = random.Random(7)
    made = count()

    def new_id(kind: str) -> str:
        return f"{kind}-{next(made)}"

    visits: list[Visit] = []
    while len(visits) < 12:
        visit, now = EMPTY, NOON
        for _ in range(60):
            moves = Moves(chance.choice, new_id, visit, now)
            opening = replace(moves.opening(), visit=f"v{len(visits)}")
            try:
                events = decide(visit, moves.command() if visit.version else opening, now)
            except (Refused, Gone):
                continue
            if events:
                write = append(visit, events)
                await sql_log.append(write)
                visit = write.after
            now += chance.choice([0.5, 5.0, 30.0])
        visits.append(visit)
    assert any(visit.ended_at is not None for visit in visits)
    listed = (*list_visits(database), *list_visits(database, inquiries=True))
    assert sorted(line.visit for line in listed) == sorted(visit.id for visit in visits)
    assert verify(database) == ()
    before = projected(database)
    rebuild(database)
    assert projected(database) == before
