"""The built pages, read into memory once at start.

A request is answered from a fixed map, so no path that somebody sends ever reaches the file system.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DIST = Path(__file__).resolve().parent / "dist"

# Names under assets/ carry a hash of their content; every other file must be asked for again.
IMMUTABLE = "public, max-age=31536000, immutable"
NO_STORE = "no-store"

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


class PagesMissing(Exception):
    """The pages have not been built, or a file of the build is of a kind that is not served."""

    code = "pages_missing"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of the build, as it is answered."""

    body: bytes
    content_type: str
    headers: Mapping[str, str]


class Assets(Mapping[str, Asset]):
    """Every file of the build by its URL path: `/terminal.html`, `/assets/terminal-….js`, `/build.json`.

    `build` is the identity of the build, 16 hexadecimal digits: the same for the same pages.
    """

    def __init__(self, files: Mapping[str, Asset], build: str) -> None:
        self._files = dict(files)
        self.build = build

    @classmethod
    def load(cls, folder: Path = DIST) -> Assets:
        """Read the build in `folder`. Raises `PagesMissing`."""
        try:
            build = json.loads(folder.joinpath("build.json").read_bytes())["build"]
        except FileNotFoundError:
            raise PagesMissing("The pages have not been built: run `make pages`.") from None
        return cls(dict(_files(folder)), build)

    def __getitem__(self, path: str) -> Asset:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _files(folder: Path) -> Iterator[tuple[str, Asset]]:
    for file in sorted(folder.rglob("*")):
        if file.name.startswith(".") or not file.is_file():
            continue
        path = f"/{file.relative_to(folder).as_posix()}"
        content_type = CONTENT_TYPES.get(file.suffix)
        if content_type is None:
            raise PagesMissing(f"The build has a file of an unknown kind: {path}.")
        cache = IMMUTABLE if path.startswith("/assets/") else NO_STORE
        yield path, Asset(file.read_bytes(), content_type, {"Cache-Control": cache})
