"""The reserve alone: really taken from the disk, given back at once, and taken again when there is room."""

from pathlib import Path

from signaling.store.reserve import Reserve

SIZE = 1024 * 1024


def taken(file: Path) -> int:
    """Bytes that the file takes from the disk, whatever it says of its size."""
    return file.stat().st_blocks * 512 if file.exists() else 0


def full(reserve: Reserve) -> bool:
    return reserve.full


def test_it_is_given_up_once_and_taken_again(tmp_path: Path) -> None:
    file = tmp_path / "store.reserve"
    reserve = Reserve(file, SIZE)
    assert full(reserve), "nothing is kept yet"
    reserve.keep()
    assert not full(reserve)
    assert taken(file) >= SIZE
    assert reserve.give_up()
    assert taken(file) == 0
    assert full(reserve)
    assert not reserve.give_up(), "there is none to give any more"
    reserve.keep()
    assert not full(reserve)
    assert taken(file) >= SIZE


def test_what_finds_no_room_keeps_the_reserve_for_others(tmp_path: Path) -> None:
    file = tmp_path / "store.reserve"
    reserve = Reserve(file, SIZE)
    reserve.keep()
    reserve.found_no_room()
    assert full(reserve)
    assert taken(file) >= SIZE
    reserve.keep()
    assert not full(reserve), "there is room again"
