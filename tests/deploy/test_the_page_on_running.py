"""docs/running.md: whoever types what it shows gets what it says."""

import re
import shlex
from pathlib import Path

import pytest

from signaling.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "running.md"
CONFIG = "/etc/etaluukku/etaluukku.toml"
COPIES = "/var/backups/etaluukku"


def test_every_command_of_the_page_does_its_work_in_the_page_s_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "etaluukku.toml"
    config.write_text(
        f'origins = ["https://luukku.example"]\nstore = "sqlite:///{tmp_path / "store.db"}"\n', "utf-8"
    )
    commands = [
        line
        for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
        for line in block.splitlines()
        if not line.startswith("systemctl ")
    ]
    assert len(commands) == 15
    copies = tmp_path / "copies"
    for command in commands:
        assert CONFIG in command
        typed = re.sub(r"/etaluukku-\w+\.db", lambda _: f"/{next(copies.iterdir()).name}", command)
        typed = typed.replace(CONFIG, str(config)).replace(COPIES, str(copies))
        program, *arguments = shlex.split(typed)
        assert program == "etaluukku"
        assert main(arguments) == 0, command
    assert capsys.readouterr().out.count("https://luukku.example/sign-in/") == 6
