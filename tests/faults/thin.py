"""Two who talk over a thin line, second by second: what each hears and sees of the other."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.result import told
from tests.browser.person import SMALL, Camera, Person
from tests.faults.talk import Talk, talk
from tests.wan.net import End, Net

SCRIPTS = Path(__file__).parents[1] / "browser"
LINE = SCRIPTS / "line.js"
"""Lets a page tell what it sends and receives."""
NO_COPIES = SCRIPTS / "no-copies.js"
BROWSERS_OWN = SCRIPTS / "browsers-own.js"

TELLS_EVERY = 60.0


class Second(NamedTuple):
    """What one person got in about a second."""

    heard: bool
    concealed: float
    """Seconds of sound that had to be made up."""
    sound: float
    """Seconds of sound that were played."""
    lines: int
    """Height of the picture that came, 0 for none."""
    rate: float
    """Frames a second."""
    speech: float | None
    """Bits a second at which they themselves encode speech."""
    discarded: int
    """Packets of sound that had come before, as copies do."""
    packets: int


class Got(NamedTuple):
    """What came to one of them over the whole time."""

    seconds: Sequence[Second]

    @property
    def tones(self) -> float:
        """Per cent of the looks in which the other's tone was heard."""
        return 100 * statistics.mean(second.heard for second in self.seconds)

    @property
    def concealed(self) -> float:
        """Per cent of the sound."""
        return 100 * sum(s.concealed for s in self.seconds) / sum(s.sound for s in self.seconds)

    @property
    def lines(self) -> float:
        return statistics.median(second.lines for second in self.seconds)

    @property
    def rate(self) -> float:
        return statistics.median(second.rate for second in self.seconds)

    @property
    def speech(self) -> float:
        """The least they encoded their own speech with, in kbit/s."""
        return min(second.speech or 0.0 for second in self.seconds) / 1000


class Over(NamedTuple):
    """A whole talk: what came to the resident and to the expert."""

    got: tuple[Got, Got]
    replaced: int
    """Connections that were made after the talk had begun."""
    lost: int
    """Seats that the server counted as lost."""

    def of(self, what: str) -> list[float]:
        """That of both: `tones`, `concealed`, `lines`, `rate`, `speech`."""
        return [float(getattr(one, what)) for one in self.got]


def room(folder: Path, name: str) -> Path:
    """A folder in it for one talk."""
    made = folder / name
    made.mkdir()
    return made


async def over(
    folder: Path, line: End, seconds: float, *, without: Sequence[Path] = (), camera: Camera = SMALL
) -> Over:
    """The talk begins over a good line, which for the resident is `line` from then on, for so many seconds. `without`: scripts that take means away."""
    async with talk(folder, camera=camera, scripts=(LINE, *without)) as made:
        before = await connections(made)
        await become(made.lines, line)
        got = await watch([(made.resident, made.expert), (made.expert, made.resident)], seconds)
        replaced = await connections(made) - before
        lost = sum(kind == "seat_lost" for _, kind in made.server.events())
    return Over((got[0], got[1]), replaced, lost)


async def become(lines: Net, line: End) -> None:
    await lines.change("lavia", out=line.out, home=line.home)


async def connections(made: Talk) -> int:
    """How many both pages together have made so far."""
    return sum([len(await rows(person)) for person in (made.resident, made.expert)])


async def rows(person: Person) -> list[dict[str, Any]]:
    """One for each connection that the page ever made, closed ones too."""
    found: list[dict[str, Any]] = await person.page.evaluate("window.line.rows()")
    return found


async def watch(pairs: Sequence[tuple[Person, Person]], seconds: float) -> list[Got]:
    """What each first of a pair gets of the second."""
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_watch(one, other, seconds), name=f"watch {one.number}") for one, other in pairs
        ]
    return [task.result() for task in tasks]


async def _watch(one: Person, other: Person, seconds: float) -> Got:
    ends = time.monotonic() + seconds
    got: list[Second] = []
    tells = time.monotonic() + TELLS_EVERY
    before, then = await _sums(one, other), time.monotonic()
    while time.monotonic() < ends:
        heard = other.tone in await one.hears()
        await asyncio.sleep(max(0.0, then + 1 - time.monotonic()))
        now, at = await _sums(one, other), time.monotonic()
        got.append(_second(heard, before, now, at - then))
        before, then = now, at
        if at > tells:
            tells += TELLS_EVERY
            so_far = Got(got)
            told(
                f"  {one.number}: {len(got)} s, tones {so_far.tones:.1f} %, concealed {so_far.concealed:.2f} %"
            )
    return Got(got)


def _second(heard: bool, before: dict[str, Any], now: dict[str, Any], took: float) -> Second:
    def more(what: str) -> float:
        return max(0.0, float(now[what] - before[what]))

    frames = more("frames")
    return Second(
        heard=heard,
        concealed=more("concealed") / 48_000,
        sound=more("samples") / 48_000,
        lines=now["height"] if frames else 0,
        rate=frames / took,
        speech=now["speech"],
        discarded=round(more("discarded")),
        packets=round(more("sound")),
    )


async def _sums(one: Person, other: Person) -> dict[str, Any]:
    """Over all connections between the two that are open, the newest speaking for the rates."""
    theirs = {row["mine"] for row in await rows(other)}
    found = [row for row in await rows(one) if row["open"] and row["theirs"] in theirs]
    totals = ("sound", "discarded", "concealed", "samples", "frames")
    return {
        **{what: sum(row[what] for row in found) for what in totals},
        "height": max((row["height"] for row in found), default=0),
        "speech": found[-1]["speech"] if found else None,
    }
