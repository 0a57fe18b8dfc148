"""The loader of the built pages, on the real build and on folders that are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from console.assets import IMMUTABLE, NO_STORE, Assets, PagesMissing

PAGES = ["/customer.html", "/desk.html", "/expert.html", "/terminal.html"]


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets.load()


def test_every_page_is_there_and_is_asked_for_anew(assets: Assets) -> None:
    for page in PAGES:
        assert assets[page].content_type == "text/html; charset=utf-8"
        assert assets[page].headers["Cache-Control"] == NO_STORE


def test_what_a_page_names_is_in_the_build_and_may_be_kept(assets: Assets) -> None:
    for page in PAGES:
        named = re.findall(r'(?:src|href)="([^"]+)"', assets[page].body.decode())
        assert named
        for path in named:
            assert assets[path].headers["Cache-Control"] == IMMUTABLE


def test_pages_obey_their_content_policy(assets: Assets) -> None:
    for path, asset in assets.items():
        text = asset.body.decode(errors="ignore") if asset.content_type.startswith("text/") else ""
        assert not re.search(r"url\(\W?data:|@import", text), f"{path} has a data: address"
        if path.endswith(".html"):
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), (
                f"{path} has inline code"
            )
        if path.endswith((".html", ".css")):
            assert not re.search(r"(?<!:)//[a-z]|https?:", text), f"{path} names another origin"


def test_the_font_is_ours(assets: Assets) -> None:
    assert len([path for path in assets if path.endswith(".woff2")]) == 2


def test_the_build_has_an_identity(assets: Assets) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", assets.build)


def test_a_missing_build_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PagesMissing, match=r"^The pages have not been built: run `make pages`\.$"):
        Assets.load(tmp_path)


def test_a_file_of_an_unknown_kind_is_not_served(tmp_path: Path) -> None:
    (tmp_path / "build.json").write_text('{"build": "0"}')
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(PagesMissing, match=r"unknown kind: /notes\.txt"):
        Assets.load(tmp_path)
