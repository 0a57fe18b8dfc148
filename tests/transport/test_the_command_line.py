"""`etaluukku`: what it prints, what it does to the store, and one clear sentence when it cannot."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from signaling.cli import main
from signaling.demo import PORI
from signaling.protocol.words import Feature
from signaling.store.database import Database
from signaling.store.directory import StoreDirectory
from signaling.store.lock import alone

pytestmark = pytest.mark.usefixtures("no_settings")


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


@pytest.fixture
def store(folder: Path) -> str:
    """A store with Pori in it."""
    return f"sqlite:///{folder / 'store.db'}"


def failed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The sentence of a command that cannot be done."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    said = printed.err
    assert said.startswith("etaluukku: ")
    assert said.count("\n") == 1
    assert said.endswith((".\n", "?\n", ".db\n"))
    return said


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The program in a process of its own, and the lines that it printed until it served."""
    with subprocess.Popen(
        [sys.executable, "-m", "signaling", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        try:
            for line in process.stdout:
                lines.append(line.rstrip())
                if "Ctrl+C" in line or "Serving" in line:
                    break
            yield process, lines
        finally:
            process.kill()


def stopped(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """The status after SIGTERM, and what was printed then."""
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=20)
    return process.returncode, rest


def get(address: str) -> tuple[int, str]:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return answer.status, answer.read().decode()


# --- serving --------------------------------------------------------------------------------------------------------


def test_the_demo_fills_its_store_prints_a_link_for_each_page_and_stops_when_told(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pori.db"
    with started("demo", "--port", "0", "--store", f"sqlite:///{path}") as (process, lines):
        links = re.findall(r"http://localhost:\d+/\S+", "\n".join(lines))
        paths = [re.sub(r"^http://localhost:\d+", "", link) for link in links]
        for expected in (
            "/terminal?place=reposaari", "/terminal?place=lavia", "/terminal?place=ahlainen", "/desk/customer",
            "/desk?as=asiakaspalvelu1", "/desk?as=asiakaspalvelu2", "/expert?as=verohallinto2",
        ):  # fmt: skip
            assert expected in paths
        assert [path for path in paths if path.startswith("/expert")][:5] == [
            f"/expert?as={name}1"
            for name in ("rakennusvalvonta", "tyollisyyspalvelut", "verohallinto", "kela", "jateneuvonta")
        ]
        for link in links[:3]:
            assert get(link)[0] == 200
        start = get(re.sub(r"/terminal.*", "/", links[0]))[1]
        assert all(f'href="{path}"' in start for path in paths)
        began = time.monotonic()
        assert stopped(process) == (0, "")
        assert time.monotonic() - began < 5
    database = Database(f"sqlite:///{path}")
    assert len(StoreDirectory(database).city_now().places) >= 4
    database.close()


def test_serve_serves_from_its_file_and_stops_when_told(tmp_path: Path, store: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'port = 0\norigins = ["https://luukku.example"]\nstore = "{store}"\n', "utf-8")
    with started("serve", "--config", str(file)) as (process, lines):
        assert re.fullmatch(r"Serving https://luukku.example from 127.0.0.1, port \d+\.", lines[-1])
        port = lines[-1].rpartition(" ")[2].rstrip(".")
        assert get(f"http://127.0.0.1:{port}/sign-in")[0] == 200
        status, rest = stopped(process)
        assert status == 0
        assert "Traceback" not in rest


def test_a_taken_port_is_said(capsys: pytest.CaptureFixture[str], store: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in failed(capsys, "demo", "--port", str(port), "--store", store)


def test_a_server_starts_without_opencv_and_aiortc() -> None:
    program = (
        "import sys\n"
        "for name in ('cv2', 'av', 'aiortc', 'numpy', 'media', 'endpoint'): sys.modules[name] = None\n"
        "from signaling.cli import main\n"
        "main(['--version'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("etaluukku 0.")


def test_a_server_starts_where_the_system_knows_no_time_zones() -> None:
    here = {**os.environ, "PYTHONTZPATH": ""}
    code = "from signaling.service.city_time import local_time; print(local_time(1_795_514_400.0))"
    said = subprocess.run([sys.executable, "-c", code], env=here, capture_output=True, text=True, check=True)
    assert said.stdout == "2026-11-24 12:00:00+02:00\n"


# --- people and places ----------------------------------------------------------------------------------------------


def test_a_person_is_added_and_gets_a_link(capsys: pytest.CaptureFixture[str], store: str) -> None:
    added = main([
        "people", "add", "kela3", "--name", "Kelan neuvoja", "--unit", "kela", "--service", "kelan-etuudet",
        "--language", "fi", "--language", "sv", "--store", store,
    ])  # fmt: skip
    assert added == 0
    assert re.search(r"\nhttp://localhost:8080/sign-in/[\w-]{22,}\n$", capsys.readouterr().out)
    database = Database(store)
    account = next(known for known in StoreDirectory(database).city_now().accounts if known.id == "kela3")
    database.close()
    assert (account.name, account.services, account.languages) == (
        "Kelan neuvoja",
        ("kelan-etuudet",),
        ("fi", "sv"),
    )
    again = failed(capsys, "people", "add", "kela3", "--name", "x", "--unit", "kela", "--store", store)
    assert "there is a kela3 already" in again


def test_the_link_leads_to_the_first_origin(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, store: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'origins = ["https://luukku.example"]\nstore = "{store}"\nlink_hours = 2\n', "utf-8")
    assert main(["people", "link", "kela1", "--config", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "works once, within 2 hours:\nhttps://luukku.example/sign-in/" in printed


def test_a_place_is_added_and_gets_a_link(capsys: pytest.CaptureFixture[str], store: str) -> None:
    added = main([
        "places", "add", "noormarkku", "--name", "Noormarkku", "--name-sv", "Norrmark", "--road-km", "15",
        "--private-room", "--store", store,
    ])  # fmt: skip
    assert added == 0
    assert "/sign-in/" in capsys.readouterr().out
    database = Database(store)
    place = next(known for known in StoreDirectory(database).city_now().places if known.id == "noormarkku")
    database.close()
    assert (place.name.sv, place.name.en, place.road_km, place.private_room) == (
        "Norrmark",
        "Noormarkku",
        15.0,
        True,
    )


def test_features_of_a_place_are_switched_and_told(capsys: pytest.CaptureFixture[str], store: str) -> None:
    def told(*switches: str) -> str:
        assert main(["places", "features", "lavia", *switches, "--store", store]) == 0
        return capsys.readouterr().out

    assert told() == "Off at lavia: nothing.\n"
    assert told("--off", "screen_share", "--off", "text") == "Off at lavia: text, screen_share.\n"
    assert told() == "Off at lavia: text, screen_share.\n"
    database = Database(store)
    places = {place.id: place for place in StoreDirectory(database).city_now().places}
    database.close()
    assert places["lavia"].off == (Feature.TEXT, Feature.SCREEN_SHARE)
    assert places["lavia"].name.fi == "Lavia"
    assert [place.id for place in places.values() if place.off] == ["lavia"]
    assert told("--on", "text", "--off", "second_matter") == "Off at lavia: screen_share, second_matter.\n"
    both = ("places", "features", "lavia", "--off", "text", "--on", "text", "--store", store)
    assert "text cannot be both on and off." in failed(capsys, *both)
    assert "There is no place 'nowhere'." in failed(capsys, "places", "features", "nowhere", "--store", store)
    with pytest.raises(SystemExit):
        main(["places", "features", "lavia", "--off", "camera", "--store", store])
    assert "invalid choice: 'camera'" in capsys.readouterr().err
    assert told() == "Off at lavia: screen_share, second_matter.\n"


def test_a_store_that_began_with_a_place_is_filled_with_what_it_lacks(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = f"sqlite:///{tmp_path / 'own.db'}"
    assert main(["places", "add", "lavia", "--name", "Lavian oma", "--store", store]) == 0
    capsys.readouterr()
    person = ("people", "add", "kela9", "--name", "X", "--unit", "kela", "--store", store)
    assert "`etaluukku places fill` puts units" in failed(capsys, *person)
    assert main(["places", "fill", "--store", store]) == 0
    assert main(person) == 0
    capsys.readouterr()
    assert main(["places", "fill", "--store", store]) == 0
    assert capsys.readouterr().out.startswith("Put in 0 ")
    database = Database(store)
    city = StoreDirectory(database).city_now()
    database.close()
    assert [place.name.fi for place in city.places if place.id == "lavia"] == ["Lavian oma"]
    assert len(city.services) == len(PORI.services)


def test_what_the_city_does_not_have_is_said(capsys: pytest.CaptureFixture[str], store: str) -> None:
    for arguments, said in (
        (("people", "add", "x", "--name", "X", "--unit", "nasa"), "There is no unit 'nasa'."),
        (
            ("people", "add", "x", "--name", "X", "--unit", "kela", "--service", "lento"),
            "There is no service 'lento'.",
        ),
        (
            ("people", "add", "x", "--name", "X", "--unit", "kela", "--desk", "lavia"),
            "There is no desk 'lavia'.",
        ),
        (("people", "link", "nobody"), "There is no person 'nobody'."),
        (("places", "link", "nowhere"), "There is no place 'nowhere'."),
    ):
        assert said in failed(capsys, *arguments, "--store", store)


# --- the log --------------------------------------------------------------------------------------------------------


def test_an_empty_log_is_rebuilt_verified_and_listed(capsys: pytest.CaptureFixture[str], store: str) -> None:
    assert main(["log", "rebuild", "--store", store]) == 0
    assert main(["log", "verify", "--store", store]) == 0
    assert main(["visits", "--store", store]) == 0
    printed = capsys.readouterr().out
    assert "Made the projections of 0 visits again from 0 events." in printed
    assert "Nothing is wrong with the log." in printed
    assert "outcome" in printed


def test_a_hole_in_the_log_is_a_status_of_its_own(capsys: pytest.CaptureFixture[str], store: str) -> None:
    database = Database(store)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS event_no_gap")
        for (trigger,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        connection.exec_driver_sql(
            "INSERT INTO event (stream, number, type, at, data) VALUES ('visit:v', 2, 'wiped', 1.0, '{}')"
        )
    database.close()
    assert main(["log", "verify", "--store", store]) == 1
    assert "visit:v" in capsys.readouterr().out


def test_a_log_is_not_rebuilt_under_a_server(capsys: pytest.CaptureFixture[str], store: str) -> None:
    with started("demo", "--port", "0", "--store", store) as (process, _):
        assert "A server has the store: stop it first." in failed(capsys, "log", "rebuild", "--store", store)
        assert main(["log", "verify", "--store", store]) == 0
        process.kill()
        process.wait()
    assert main(["log", "rebuild", "--store", store]) == 0
    capsys.readouterr()
    with alone(store):
        assert "is being rebuilt" in failed(capsys, "demo", "--port", "0", "--store", store)


# --- what is wrong --------------------------------------------------------------------------------------------------


def test_a_store_that_cannot_be_used_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database, and long enough to be seen as none " * 30)
    assert "no store is set" in failed(capsys, "visits")
    assert "There is no store for 'mysql'" in failed(capsys, "visits", "--store", "mysql://localhost/x")
    assert "the store cannot be used" in failed(
        capsys, "visits", "--store", f"sqlite:///{tmp_path / 'text.db'}"
    )
    assert "/proc/none" in failed(capsys, "visits", "--store", "sqlite:////proc/none/x.db")


@pytest.mark.parametrize(
    "command",
    [
        "visits", "log verify", "log rebuild", "people link kela1", "places link lavia",
        "places features lavia",
        "people add x --name X --unit kela",
    ],
)  # fmt: skip
def test_a_store_that_is_not_there_is_not_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    missing = tmp_path / "new" / "missing.db"
    said = failed(capsys, *command.split(), "--store", f"sqlite:///{missing}")
    assert said == f"etaluukku: There is no store at {missing}.\n"
    assert list(tmp_path.iterdir()) == []


def test_wrong_settings_are_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("prot = 1\n", "utf-8")
    assert "Did you mean 'port'?" in failed(capsys, "serve", "--config", str(file))
    file.write_text('store = "sqlite:///x.db"\n', "utf-8")
    assert "origins is missing" in failed(capsys, "serve", "--config", str(file))
    assert "cannot be read" in failed(capsys, "serve", "--config", str(tmp_path / "none.toml"))


def test_wrong_words_are_told_how_to_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        [],
        ["fly"],
        ["people", "add", "Not A Slug", "--name", "X", "--unit", "kela"],
        ["demo", "--port", "70000"],
        ["demo", "--port", "x"],
        ["serve"],
        ["people"],
    ):
        with pytest.raises(SystemExit) as refusal:
            main(arguments)
        assert refusal.value.code == 2
    said = capsys.readouterr().err
    assert "'70000' is no port: give a number up to 65535" in said
    assert "'Not A Slug' is no id: use small letters, digits and dashes" in said
