"""What no committed file may hold."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Written so that this file does not hold them itself.
REGISTRIES = [
    r"pypi\.org", r"python[h]osted\.org", r"registry\.(npmjs|yarnpkg)", r"npmjs\.(org|com)", r"deb\.debian\.org",
]  # fmt: skip
MACHINE_PATHS = [rf"(?<![\w.~-])/{folder}/\w" for folder in ("root", "home", "work", "Users")]
INDEX_LINES = [r"^--(extra-)?(index-url|find-links)", r'"resolved":']


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert len(files) > 50
    return [file for file in files if file != Path(__file__) and file.exists()]


def found(patterns: list[str]) -> list[str]:
    pattern = re.compile("|".join(patterns), re.MULTILINE)
    return [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in committed()
        for match in pattern.finditer(file.read_text(encoding="utf-8", errors="replace"))
    ]


def test_no_registry_address() -> None:
    assert found(REGISTRIES + INDEX_LINES) == []


def test_no_path_of_a_machine() -> None:
    assert found(MACHINE_PATHS) == []


def test_every_locked_package_has_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"(?m)^(?=\S)", (ROOT / name).read_text())[1:]
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_developers_lock_agrees_with_the_runtime_lock() -> None:
    runtime, developers = (
        set(re.findall(r"(?m)^[\w.-]+==[^\\]+", (ROOT / name).read_text()))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    # Markers may differ where a tool needs a package on more machines than the server does.
    assert {line.split(";")[0].strip() for line in runtime} <= {
        line.split(";")[0].strip() for line in developers
    }
