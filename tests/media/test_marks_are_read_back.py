"""Test signals carry marks, and the marks are read back from what arrived."""

from pathlib import Path

import av
import numpy as np
import pytest

from media.marks import cells
from media.measure.picture import Mark, read_mark
from media.measure.sound import tones_heard
from media.sources.picture import marked_picture, write_picture, write_raw_picture
from media.sources.sound import RATE, TONES, tone, write_tone


@pytest.mark.parametrize("identity", [0, 7, 200, 255])
def test_a_mark_survives_scaling_and_noise(identity: int) -> None:
    rng = np.random.default_rng(identity)
    small = marked_picture(identity, 4095, width=80, height=60)
    noisy = np.clip(small.astype(int) + rng.integers(-30, 30, small.shape), 0, 255).astype(np.uint8)
    assert read_mark(noisy) == Mark(identity, 4095)


def test_a_damaged_mark_is_no_mark() -> None:
    picture = marked_picture(5, 100)
    picture[130:230, 10:70] = 255 - picture[130:230, 10:70]
    assert read_mark(picture) is None


def test_a_plain_picture_has_no_mark() -> None:
    assert read_mark(np.full((480, 640), 128, dtype=np.uint8)) is None


def test_an_identity_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.\.255"):
        cells(256, 0)


def test_a_written_picture_is_read_back_frame_by_frame(tmp_path: Path) -> None:
    path = tmp_path / "kaisa.mjpeg"
    write_picture(path, 42, seconds=0.5, rate=20)
    with av.open(str(path), format="mjpeg") as container:
        marks = [
            read_mark(frame.to_ndarray(format="gray").astype(np.uint8)) for frame in container.decode(video=0)
        ]
    assert marks == [Mark(42, n) for n in range(10)]


def test_a_raw_picture_bears_its_rate(tmp_path: Path) -> None:
    path = tmp_path / "kaisa.y4m"
    write_raw_picture(path, 42, seconds=0.5, rate=16)
    with av.open(str(path)) as container:
        assert container.streams.video[0].average_rate == 16
        marks = [
            read_mark(frame.to_ndarray(format="gray").astype(np.uint8)) for frame in container.decode(video=0)
        ]
    assert marks == [Mark(42, n) for n in range(8)]


def test_each_tone_is_told_from_the_others(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    for hz in TONES:
        write_tone(path, hz, seconds=0.2)
        heard = tone(hz, 0.1).astype(float) / 32768
        assert tones_heard(heard, RATE, TONES) == {hz}
    both = (tone(440, 0.1) + tone(880, 0.1)).astype(float) / 32768
    assert tones_heard(both, RATE, TONES) == {440, 880}
    assert tones_heard(np.zeros(4800), RATE, TONES) == frozenset()
