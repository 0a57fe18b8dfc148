"""`make faults` does all of them, those that were not done yet with these sources; `make faults FAULT="F18 F20"` does those, again; `FAULT=page` writes the page again
from the records that lie beside it, as after a merge.
"""

import asyncio
import datetime
import os
import platform
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Awaitable, Sequence
from pathlib import Path
from types import ModuleType

from tests.bench.result import Figure, told
from tests.faults import (
    answer200,
    asleep,
    blocked,
    bursts,
    clock_jumps,
    crowd,
    disk_full,
    double_nat,
    flap,
    floor,
    glare,
    half_open,
    killed,
    lavia,
    long_outage,
    loris,
    monsters,
    moved,
    page,
    page_crash,
    planned_restart,
    restored,
    server_killed,
    steps,
    store_away,
    store_locked,
    storm,
    taken_up,
    three,
    turn_alone,
    turn_killed,
    uneven,
    unplugged,
    worst,
    wrong,
)
from tests.faults.control import control
from tests.faults.record import DONE, Record, read_all
from tests.faults.tree import revision

FAULTS: dict[str, ModuleType] = {
    "F1": server_killed,
    "F3": planned_restart,
    "F4": store_locked,
    "F5": disk_full,
    "F6": store_away,
    "F8": killed,
    "F10": taken_up,
    "F11": flap,
    "F12": long_outage,
    "F13": moved,
    "F18": bursts,
    "F19": steps,
    "F20": uneven,
    "F21": turn_alone,
    "F22": turn_killed,
    "F23": double_nat,
    "F24": half_open,
    "F26": page_crash,
    "F28": asleep,
    "F29": unplugged,
    "F32": crowd,
    "F33": storm,
    "F34": loris,
    "F35": monsters,
    "F36": wrong,
    "F38": clock_jumps,
    "backup": restored,
    "blocked": blocked,
    "glare": glare,
    "answer200": answer200,
    "lavia": lavia,
    "worst": worst,
    "floor": floor,
    "three": three,
}
"""In the order in which they are done and told of. A module: its docstring is what the page says was done, and it has `run`."""

DISK = os.environ.get("FAULTS_DISK", "/var/tmp")
"""A temporary folder elsewhere may lie in memory, where nothing that is written has to be waited for."""

VOID = 3
TRIES = 3


def main(asked: Sequence[str]) -> int:
    if asked == ["page"]:
        page.write_again()
        return 0
    unknown = [name for name in asked if name not in FAULTS]
    if unknown:
        print(f"No fault is called {unknown[0]}. There are: {', '.join(FAULTS)}.", file=sys.stderr)
        return 2
    sources = revision()
    done = DONE / sources
    if "+" in sources:
        told(f"Some sources are in no commit: what is measured stays in {done}, and the page as it is.")
    finished = {record.fault for record in read_all(done) if not record.broke_off}
    names = asked or [name for name in FAULTS if name not in finished]
    if not names:
        told(f"Everything was done at {sources}; name a fault to do it again.")
    all_held = True
    for number, name in enumerate(names, 1):
        told(f"{name}, {number} of {len(names)}")
        before = _control()
        if not all(figure.passed for figure in before):
            told("The control is off: this machine can judge nothing now, and nothing more was measured.")
            return VOID
        record = _do(name, sources, before)
        record.write(done)
        if "+" not in sources:
            page.publish(record)
        all_held = all_held and record.held
    return 0 if all_held else 1


def _control() -> Sequence[Figure]:
    """The first good one of three: a machine is busy for a moment at times."""
    figures: Sequence[Figure] = ()
    for _ in range(TRIES):
        figures = asyncio.run(_figures(control()))
        if all(figure.passed for figure in figures):
            break
    return figures


def _do(name: str, sources: str, before: Sequence[Figure]) -> Record:
    began, load = time.monotonic(), os.getloadavg()[0]
    figures: Sequence[Figure] = ()
    broke_off = ""
    with tempfile.TemporaryDirectory(dir=DISK, prefix="faults", ignore_cleanup_errors=True) as folder:
        try:
            figures = asyncio.run(_figures(FAULTS[name].run(Path(folder))))
        except Exception as error:  # noqa: BLE001  the others are done all the same
            traceback.print_exc()
            broke_off = f"{type(error).__name__}: {error}".splitlines()[0]
    return Record(
        fault=name,
        done=(FAULTS[name].__doc__ or "").strip(),
        revision=sources,
        date=datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        machine=f"{os.cpu_count()} cores, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}",
        load=(load, os.getloadavg()[0]),
        seconds=time.monotonic() - began,
        control=before,
        figures=figures,
        broke_off=broke_off,
    )


async def _figures(measuring: Awaitable[Sequence[Figure]]) -> Sequence[Figure]:
    figures = await measuring
    for figure in figures:
        told(figure.row())
    return figures


if __name__ == "__main__":
    # Who stops this by SIGTERM, as timeout(1) does, stops browsers and servers too.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        told("Stopped. What was done is kept; `make faults` goes on from here.")
        sys.exit(130)
