"""`kill -9` in the middle of writing: whatever was acknowledged is there, and nothing is there by half."""

import asyncio
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.store.verify import verify
from tests.store.stories import served

WRITER = """
import asyncio, itertools, sys
from signaling.store.database import Database
from signaling.store.log import SqlLog
from signaling.visit.model import EMPTY
from tests.store.stories import append, served

async def main():
    log = SqlLog(Database(sys.argv[1]))
    for number in itertools.count():
        visit = EMPTY
        for events in served(f"v{number}"):
            write = append(visit, events)
            await log.append(write)
            visit = write.after
            print(visit.id, visit.version, flush=True)

asyncio.run(main())
"""

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_writer_loses_nothing(store_file: Path, seed: int) -> None:
    url = f"sqlite:///{store_file}"
    acknowledged = _killed_after(url, random.Random(seed).randint(1, 150))
    database = Database(url)
    try:
        log = SqlLog(database)
        for visit, version in acknowledged.items():
            stored = list(asyncio.run(log.load(visit)))
            whole = [event for part in served(visit) for event in part]
            assert len(stored) >= version
            assert stored == whole[: len(stored)]
            assert len(stored) in _ends_of_appends(visit)
        assert verify(database) == ()
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    finally:
        database.close()


def _killed_after(url: str, acknowledgements: int) -> dict[str, int]:
    """The newest version of each visit that the writer had acknowledged when it was killed."""
    command = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        heard = [writer.stdout.readline() for _ in range(acknowledgements)]
        writer.send_signal(signal.SIGKILL)
        heard += writer.stdout.readlines()
    whole_lines = [line.split() for line in heard if line.endswith("\n")]
    assert len(whole_lines) >= acknowledgements
    return {visit: int(version) for visit, version in whole_lines}


def _ends_of_appends(visit: str) -> set[int]:
    parts = served(visit)
    return {sum(len(part) for part in parts[:count]) for count in range(1, len(parts) + 1)}
