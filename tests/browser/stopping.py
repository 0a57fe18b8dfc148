"""A machine that sleeps: every process of a browser stands still, and nobody is told."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def processes_of(camera: str) -> list[int]:
    """The browser that was started with that camera's file, and everything that it has started."""
    parents: dict[int, int] = {}
    roots: set[int] = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            told_so = (entry / "cmdline").read_bytes().decode(errors="replace")
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if f"--use-file-for-fake-video-capture={camera}" in told_so and "--type=" not in told_so:
            roots.add(int(entry.name))
    found = set(roots)
    while more := {one for one, parent in parents.items() if parent in found and one not in found}:
        found |= more
    assert roots, "no browser has that camera"
    return sorted(found)


@contextmanager
def stopped(processes: Sequence[int]) -> Iterator[None]:
    """While the block lasts."""

    def send(what: signal.Signals) -> None:
        for process in processes:
            try:
                os.kill(process, what)
            except ProcessLookupError:  # a helper of the browser's that has ended meanwhile
                continue

    send(signal.SIGSTOP)
    try:
        yield
    finally:
        send(signal.SIGCONT)
