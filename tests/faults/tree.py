"""Which sources something was measured with."""

import hashlib
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = (".", ":!docs", ":!*.md")
"""What is written about the program changes no figure of it."""


def revision() -> str:
    """The last commit that changed a source; with changes that are in no commit, followed by `+` and a name of theirs."""
    commit = _git("log", "-1", "--format=%h", "--", *SOURCES).decode().strip()
    changes = _git("diff", "HEAD", "--", *SOURCES)
    for name in filter(None, _git("ls-files", "-z", "-o", "--exclude-standard", "--", *SOURCES).split(b"\0")):
        changes += name + (ROOT / name.decode()).read_bytes()
    return f"{commit}+{hashlib.sha256(changes).hexdigest()[:8]}" if changes else commit


def _git(*command: str) -> bytes:
    return subprocess.run(("git", *command), cwd=ROOT, capture_output=True, check=True).stdout
