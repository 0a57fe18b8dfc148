"""What the sources of the pages may not do."""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "console" / "web" / "src"


def test_text_never_becomes_markup() -> None:
    ways = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|unsafe(HTML|SVG|Static)|document\.write|\beval\("
    )
    files = sorted(SOURCES.rglob("*.ts"))
    assert files
    assert [f"{file.name}: {way[0]}" for file in files for way in ways.finditer(file.read_text())] == []
