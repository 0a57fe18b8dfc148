"""What a person gets who installs the wheel: another directory, a clean environment, no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def run(*command: str | Path, folder: Path) -> str:
    """Run outside the checkout, without this environment's variables; give what it printed."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    ended = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (file,) = folder.glob("etaluukku-*.whl")
    return file


@pytest.fixture(scope="module")
def installed(folder: Path, wheel: Path) -> Path:
    """The `bin` of an environment with the locked dependencies and the wheel, and nothing else."""
    environment = folder / "venv"
    run(BIN / "uv", "venv", "--python", sys.executable, environment, folder=folder)
    install = (BIN / "uv", "pip", "install", "--python", environment / "bin" / "python")
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock", folder=folder)
    run(*install, "--no-deps", "--offline", wheel, folder=folder)
    return environment / "bin"


def test_the_wheel_has_the_packages_and_the_pages_and_no_sources_of_pages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "signaling",
        "endpoint",
        "console",
        "media",
    }
    assert "console/dist/terminal.html" in names
    assert not [name for name in names if name.startswith("console/web") or "/." in name]


def test_the_command_runs(installed: Path, folder: Path) -> None:
    assert "serve" in run(installed / "etaluukku", "--help", folder=folder)


def test_the_installed_pages_are_those_of_the_checkout(installed: Path, folder: Path) -> None:
    script = "from console.assets import Assets; a = Assets.load(); print(a.build, '/terminal.html' in a)"
    seen = run(installed / "python", "-c", script, folder=folder)
    here = run(sys.executable, "-c", script, folder=folder)
    assert seen == here
    assert seen.endswith("True\n")


def test_its_dependencies_agree_with_each_other(installed: Path, folder: Path) -> None:
    run(BIN / "uv", "pip", "check", "--python", installed / "python", folder=folder)
