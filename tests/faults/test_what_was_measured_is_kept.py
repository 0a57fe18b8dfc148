"""`make faults` goes on where it stopped, keeps revisions apart, and writes a page from records and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from tests.bench.result import Figure, bounded, compared, shown, worst
from tests.faults import __main__ as faults
from tests.faults import page
from tests.faults.control import control
from tests.faults.plot import plot
from tests.faults.record import PUBLISHED, Record, read, read_all
from tests.wan.net import needs_networks

GAP = worst("longest gap", [120.0, 180.0], 200.0, beside=[20.0, 30.0])
LOST = worst("events lost", [0.0, 1.0], 0.0, "")
CONCEALED = compared("concealed", [0.8], [1.0], 0.7, "%")
RECORD = Record(
    fault="F1",
    done="The server is killed.\n\nTwenty times, 2 < 3.",
    revision="abc1234",
    date="2026-11-24 20:00 UTC",
    machine="2 cores",
    load=(0.5, 1.5),
    seconds=90.0,
    control=[bounded("a clean line: lost", 0.0, 0.0, [0.0], "%")],
    figures=[GAP, LOST, CONCEALED, shown("told", [5.0], "s")],
)


class Made(ModuleType):
    """A fault that counts how often it was done."""

    def __init__(self, *answers: Figure | Exception | type[BaseException]) -> None:
        super().__init__("made", "Nothing is done.")
        self.done = 0
        self.answers = answers

    async def run(self, _folder: Path) -> Sequence[Figure]:
        self.done += 1
        answer = self.answers[min(self.done, len(self.answers)) - 1]
        if isinstance(answer, Figure):
            return [answer]
        raise answer


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Made]:
    """The runner with faults of its own, its files in a folder, at a clean revision."""
    made: dict[str, Made] = {}
    monkeypatch.setattr(faults, "FAULTS", made)
    monkeypatch.setattr(faults, "DONE", tmp_path / "done")
    monkeypatch.setattr(faults, "revision", lambda: "abc1234")
    monkeypatch.setattr(faults, "control", _good)
    monkeypatch.setattr(page, "publish", lambda record: record.write(tmp_path / "published"))
    return made


async def _good() -> Sequence[Figure]:
    return [bounded("clean", 0.0, 0.0, [0.0])]


async def _off() -> Sequence[Figure]:
    return [bounded("clean", 1.0, 0.0, [1.0])]


def test_it_goes_on_where_it_stopped(runner: dict[str, Made]) -> None:
    runner.update(F1=Made(GAP), F2=Made(KeyboardInterrupt, GAP), F3=Made(GAP))
    with pytest.raises(KeyboardInterrupt):
        faults.main([])
    assert faults.main([]) == 0
    assert [made.done for made in runner.values()] == [1, 2, 1]
    assert faults.main(["F3"]) == 0
    assert [made.done for made in runner.values()] == [1, 2, 2], "who names a fault wants it done again"


def test_what_broke_off_stands_there_and_is_tried_again(runner: dict[str, Made], tmp_path: Path) -> None:
    runner.update(F1=Made(ValueError("no sound\nat all"), GAP), F2=Made(GAP))
    assert faults.main([]) == 1
    assert read(tmp_path / "published" / "F1.json").broke_off == "ValueError: no sound"
    assert faults.main([]) == 0
    assert [made.done for made in runner.values()] == [2, 1]


def test_nothing_is_measured_when_the_control_is_off(
    runner: dict[str, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "control", _off)
    runner.update(F1=Made(GAP))
    assert faults.main([]) == faults.VOID
    assert runner["F1"].done == 0
    assert not (tmp_path / "done").exists()


def test_another_revision_is_measured_anew_and_changed_sources_do_not_reach_the_page(
    runner: dict[str, Made], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.update(F1=Made(GAP))
    assert faults.main([]) == 0
    monkeypatch.setattr(faults, "revision", lambda: "abc1234+11111111")
    (tmp_path / "published" / "F1.json").unlink()
    assert faults.main([]) == 0
    assert runner["F1"].done == 2
    assert not (tmp_path / "published" / "F1.json").exists()


def test_an_unknown_fault_is_told_with_those_that_there_are(
    runner: dict[str, Made], capsys: pytest.CaptureFixture[str]
) -> None:
    runner.update(F1=Made(GAP))
    assert faults.main(["F99"]) == 2
    assert "F99. There are: F1." in capsys.readouterr().err


def test_a_record_is_read_back_as_it_was(tmp_path: Path) -> None:
    RECORD.write(tmp_path)
    (found,) = read_all(tmp_path)
    assert page.page([found]) == page.page([RECORD])
    assert (plot(found), found.held) == (plot(RECORD), False)


def test_the_page_tells_a_miss_as_a_miss_with_the_control_beside_it() -> None:
    text = page.page([RECORD, replace(RECORD, fault="F2", figures=[], broke_off="OSError: no")])
    assert "| longest gap | 180 ms (120–180) | 25 ms (20–30) | ≤ 200 ms | kept |" in text
    assert "| events lost | 1 (0–1) |  | ≤ 0 | **missed** |" in text
    assert "| concealed | 0.80 % | 1 % | ≤ 0.7 × what is beside it | **missed** |" in text
    assert "| [F1](#f1) | The server is killed. | 1 of 3, **missed** |" in text
    assert "**Broke off**, so there are no figures: `OSError: no`" in text


def test_the_page_is_written_again_from_the_records_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "reliability"
    page.publish(RECORD, folder)
    written = (tmp_path / "reliability.md").read_text()
    (tmp_path / "reliability.md").write_text("two halves that do not fit")
    page.write_again(folder)
    assert (tmp_path / "reliability.md").read_text() == written == page.page([RECORD])
    assert (folder / "F1.svg").read_text() == plot(RECORD)


def test_faults_are_told_of_in_the_order_of_their_numbers() -> None:
    names = ["F10", "lavia", "F2"]
    text = page.page([replace(RECORD, fault=name) for name in names])
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## F2", "## F10", "## lavia"]


def test_a_plot_shows_every_run_and_control_and_the_limit() -> None:
    drawn = ElementTree.fromstring(plot(RECORD))
    kinds = [element.get("class") for element in drawn.iter() if element.get("class")]
    runs, controls, limits = (kinds.count(kind) for kind in ("run", "beside", "limit"))
    assert (runs, controls, limits) == (1 + 2 + 2 + 1 + 1, 1 + 2 + 1, 1 + 3), "and one of each in the key"


def test_what_never_came_is_told_and_drawn_at_the_edge() -> None:
    never = worst("sound back", [2.0, float("inf")], 5.0, "s")
    record = replace(RECORD, figures=[never])
    assert "| sound back | ∞ s (2–∞) |  | ≤ 5 s | **missed** |" in page.page([record])
    assert "nan" not in plot(record) and "inf" not in plot(record)


def test_the_committed_page_is_made_from_the_committed_records() -> None:
    records = list(read_all(PUBLISHED))
    assert page.PAGE.read_text() == page.page(records)
    for record in records:
        assert "+" not in record.revision
        assert (PUBLISHED / f"{record.fault}.svg").read_text() == plot(record)
        assert record.fault in faults.FAULTS


@needs_networks
async def test_the_control_finds_a_line_as_it_was_told() -> None:
    busy = "late by"  # how late is the machine's affair, and it runs other tests
    figures = await control()
    assert [one.row() for one in figures if not one.passed and busy not in one.name] == []
    assert any(busy in one.name for one in figures)
