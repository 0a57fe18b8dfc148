"""Writes what follows from the contract: TypeScript types, JSON Schema, the tables of `docs/protocol.md`.

`python -m signaling.protocol.generate` writes, with `--check` it only looks, and fails when a file is stale.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from signaling.protocol import messages
from signaling.protocol.as_tables import tables
from signaling.protocol.as_typescript import typescript

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/protocol.md"


class MarkerMissing(Exception):
    """`docs/protocol.md` has no place for a table, or one that nothing fills."""


def generated(root: Path = ROOT) -> dict[str, str]:
    """Path below `root` → what should stand there. Reads the prose around the tables. Raises `MarkerMissing`."""
    return {
        "console/web/src/protocol.ts": typescript(),
        "docs/schema/client.json": _schema(messages.ClientMessage, "ClientMessage"),
        "docs/schema/server.json": _schema(messages.ServerMessage, "ServerMessage"),
        PAGE: with_tables((root / PAGE).read_text("utf-8")),
    }


def stale(root: Path = ROOT) -> list[str]:
    """The files that do not say what the contract says."""
    return [path for path, text in generated(root).items() if not _says(root / path, text)]


def with_tables(page: str) -> str:
    """The page with every table between its markers renewed. Raises `MarkerMissing`."""
    for name, table in tables().items():
        start, end = f"<!-- generated: {name} -->\n", f"<!-- end of generated: {name} -->"
        found = page.count(start)
        if found != 1 or end not in page:
            raise MarkerMissing(
                f"{PAGE} needs the markers of the table {name!r} once; it has them {found} times."
            )
        before, _, rest = page.partition(start)
        page = f"{before}{start}\n{table}\n\n{end}{rest.partition(end)[2]}"
    return page


def _says(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text("utf-8") == text


def _schema(message: object, title: str) -> str:
    (schema,), parts = msgspec.json.schema_components((message,), ref_template="#/$defs/{name}")
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Generated from signaling/protocol/ by `python -m signaling.protocol.generate`. Do not edit.",
        "title": title,
        **schema,
        "$defs": dict(sorted(parts.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m signaling.protocol.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is stale")
    check = parser.parse_args(arguments).check
    for path in stale():
        if check:
            sys.stderr.write(f"{path} is stale: run `python -m signaling.protocol.generate`.\n")
        else:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(generated()[path], "utf-8")
            sys.stdout.write(f"{path}\n")
    return 1 if check and stale() else 0


if __name__ == "__main__":
    sys.exit(main())
