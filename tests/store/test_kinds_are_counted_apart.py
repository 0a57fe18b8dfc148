"""Digital support is counted apart from other services, and calls between staff apart from residents' visits."""

import msgspec
import pytest

from signaling.protocol.words import Kind, ServiceKind
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.rebuild import rebuild
from signaling.store.streams import visit_rows
from signaling.store.verify import verify
from signaling.store.visits import count_matters, list_visits
from signaling.visit.events import MatterOpened
from tests.store.stories import NOON, at_a_desk, inquired, opened, second_matter, served, tell

DIGITAL = ServiceKind.DIGITAL_SUPPORT


async def test_matters_are_counted_by_kind(sql_log: SqlLog, database: Database) -> None:
    assert count_matters(database) == {"service": 0, "digital_support": 0, "inquiry": 0}
    await tell(sql_log, served("v1"))
    await tell(sql_log, [*served("v2", NOON + 1, help_with=DIGITAL)[:4], second_matter(NOON + 700)])
    await tell(sql_log, served("v3", NOON + 2, help_with=DIGITAL))
    await tell(sql_log, at_a_desk("v4", NOON + 3))
    await tell(sql_log, inquired("v5", NOON + 4))
    counts = {"service": 3, "digital_support": 2, "inquiry": 1}
    assert count_matters(database) == counts
    rebuild(database)
    assert count_matters(database) == counts
    assert verify(database) == ()


async def test_a_list_of_visits_has_no_inquiry_and_takes_no_place_for_one(
    sql_log: SqlLog, database: Database
) -> None:
    await tell(sql_log, served("v1", help_with=DIGITAL))
    await tell(sql_log, inquired("v2", NOON + 100))
    assert [(line.visit, line.kind) for line in list_visits(database, limit=1)] == [
        ("v1", ("digital_support",))
    ]
    (inquiry,) = list_visits(database, inquiries=True)
    assert (inquiry.visit, inquiry.channel, inquiry.service, inquiry.kind) == (
        "v2",
        Kind.INQUIRY,
        (None,),
        (None,),
    )


def test_a_log_from_before_there_were_kinds_is_read_as_it_was(database: Database) -> None:
    old = []
    for row in visit_rows("v1", 0, opened("v1")):
        data = msgspec.json.decode(row["data"])
        assert (data.pop("kind", None) is not None) == (data["type"] in {"visit_opened", "matter_opened"})
        if data["type"] == "visit_opened":
            data["kind"] = "terminal"
        old.append(row | {"data": msgspec.json.encode(data).decode()})
    with database.writing() as connection:
        for row in old:
            connection.exec_driver_sql(
                "INSERT INTO event (stream, number, type, at, data) VALUES"
                f" ('{row['stream']}', {row['number']}, '{row['type']}', {row['at']}, '{row['data']}')"
            )
    rebuild(database)
    assert count_matters(database) == {"service": 1, "digital_support": 0, "inquiry": 0}
    assert verify(database) == ()


async def test_a_store_from_before_there_were_kinds_is_brought_up_to_date(
    sql_log: SqlLog, database: Database, store_url: str
) -> None:
    await tell(sql_log, served("v1"))
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE matter DROP COLUMN kind")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    newer = Database(store_url)
    try:
        assert count_matters(newer)["service"] == 1
        assert verify(newer) == ()
        await tell(SqlLog(newer), served("v2", help_with=DIGITAL))
        assert count_matters(newer)["digital_support"] == 1
    finally:
        newer.close()


def test_a_kind_that_is_unknown_is_no_event() -> None:
    known = msgspec.json.encode(opened("v1")[1])
    assert msgspec.json.decode(known, type=MatterOpened).kind is ServiceKind.SERVICE
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(known.replace(b'"kind":"service"', b'"kind":"lottery"'), type=MatterOpened)
