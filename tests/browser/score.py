"""What people heard and saw of each other over a stretch of time, in few figures.

    async with scored(resident, expert) as scores:
        await asyncio.sleep(60)
    mine = scores.of(resident, expert)  # what the resident heard and saw of the expert
    mine.tones, mine.longest_gap, mine.concealed, mine.frames, mine.longest_freeze
    mine.mouth_to_ear, mine.lip_sync  # where `people.beating` was set before the two came

The pages keep what they play and show, 10 ms by 10 ms and picture by picture, and give it away each second; everything is reckoned here
(`media.measure`). A page that is loaded again or hangs is heard again when it answers: what it played meanwhile counts as not heard.
While it lasts, `Person.rest` is asked for: nothing else counts.
"""

import asyncio
import base64
import statistics
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.async_api import Error

from media.measure.delays import beats, delays, frame_delays
from media.measure.figures import Spread, spread
from media.measure.hearing import PIECE, heard, levels
from media.measure.pace import Shown, pace, times
from media.measure.picture import Mark, read_mark
from media.measure.stretches import Stretch, gaps
from tests.browser.person import Person

OFTEN = 1.0
BEGINS = 0.3
"""Seconds in which every track has given its first sound."""
HANGS = 5.0
"""Seconds after which a page that does not answer is asked again."""
GREY = (32, 64)
FILE_SECONDS = 10
"""After which a camera's file begins again."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """What one heard and saw of another. Times are seconds since the epoch, as `time.time()` has them."""

    stretch: Stretch
    tones: float
    """The part of the time (0..1) in which the other's tone was heard."""
    gaps: Sequence[Stretch]
    """When it was not. Those of a few hundredths of a second come of how unevenly sound is played."""
    concealed: float
    """The part of all samples that the page made up for sound that had not come, whoever it was of."""
    frames: float
    """The other's pictures a second."""
    usual_frames: float
    """The median of whole seconds."""
    longest_freeze: float
    size: tuple[int, int] | None
    """The median of what was shown, width and height."""
    mouth_to_ear: Spread | None
    """Seconds from the speaker's microphone, as the browser there has it, to what the listener's browser plays: without the devices. None where
    tones do not beat.
    """
    lip_sync: float | None
    """Seconds by which the picture is later than the sound, in the median; negative where it is earlier. The picture is compared with what the
    speaker's own page shows of it, which is a picture or two late.
    """
    a_second: Sequence[float]
    """Of each second, the part in which the tone was heard."""

    @property
    def longest_gap(self) -> float:
        """Seconds."""
        return max((gap.seconds for gap in self.gaps), default=0.0)

    def back_after(self, moment: float, lasting: float = 0.5) -> float:
        """How many seconds after `moment` the tone was to be heard again, and went on for at least `lasting`. Infinite if never."""
        at = moment
        for gap in self.gaps:
            if gap.end > at and gap.begin < at + lasting:
                at = gap.end
        return at - moment if at + lasting <= self.stretch.end else float("inf")


@dataclass
class _Sound:
    at: list[float] = field(default_factory=list)
    samples: list[NDArray[np.int16]] = field(default_factory=list)


@dataclass
class _Element:
    shown: list[Shown] = field(default_factory=list)
    looks: list[tuple[float, Mark]] = field(default_factory=list)


class _Watched:
    """One page, for as long as it is watched, over loads of it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.sounds: dict[tuple[int, int], _Sound] = {}
        self.spoken: dict[tuple[int, int], _Sound] = {}
        self.elements: dict[tuple[int, int], _Element] = {}
        self.counted: list[tuple[float, int, int]] = []
        """When, and how many samples had been made up, of how many."""
        self._load = 0

    async def begin(self) -> None:
        await self.person.page.evaluate("window.score.begin()")
        await self._count()

    async def take(self) -> None:
        """What has come since. Raises Error, TimeoutError of a page that does not answer now."""
        async with asyncio.timeout(HANGS):
            taken = await self.person.page.evaluate("window.score.take()")
            if taken is None:
                self._load += 1
                await self.begin()
                return
            self._keep(taken)
            await self._count()

    async def end(self) -> None:
        with suppress(Error, TimeoutError):  # a page that is not there any more
            await self.take()
            await self.person.page.evaluate("window.score.end()")

    def _keep(self, taken: dict[str, Any]) -> None:
        for number, one in enumerate(taken["sounds"]):
            if one["at"]:
                kept = self.spoken if one["mine"] else self.sounds
                sound = kept.setdefault((self._load, number), _Sound())
                sound.at += [at / 1000 for at in one["at"]]
                sound.samples.append(
                    np.frombuffer(base64.b64decode(one["samples"]), np.int16).reshape(-1, PIECE)
                )
        for one in taken["pictures"]:
            element = self.elements.setdefault((self._load, one["number"]), _Element())
            element.shown += [Shown(at / 1000, number, w, h) for at, number, w, h in one["frames"]]
            for at, grey in one["looks"]:
                mark = read_mark(np.frombuffer(base64.b64decode(grey), np.uint8).reshape(GREY))
                if mark is not None:
                    element.looks.append((at / 1000, mark))

    async def _count(self) -> None:
        rows = await self.person.page.evaluate("window.probe.connections()")
        self.counted.append(
            (time.time(), sum(row["concealed"] for row in rows), sum(row["samples"] for row in rows))
        )

    def heard(self, hz: int) -> list[Stretch]:
        return [
            one
            for sound in self.sounds.values()
            for one in heard(np.array(sound.at), np.vstack(sound.samples), hz)
        ]

    def beats(self, hz: int, sounds: Iterable[_Sound]) -> list[float]:
        return [
            at for sound in sounds for at in beats(np.array(sound.at), levels(np.vstack(sound.samples), hz))
        ]

    def looks(self, identity: int) -> list[tuple[float, int]]:
        """When a picture with this mark was shown, and its number."""
        return [
            (at, mark.frame)
            for element in self.elements.values()
            for at, mark in element.looks
            if mark.identity == identity
        ]

    def concealed(self, within: Stretch) -> float:
        made_up = samples = 0
        for (_, *before), (at, *after) in pairwise(self.counted):
            # Where the count is smaller the page was loaded again, and has counted from nothing.
            more = [then - was if then >= was else then for was, then in zip(before, after, strict=True)]
            if within.begin <= at <= within.end + OFTEN:
                made_up, samples = made_up + more[0], samples + more[1]
        return made_up / samples if samples else 1.0

    def saw(self, identity: int) -> tuple[list[float], list[tuple[int, int]]]:
        """When pictures with this mark were shown, and their sizes."""
        at: list[float] = []
        sizes: list[tuple[int, int]] = []
        for element in self.elements.values():
            of_them = [one for one in element.shown if _whose(element.looks, one.at) == identity]
            at += times(of_them)
            sizes += [(one.width, one.height) for one in of_them]
        return at, sizes


def _whose(looks: Sequence[tuple[float, Mark]], at: float) -> int | None:
    """By the look nearest in time."""
    if not looks:
        return None
    after = bisect_left(looks, at, key=itemgetter(0))
    near = looks[max(0, after - 1) : after + 1]
    return min(near, key=lambda look: abs(look[0] - at))[1].identity


class Scores:
    """Made by `scored`. Complete when its block has ended; before, of what has come so far."""

    def __init__(self, watched: dict[Person, _Watched]) -> None:
        self._watched = watched
        self.begin = time.time()
        self.end: float | None = None

    def of(self, listener: Person, speaker: Person, within: Stretch | None = None) -> Score:
        """What the listener heard and saw of the speaker, `within` a part of the time or in all of it."""
        stretch = within or Stretch(self.begin, self.end or time.time() - OFTEN)
        there = self._watched[listener]
        heard = there.heard(speaker.tone)
        missing = gaps(heard, stretch)
        shown, sizes = there.saw(speaker.number)
        paced = pace(shown, sizes, stretch)
        sound, picture = self._late(listener, speaker, stretch)
        seconds = [Stretch(stretch.begin + k, stretch.begin + k + 1) for k in range(int(stretch.seconds))]
        return Score(
            stretch=stretch,
            tones=1 - sum(gap.seconds for gap in missing) / stretch.seconds,
            gaps=missing,
            concealed=there.concealed(stretch),
            frames=paced.per_second,
            usual_frames=paced.usual,
            longest_freeze=paced.longest_freeze,
            size=paced.size,
            mouth_to_ear=spread(sound),
            lip_sync=statistics.median(picture) - statistics.median(sound) if sound and picture else None,
            a_second=[1 - sum(gap.seconds for gap in gaps(heard, one)) for one in seconds],
        )

    def _late(
        self, listener: Person, speaker: Person, within: Stretch
    ) -> tuple[Sequence[float], Sequence[float]]:
        """By how much sound and pictures of the speaker are late."""
        here, there = self._watched.get(speaker), self._watched[listener]
        if here is None:
            return (), ()
        made = [
            at for at in here.beats(speaker.tone, here.spoken.values()) if within.begin <= at <= within.end
        ]
        shown = [look for look in there.looks(speaker.number) if within.begin <= look[0] <= within.end]
        rate = speaker.camera.rate
        return (
            delays(made, there.beats(speaker.tone, there.sounds.values())),
            frame_delays(here.looks(speaker.number), shown, rate, FILE_SECONDS * rate),
        )


@asynccontextmanager
async def scored(*people: Person) -> AsyncIterator[Scores]:
    """Everybody named is listened to and looked at while the block lasts."""
    watched = {person: _Watched(person) for person in people}
    for one in watched.values():
        await one.person.rest()
        await one.begin()
    await asyncio.sleep(BEGINS)
    scores = Scores(watched)
    taking = asyncio.create_task(_take_all(list(watched.values())), name="scores")
    try:
        yield scores
    finally:
        scores.end = time.time()
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)
        for one in watched.values():
            await one.end()


async def _take_all(watched: Sequence[_Watched]) -> None:
    while True:
        await asyncio.sleep(OFTEN)
        for one in watched:
            with suppress(Error, TimeoutError):  # it is being loaded, or stands still
                await one.take()
