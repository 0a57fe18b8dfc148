"""The strip of icons and the style sheet that cuts it agree."""

from __future__ import annotations

import re
from pathlib import Path

STYLES = Path(__file__).parents[2] / "console" / "web" / "src" / "styles"


def test_each_icon_is_cut_where_it_is_drawn() -> None:
    sheet = (STYLES / "icons.css").read_text()
    strip = (STYLES / "icons.svg").read_text()
    cut = {name: int(at) for name, at in re.findall(r"\.ic-(\w+)\{--at:(\d+)\}", sheet)}
    drawn = {name: int(y) // 24 for name, y in re.findall(r'<svg id="(\w+)" y="(\d+)"', strip)}
    assert cut == drawn
    assert sorted(cut.values()) == list(range(len(cut)))
    assert f"--icons:{len(cut)};" in sheet
    assert f'viewBox="0 0 24 {24 * len(cut)}"' in strip
