"""Sound and pictures with known defects, and what the scorers find of them."""

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from media.measure.delays import beats, delays, frame_delays
from media.measure.hearing import HEARD, PIECE, SECONDS, heard, levels
from media.measure.hearing import RATE as PLAYED
from media.measure.pace import Shown, pace, times
from media.measure.stretches import Stretch, gaps, joined
from media.sources.sound import BEAT, BEATS, RATE, TONES, write_beating_tone

BEGIN = 1_700_000_000.0
WHOLE = Stretch(BEGIN, BEGIN + 10)


def played(hz: int, level: float = 0.3) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
    """Ten seconds of it in pieces, with when each was played."""
    at = BEGIN + np.arange(1_000, dtype=np.float64) * SECONDS
    samples = level * np.sin(2 * np.pi * hz * np.arange(10 * PLAYED) / PLAYED) * 32767
    pieces: NDArray[np.int16] = np.round(samples).astype(np.int16).reshape(-1, PIECE)
    return at, pieces


def share(stretches: Sequence[Stretch]) -> float:
    return 1 - sum(gap.seconds for gap in gaps(stretches, WHOLE)) / WHOLE.seconds


@pytest.mark.parametrize("hz", TONES)
def test_a_tone_is_heard_all_the_time_and_no_other_is(hz: int) -> None:
    at, samples = played(hz)
    assert share(heard(at, samples, hz)) == pytest.approx(1.0)
    assert levels(samples, hz)[1:] == pytest.approx(0.3, abs=0.02)
    others = [heard(at[1:], samples[1:], other) for other in TONES if other != hz]
    assert max(map(share, others)) <= 0.001, "but for the click with which it begins"


@pytest.mark.parametrize("missing", [0.03, 0.2, 1.0])
def test_a_hole_is_as_long_as_it_was_made(missing: float) -> None:
    at, samples = played(440)
    samples[300 : 300 + round(missing / SECONDS)] = 0
    (gap,) = gaps(heard(at, samples, 440), WHOLE)
    assert gap.begin == pytest.approx(BEGIN + 3, abs=0.011)
    assert gap.seconds == pytest.approx(missing, abs=0.021)


def test_what_was_never_delivered_is_a_hole_too() -> None:
    at, samples = played(620)
    at[500:] += 0.5
    gap, *_ = gaps(heard(at, samples, 620), WHOLE)
    assert gap.seconds == pytest.approx(0.5, abs=0.011)
    assert share(heard(at, samples, 620)) == pytest.approx(0.95, abs=0.002)


def test_sound_that_is_delivered_unevenly_has_no_holes() -> None:
    at, samples = played(440)
    at[1::2] -= SECONDS * 0.9  # two by two
    assert max((gap.seconds for gap in gaps(heard(at, samples, 440), WHOLE)), default=0.0) < 0.02


def test_a_tone_that_fades_is_heard_until_a_tenth_of_it() -> None:
    at, samples = played(440, level=1.0)
    fading = np.round(samples * np.linspace(0.3, 0, 1_000)[:, None]).astype(np.int16)
    (stretch,) = heard(at, fading, 440)
    assert stretch.end - BEGIN == pytest.approx(10 * (1 - HEARD / 0.3), abs=0.05)


def test_noise_is_no_tone() -> None:
    at, _ = played(440)
    noise = np.random.default_rng(1).normal(0, 0.05 * 32768, (1_000, PIECE)).astype(np.int16)
    assert share(heard(at, noise, 440)) < 0.05


def test_two_links_that_take_turns_make_one_stretch() -> None:
    at, samples = played(440)
    first, second = samples.copy(), samples.copy()
    first[500:], second[:480] = 0, 0
    assert gaps([*heard(at, first, 440), *heard(at, second, 440)], WHOLE) == []


def test_nothing_at_all_is_one_gap() -> None:
    assert gaps([], WHOLE) == [WHOLE]
    assert heard(np.zeros(0), np.zeros((0, PIECE), np.int16), 440) == []


def test_stretches_are_joined_where_they_touch() -> None:
    assert joined([Stretch(3, 4), Stretch(0, 1), Stretch(1, 2)]) == [Stretch(0, 2), Stretch(3, 4)]


def shown(every: float, until: float = 10.0) -> list[Shown]:
    return [Shown(BEGIN + k * every, k, 320, 240) for k in range(round(until / every))]


def test_pictures_are_counted_and_a_freeze_is_as_long_as_it_was_made() -> None:
    some = [one for one in shown(1 / 15) if not 4.0 <= one.at - BEGIN < 5.5]
    numbered = [one._replace(number=number) for number, one in enumerate(some)]
    found = pace(times(numbered), [(320, 240)] * 5, WHOLE)
    assert found.per_second == pytest.approx(15 * 8.5 / 10, abs=0.2)
    assert found.usual == 15
    assert found.longest_freeze == pytest.approx(1.5, abs=0.1)
    assert found.size == (320, 240)


def test_a_page_too_busy_to_be_told_of_every_picture_froze_no_longer_than_it_did() -> None:
    every_third = shown(1 / 15)[::3]
    found = pace(times(every_third), [], WHOLE)
    assert found.per_second == pytest.approx(15, abs=0.4)
    assert found.longest_freeze < 0.3


def test_pictures_that_came_all_at_once_after_a_second_without_were_not_seen_in_it() -> None:
    sent_again = [one for one in shown(1 / 15) if not 4.0 <= one.at - BEGIN < 5.0]
    assert pace(times(sent_again), [], WHOLE).longest_freeze >= 1.0


def test_a_picture_that_never_came_froze_all_the_time() -> None:
    found = pace([], [], WHOLE)
    assert (found.per_second, found.usual, found.longest_freeze, found.size) == (0, 0, 10, None)


def test_a_picture_that_ends_is_frozen_to_the_end() -> None:
    assert pace(times(shown(1 / 15, until=7.0)), [], WHOLE).longest_freeze == pytest.approx(3.0, abs=0.1)


def test_the_size_is_what_was_shown_most_of_the_time() -> None:
    sizes = [(640, 480)] * 2 + [(320, 240)] * 7 + [(160, 120)] * 2
    assert pace([], sizes, WHOLE).size == (320, 240)


def beating(late: float = 0.0) -> list[float]:
    """The beats found in half a minute of a beating tone that is played so much later than it was made."""
    one = np.full(1_000, 0.15)
    for begin in BEATS:
        one[round(begin * 100) : round((begin + BEAT) * 100)] = 0.3
    at: NDArray[np.float64] = BEGIN + late + np.arange(3_000, dtype=np.float64) * SECONDS
    return beats(at, np.tile(one, 3))


def test_beats_are_found_where_they_were_made() -> None:
    expected = [BEGIN + 10 * turn + begin for turn in range(3) for begin in BEATS]
    assert beating() == pytest.approx(expected[-len(beating()) :], abs=0.011)
    assert len(beating()) >= len(expected) - 1


@pytest.mark.parametrize("late", [0.02, 0.31, 1.2, 2.4])
def test_a_delay_is_found_whatever_it_is_and_however_many_beats_were_lost(late: float) -> None:
    came = [at for number, at in enumerate(beating(late)) if number % 3]
    found = delays(beating(), came)
    assert len(found) >= len(came) - 1
    assert found == pytest.approx([late] * len(found), abs=0.011)


def test_sound_that_never_came_has_no_delay() -> None:
    assert delays(beating(), []) == []


def test_a_picture_is_as_late_as_it_was_shown_later_and_earlier_is_told_too() -> None:
    made = [(BEGIN + number / 2, round(number * 7.5) % 150) for number in range(60)]

    def came(late: float) -> list[tuple[float, int]]:
        return [(BEGIN + k / 15 + late, k % 150) for k in range(100, 800, 7)]

    for late in (0.25, -0.1, 2.0):
        assert frame_delays(made, came(late), 15, 150) == pytest.approx([late] * 100, abs=0.04)
    assert frame_delays([], came(0.0), 15, 150) == []


def test_a_written_tone_beats_as_it_says(tmp_path: Path) -> None:
    write_beating_tone(tmp_path / "beats.wav", 440)
    with wave.open(str(tmp_path / "beats.wav")) as file:
        whole = np.frombuffer(file.readframes(10 * RATE), np.int16).reshape(-1, RATE // PLAYED).mean(axis=1)
    at: NDArray[np.float64] = np.arange(1_000, dtype=np.float64) * SECONDS
    found = beats(at, levels(whole.astype(np.int16).reshape(-1, PIECE), 440))
    assert found == pytest.approx(list(BEATS), abs=0.021)
