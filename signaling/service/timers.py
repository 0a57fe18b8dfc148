"""When what falls due by itself is carried out. After a start nothing that fell due meanwhile strikes at once."""

from signaling.service.record import Due, Record
from signaling.visit.commands import Command, MarkSilent
from signaling.visit.deadlines import deadlines
from signaling.visit.limits import VisitLimits

AFTER_START = 15.0
"""Seconds after a start before anything but a ring falls due."""

AFTER_FAILURE = 1.0


class Timers:
    """Reads each visit's own deadlines; keeps none."""

    def __init__(self, limits: VisitLimits, started_at: float) -> None:
        self._limits = limits
        self._started_at = started_at

    def next_of(self, record: Record) -> Due | None:
        """What falls due next in this visit."""
        if record.due_version != record.visit.version:
            record.due_version = record.visit.version
            record.due = min(
                (
                    Due(at=self._shifted(record, at, command), command=command)
                    for at, command in deadlines(record.visit, self._limits)
                ),
                key=lambda due: due.at,
                default=None,
            )
        due = record.due
        if due is None or due.at >= record.stuck_until:
            return due
        return Due(at=record.stuck_until, command=due.command)

    def _shifted(self, record: Record, at: float, command: Command) -> float:
        """Nobody heard a ring while the server was away, so one that ended meanwhile rings its full time again."""
        if not record.restarted:
            return at
        if isinstance(command, MarkSilent):
            return at if at >= self._started_at else self._started_at + self._limits.ring
        return max(at, self._started_at + AFTER_START)
