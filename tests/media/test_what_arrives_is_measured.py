"""Sound and pictures that arrive late, with holes, or not at all, and what the meters say of them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from media.measure.figures import spread
from media.measure.listening import SoundMeter
from media.measure.watching import PictureMeter
from media.sources.clocked import BeatingTone, age_of, clocked_picture
from media.sources.picture import marked_picture
from media.sources.sound import RATE

PIECE = 960
BEGIN = 1_700_000_000.3


def heard(meter: SoundMeter, hz: int, *, late: float, seconds: float, leave_out: range = range(0)) -> None:
    """Pieces of 20 ms of the beating tone from `BEGIN` on, each `late` seconds after its time."""
    tone = BeatingTone(hz)
    first = round(BEGIN * 50)
    for number in range(round(seconds * 50)):
        if number not in leave_out:
            samples: NDArray[np.float64] = tone.samples((first + number) * PIECE, PIECE) / 32768
            meter.add(samples, number * PIECE, (first + number) / 50 + late)


def test_beats_tell_how_old_the_sound_is() -> None:
    meter = SoundMeter()
    heard(meter, 440, late=0.37, seconds=6)
    assert len(meter.ages) >= 4
    assert meter.ages == pytest.approx([0.37] * len(meter.ages), abs=0.006)


def test_the_tone_is_named_and_no_other() -> None:
    meter = SoundMeter()
    heard(meter, 880, late=0, seconds=4)
    assert set(meter.tones) == {880}


def test_what_never_came_is_counted() -> None:
    meter = SoundMeter()
    heard(meter, 440, late=0, seconds=4, leave_out=range(50, 60))
    assert meter.missing == 10 * PIECE
    assert meter.holes == 1
    assert meter.longest_gap == pytest.approx(0.22, abs=0.001)


def test_silence_that_was_agreed_is_no_hole() -> None:
    meter = SoundMeter()
    heard(meter, 440, late=0, seconds=1)
    meter.pause()
    meter.add(np.zeros(PIECE), 100 * RATE, BEGIN + 100)
    assert (meter.missing, meter.holes) == (0, 0)
    assert meter.longest_gap < 0.03


def test_a_steady_tone_has_no_age() -> None:
    meter = SoundMeter()
    t = np.arange(RATE) / RATE
    for second in range(3):
        for number in range(50):
            piece = 0.3 * np.sin(2 * np.pi * 440 * t[number * PIECE : (number + 1) * PIECE])
            meter.add(piece, second * RATE + number * PIECE, BEGIN + second + number / 50)
    assert meter.ages == []
    assert set(meter.tones) == {440}


def test_marks_tell_how_old_a_picture_is() -> None:
    meter = PictureMeter()
    for tick in range(100):
        number = round(BEGIN * 20) + tick
        meter.add(clocked_picture(130, number, 320, 240), number / 20 + 0.21)
    assert meter.ages == pytest.approx([0.21] * 100, abs=0.001)
    assert meter.per_second == pytest.approx(20, abs=0.1)
    assert (meter.marks[130], meter.freezes, meter.size) == (100, 0, (320, 240))


def test_an_age_is_known_across_the_turn_of_the_numbers() -> None:
    assert age_of(4095, 4096 / 20 + 0.1) == pytest.approx(0.15)
    assert age_of(1, 4096 / 20 - 0.05) == pytest.approx(-0.1)


def test_the_picture_of_a_file_has_no_age() -> None:
    meter = PictureMeter()
    meter.add(marked_picture(3, 17), BEGIN)
    assert meter.ages == []
    assert meter.marks[3] == 1


def test_a_freeze_is_counted_once() -> None:
    meter = PictureMeter()
    at = BEGIN
    for number in range(60):
        at += 0.6 if number == 40 else 0.05
        meter.add(marked_picture(3, number), at)
    assert meter.freezes == 1
    assert meter.longest_gap == pytest.approx(0.6)


def test_a_black_picture_bears_no_mark() -> None:
    meter = PictureMeter()
    meter.add(np.zeros((240, 320), dtype=np.uint8), BEGIN)
    assert (meter.pictures, sum(meter.marks.values())) == (1, 0)


def test_a_spread_is_the_middle_and_the_slow_end() -> None:
    found = spread([float(value) for value in range(100)])
    assert found is not None
    assert (found.median, found.p95) == (50, 95)
    assert spread([]) is None
