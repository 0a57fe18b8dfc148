from zoneinfo import ZoneInfo

from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.visits import CONFIDENTIAL, VisitLine, as_table, list_visits
from tests.store.stories import NOON, abandoned, at_a_desk, opened, served, tell


async def test_every_visit_is_a_line_the_newest_first(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1", NOON, wait=40))
    await tell(sql_log, abandoned("v2", NOON + 100))
    await tell(sql_log, [opened("v3", NOON + 200)])
    await tell(sql_log, at_a_desk("v4", NOON + 300))
    lines = list_visits(database)
    assert [line.visit for line in lines] == ["v4", "v3", "v2", "v1"]
    assert lines[3] == VisitLine(
        visit="v1",
        opened_at=NOON,
        place="reposaari",
        district="Reposaari",
        channel="terminal",
        service=("rakennusluvat",),
        unit=("rakennusvalvonta",),
        kind=("service",),
        wait=40.0,
        length=600.0,
        parts=("customer", "host"),
        end="completed",
        outcome=("solved",),
        rating=5,
    )
    assert (lines[2].wait, lines[2].length, lines[2].end) == (240.0, None, "abandoned")
    assert (lines[1].wait, lines[1].length, lines[1].end) == (None, None, None)
    assert (lines[0].wait, lines[0].length, lines[0].parts) == (
        0.0,
        500.0,
        ("customer", "host", "specialist"),
    )


async def test_a_sensitive_service_is_named_only_when_asked_for(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1", sensitive=True))
    (line,) = list_visits(database)
    assert (line.service, line.unit, line.kind) == ((CONFIDENTIAL,), (CONFIDENTIAL,), (CONFIDENTIAL,))
    (line,) = list_visits(database, show_confidential=True)
    assert (line.service, line.unit, line.kind) == (
        ("aikuissosiaalityo",),
        ("sosiaalipalvelut",),
        ("service",),
    )


async def test_the_list_can_be_cut(sql_log: SqlLog, database: Database) -> None:
    for number in range(5):
        await tell(sql_log, served(f"v{number}", NOON + number))
    assert [line.visit for line in list_visits(database, limit=2)] == ["v4", "v3"]
    assert [line.visit for line in list_visits(database, since=NOON + 3)] == ["v4", "v3"]
    assert all(line.parts == ("customer", "host") for line in list_visits(database, limit=2))


async def test_the_table_reads_in_columns(sql_log: SqlLog, database: Database) -> None:
    await tell(sql_log, served("v1", NOON, wait=40))
    await tell(sql_log, [opened("v2", NOON - 60)])
    header, first, second = as_table(list_visits(database), ZoneInfo("Europe/Helsinki")).splitlines()
    assert header.split() == [
        "opened", "place", "district", "channel", "service", "unit", "kind", "wait", "length", "parts", "end", "outcome",
        "rating",
    ]  # fmt: skip
    assert first.split() == [
        "2026-11-24", "12:00:00", "reposaari", "Reposaari", "terminal", "rakennusluvat", "rakennusvalvonta", "service",
        "0:40", "10:00", "customer,host", "completed", "solved", "5",
    ]  # fmt: skip
    assert second.split()[-6:] == ["-", "-", "customer", "open", "-", "-"]
    assert header.index("rating") == first.index(" 5") + 1


def test_no_visits_are_a_header_alone(database: Database) -> None:
    assert as_table(list_visits(database), ZoneInfo("Europe/Helsinki")).startswith("opened  place")
