"""What an endpoint measured in a visit, for people and for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from endpoint.rtc.link import Link
from media.measure.figures import Spread, spread

LEAST_LOOKS = 2
"""In so many looks at least a tone is heard before it counts: one may be cut off at a beginning or an end."""


@dataclass(frozen=True, kw_only=True)
class SoundFigures:
    """`tones`: Hz. Milliseconds; `missing_ms` never came, in `holes` holes. `age_ms` is of marked sound only."""

    tones: tuple[int, ...]
    seconds: float
    missing_ms: float
    holes: int
    longest_gap_ms: float
    age_ms: Spread | None


@dataclass(frozen=True, kw_only=True)
class PictureFigures:
    """`marks`: pictures by the identity that they bore. `age_ms` is of clocked marks only."""

    marks: dict[int, int]
    pictures: int
    per_second: float
    freezes: int
    longest_gap_ms: float
    size: tuple[int, int] | None
    age_ms: Spread | None


@dataclass(frozen=True, kw_only=True)
class LinkFigures:
    """One link. `text`: rows as they stand, with U+FFFD where some was lost, in `text_losses` places. `lip_sync_ms`: how much later the sound is than the picture. `ungranted`: frames that came and should not."""

    sound: SoundFigures
    picture: PictureFigures
    text: str
    text_losses: int
    lip_sync_ms: float | None
    connected_after_s: float | None
    replaced: int
    ungranted: int


@dataclass(frozen=True, kw_only=True)
class VisitReport:
    """`answered_after_s` from the call (or the ring) to the talk; `first_…_after_s` from the talk's begin."""

    visit: str
    who: str
    service: str | None
    answered_after_s: float
    talked_s: float
    first_sound_after_s: float | None
    first_picture_after_s: float | None
    ended_by: str
    links: tuple[LinkFigures, ...]

    @property
    def complete(self) -> bool:
        """Whether sound and pictures came and nothing did that should not."""
        heard = any(link.sound.seconds > 0 for link in self.links)
        seen = any(link.picture.pictures > 0 for link in self.links)
        return heard and seen and not any(link.ungranted for link in self.links)


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One talk as it went, by the wall clock: `asked` is the call or the ring."""

    visit: str
    who: str
    service: str | None
    asked: float
    answered: float
    ended: float
    ended_by: str


def report_of(talk: Talk, links: Sequence[Link]) -> VisitReport:
    return VisitReport(
        visit=talk.visit,
        who=talk.who,
        service=talk.service,
        answered_after_s=round(talk.answered - talk.asked, 3),
        talked_s=round(talk.ended - talk.answered, 3),
        first_sound_after_s=_first_after(links, "sound", talk.answered),
        first_picture_after_s=_first_after(links, "picture", talk.answered),
        ended_by=talk.ended_by,
        links=tuple(map(_figures_of, links)),
    )


def _figures_of(link: Link) -> LinkFigures:
    sound, picture = link.ear.sound, link.ear.picture
    return LinkFigures(
        sound=SoundFigures(
            tones=tuple(sorted(hz for hz, looks in sound.tones.items() if looks >= LEAST_LOOKS)),
            seconds=round(sound.samples / 48_000, 2),
            missing_ms=round(sound.missing / 48, 1),
            holes=sound.holes,
            longest_gap_ms=round(sound.longest_gap * 1000, 1),
            age_ms=_in_ms(sound.ages),
        ),
        picture=PictureFigures(
            marks=dict(picture.marks),
            pictures=picture.pictures,
            per_second=round(picture.per_second, 1),
            freezes=picture.freezes,
            longest_gap_ms=round(picture.longest_gap * 1000, 1),
            size=picture.size,
            age_ms=_in_ms(picture.ages),
        ),
        text=link.ear.text.text,
        text_losses=link.ear.text.losses,
        lip_sync_ms=_lip_sync(sound.ages, picture.ages),
        connected_after_s=_rounded(link.connected_after),
        replaced=link.replaced,
        ungranted=link.ear.ungranted,
    )


def _first_after(links: Iterable[Link], what: str, began: float) -> float | None:
    """Seconds from `began` (wall clock) to the first `sound` or `picture` over any of the links."""
    at = [first for link in links if (first := getattr(link.ear, what).first_at) is not None]
    return _rounded(max(0.0, min(at) - began)) if at else None


def summary(reports: Sequence[VisitReport], failed: dict[str, int]) -> dict[str, Any]:
    """Many visits in one line of figures: medians and 95th percentiles."""

    def of(values: Iterable[float | None]) -> dict[str, float] | None:
        known = spread([value for value in values if value is not None])
        return asdict(known) if known else None

    return {
        "visits": len(reports),
        "complete": sum(report.complete for report in reports),
        "failed": failed,
        "answered_after_s": of(r.answered_after_s for r in reports),
        "first_sound_after_s": of(r.first_sound_after_s for r in reports),
        "first_picture_after_s": of(r.first_picture_after_s for r in reports),
        "missing_ms": of(link.sound.missing_ms for r in reports for link in r.links),
        "pictures_per_second": of(link.picture.per_second for r in reports for link in r.links),
    }


def as_text(report: VisitReport) -> str:
    """A few lines for people."""
    lines = [
        f"{report.who}: visit {report.visit}, {report.service or 'no service'}, ended by {report.ended_by}",
        (
            f"  answered after {report.answered_after_s:.2f} s, talked {report.talked_s:.1f} s,"
            f" first sound after {_s(report.first_sound_after_s)},"
            f" first picture after {_s(report.first_picture_after_s)}"
        ),
    ]
    for number, link in enumerate(report.links, 1):
        sound, picture = link.sound, link.picture
        tones = ", ".join(f"{hz} Hz" for hz in sound.tones) or "no test tone"
        marks = ", ".join(str(mark) for mark in sorted(picture.marks)) or "no mark"
        width, height = picture.size or (0, 0)
        lines += [
            f"  link {number}, connected after {_s(link.connected_after_s)}, replaced {link.replaced} times",
            (
                f"    sound    {sound.seconds:.1f} s, {tones}; missing {sound.missing_ms:.0f} ms in {sound.holes} holes,"
                f" longest gap {sound.longest_gap_ms:.0f} ms, age {_ms(sound.age_ms)}"
            ),
            (
                f"    picture  {picture.pictures} at {picture.per_second:.1f}/s, {width}×{height}, {marks};"
                f" {picture.freezes} freezes, longest gap {picture.longest_gap_ms:.0f} ms, age {_ms(picture.age_ms)}"
            ),
            (
                f"    sound after picture: {'unknown' if link.lip_sync_ms is None else f'{link.lip_sync_ms:.0f} ms'};"
                f" frames that should not have come: {link.ungranted}"
            ),
        ]
        if link.text:
            lines.append(f"    text     {link.text!r}, lost in {link.text_losses} places")
    return "\n".join(lines)


def summary_as_text(figures: dict[str, Any]) -> str:
    lines = [f"{figures['visits']} visits, {figures['complete']} of them with sound and pictures"]
    lines += [f"  {count} failed: {code}" for code, count in figures["failed"].items()]
    for name, unit in (
        ("answered_after_s", "s"),
        ("first_sound_after_s", "s"),
        ("first_picture_after_s", "s"),
        ("missing_ms", "ms"),
        ("pictures_per_second", ""),
    ):
        found = figures[name]
        said = f"median {found['median']:.2f} {unit}, p95 {found['p95']:.2f} {unit}" if found else "unknown"
        lines.append(f"  {name.rsplit('_', 1)[0].replace('_', ' '):<22} {said}")
    return "\n".join(lines)


def _in_ms(seconds: Sequence[float]) -> Spread | None:
    found = spread(seconds)
    return Spread(round(found.median * 1000, 1), round(found.p95 * 1000, 1)) if found else None


def _lip_sync(sound: Sequence[float], picture: Sequence[float]) -> float | None:
    heard, seen = spread(sound), spread(picture)
    if heard is None or seen is None:
        return None
    return round(((heard.median - seen.median + 0.5) % 1.0 - 0.5) * 1000, 1)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _s(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.2f} s"


def _ms(found: Spread | None) -> str:
    return "unknown" if found is None else f"{found.median:.0f} ms (p95 {found.p95:.0f})"
