"""A server that has just started has all the threads and connections for reading that it will ever have."""

import asyncio
import threading
from pathlib import Path

from sqlalchemy import Connection, text

from signaling.store.database import Database


def held() -> tuple[int, int]:
    return threading.active_count(), sum(1 for _ in Path("/proc/self/fd").iterdir())


async def test_reading_all_at_once_opens_nothing(store_file: Path) -> None:
    database = Database(f"sqlite:///{store_file}", readers=3)
    together = threading.Barrier(3)

    def read(connection: Connection) -> None:
        connection.execute(text("SELECT count(*) FROM event"))
        together.wait(10)

    try:
        before = held()
        await asyncio.gather(*(database.read(read) for _ in range(3)))
        assert held() == before
    finally:
        database.close()
