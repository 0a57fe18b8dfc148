"""`etaluukku backup` and `restore`: whole copies of a store that is being written, and the way back from losing it."""

import asyncio
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from signaling.cli import main
from signaling.service.ports import Unavailable
from signaling.store.backup import Backups, NoBackup
from signaling.store.database import Database
from signaling.store.lock import served as has_the_store
from signaling.store.log import SqlLog
from signaling.store.verify import verify
from tests.store.stories import opened, served, tell

PROGRAM = Path(sys.executable).with_name("etaluukku")


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def visits_in(file: Path) -> int:
    database = Database(url(file))
    try:
        assert verify(database) == ()
        return len(asyncio.run(SqlLog(database).open_visits()))
    finally:
        database.close()


def begin(file: Path, *visits: str) -> None:
    database = Database(url(file))
    for visit in visits:
        asyncio.run(tell(SqlLog(database), [opened(visit)]))
    database.close()


async def test_a_copy_holds_all_that_was_acknowledged_when_it_was_begun(
    store_file: Path, tmp_path: Path
) -> None:
    database = Database(url(store_file))
    log = SqlLog(database)
    backups = Backups(url(store_file), tmp_path / "copies", keep=3)
    try:
        written, copies = 0, list[tuple[int, Path]]()
        async with asyncio.TaskGroup() as group:
            done = asyncio.Event()

            async def write() -> None:
                nonlocal written
                while not done.is_set():
                    await tell(log, served(f"v{written}")[:3])
                    written += 1

            group.create_task(write(), name="write")
            for number in range(3):
                while written < (number + 1) * 3:  # noqa: ASYNC110 (the writer needs the loop)
                    await asyncio.sleep(0)
                before = written
                made = await asyncio.to_thread(backups.make)
                copies.append((before, Path(shutil.copy(made, tmp_path / f"copy-{number}.db"))))
            done.set()
    finally:
        backups.close()
        database.close()
    for before, copy in copies:
        assert await asyncio.to_thread(visits_in, copy) >= before


def test_the_newest_copies_stay_and_nothing_half_made(
    store_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"
    backups = Backups(url(store_file), folder, keep=2)
    (tmp_path / "copies").mkdir()
    (folder / "letter.db").write_text("not ours")
    newest = folder
    for number in range(4):
        begin(store_file, f"v{number}")
        monkeypatch.setattr(
            "time.gmtime", lambda n=number: time.struct_time((2026, 11, 24, 12, n, 0, 1, 1, 0))
        )
        newest = backups.make()
    backups.close()
    assert visits_in(newest) == 4
    assert newest.stat().st_mode & 0o777 == 0o600
    left = sorted(file.name for file in folder.iterdir() if not file.name.endswith(("-wal", "-shm")))
    assert left == ["etaluukku-20261124T120200Z.db", "etaluukku-20261124T120300Z.db", "letter.db"]


def test_a_store_that_has_not_changed_is_not_copied_again(store_file: Path, tmp_path: Path) -> None:
    begin(store_file, "v1")
    backups = Backups(url(store_file), tmp_path / "copies", keep=9)
    first = backups.make()
    assert backups.make() == first
    assert len(list((tmp_path / "copies").iterdir())) == 1
    backups.close()


def test_a_store_that_is_lost_is_put_back(
    store_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The drill: copies are made by the program, the disk is lost, the last copy is put in its place."""
    begin(store_file, "v1", "v2")
    folder = tmp_path / "copies"
    command: list[str | Path] = [
        PROGRAM,
        "backup",
        "--store",
        url(store_file),
        "--to",
        folder,
        "--every",
        "0.1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline()
        begin(store_file, "v3")
        written = time.time()
        deadline = time.monotonic() + 20
        while not any(file.stat().st_mtime > written for file in folder.glob("etaluukku-*Z.db")):
            assert time.monotonic() < deadline, "no copy was made"
            time.sleep(0.02)
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == 0
    store_file.write_bytes(b"\0" * 8192)
    newest = max(folder.glob("etaluukku-*Z.db"))
    assert main(["restore", str(newest), "--store", url(store_file)]) == 0
    assert "What was there is kept" in capsys.readouterr().out
    assert main(["log", "verify", "--store", url(store_file)]) == 0
    assert "Nothing is wrong" in capsys.readouterr().out
    assert visits_in(store_file) == 3


def test_what_sqlite_kept_beside_the_lost_store_is_put_aside_with_it(
    store_file: Path, tmp_path: Path
) -> None:
    begin(store_file, "v1")
    backups = Backups(url(store_file), tmp_path / "copies", keep=1)
    copy = backups.make()
    backups.close()
    begin(store_file, "v2")
    wal = store_file.with_name(f"{store_file.name}-wal")
    wal.write_bytes(b"another store's")
    assert main(["restore", str(copy), "--store", url(store_file)]) == 0
    assert not wal.exists()
    assert visits_in(store_file) == 1


def test_nothing_is_put_in_the_place_of_a_store_that_is_served(
    store_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(store_file, "v1")
    backups = Backups(url(store_file), tmp_path / "copies", keep=1)
    copy = backups.make()
    backups.close()
    with has_the_store(url(store_file)):
        assert main(["restore", str(copy), "--store", url(store_file)]) == 2
    assert "stop it first" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"Hyva vastaanottaja, " * 500])
def test_what_is_no_copy_is_refused_and_the_store_stays(
    store_file: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(store_file, "v1")
    letter = tmp_path / "letter.db"
    letter.write_bytes(content)
    assert main(["restore", str(letter), "--store", url(store_file)]) == 2
    assert "no whole copy" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "nothing.db"), "--store", url(store_file)]) == 2
    assert visits_in(store_file) == 1


def test_a_store_in_postgresql_is_copied_by_its_own_means(tmp_path: Path) -> None:
    with pytest.raises(NoBackup, match="pg_dump"):
        Backups("postgresql:///etaluukku", tmp_path, keep=1)


def test_a_store_that_is_not_there_is_not_copied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--store", url(tmp_path / "no.db"), "--to", str(tmp_path / "copies")]) == 2
    assert "There is no store" in capsys.readouterr().err
    with pytest.raises(Unavailable):
        Backups(url(tmp_path / "no.db"), tmp_path / "copies", keep=1).make()
