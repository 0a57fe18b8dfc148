"""Descriptions and candidates from page to page: only over a link that exists, only from the page that has the seat."""

from collections import deque

from signaling.protocol.errors import ErrorCode
from signaling.protocol.limits import MAX_CANDIDATES_PER_LINK, MAX_QUEUED_BYTES
from signaling.protocol.messages import Candidate, Description, Relayed, Signal
from signaling.service.metrics import Metrics
from signaling.service.ports import Clock
from signaling.service.presence import Page, Presence
from signaling.service.record import End, Record
from signaling.service.visits import Visits
from signaling.visit.refusal import Refused

KEPT_FOR = 30.0
KEPT_AT_MOST = 128
"""For how many seconds, and how many at most, signals wait for a page that is just reconnecting."""

ROOM_LEFT = MAX_QUEUED_BYTES // 2
"""Bytes that may wait for a page before nothing more is passed on to it: whoever sends it much does not get it disconnected."""

KEPT_CHARACTERS = MAX_QUEUED_BYTES // 3
"""What waits has to fit into the page's outbox, beside its view and its boards, when it is back."""


class Relay:
    """Nothing of it is logged. What comes while the other page has no socket waits for it in memory for a moment."""

    def __init__(self, *, visits: Visits, presence: Presence, metrics: Metrics, clock: Clock) -> None:
        self._visits = visits
        self._presence = presence
        self._metrics = metrics
        self._clock = clock
        self._kept: dict[tuple[str, str], deque[tuple[float, Signal]]] = {}

    def pass_on(self, page: Page, signal: Signal) -> None:
        """To the page at the other end. Raises `Refused`: it is no link of this page's."""
        for record in self._visits.of_owner(page.owner):
            ends = _ends(record, signal.link, page)
            if ends is None:
                continue
            mine, other = ends
            if isinstance(signal.body, Candidate) and not record.count_candidate(
                signal.link, mine.seat.id, signal.attempt, MAX_CANDIDATES_PER_LINK
            ):
                return
            self._deliver(other, signal)
            return
        raise Refused(ErrorCode.LINK_UNKNOWN)

    def _deliver(self, end: End, signal: Signal) -> None:
        other = self._presence.holder(end.owner)
        if other is None:
            waiting = self._kept.setdefault((end.owner, end.seat.page), deque(maxlen=KEPT_AT_MOST))
            self._drop_lower_attempts(waiting, signal)
            waiting.append((self._clock.now(), signal))
            while sum(_size(kept) for _, kept in waiting) > KEPT_CHARACTERS:
                waiting.popleft()
        elif other.page == end.seat.page:
            self._send(other, signal)

    @staticmethod
    def _drop_lower_attempts(waiting: deque[tuple[float, Signal]], newer: Signal) -> None:
        """A page that was away is given the newest connection to answer, and none that was given up meanwhile."""
        for kept in [one for one in waiting if one[1].link == newer.link and one[1].attempt < newer.attempt]:
            waiting.remove(kept)

    def _send(self, page: Page, signal: Signal) -> None:
        if page.outbox.queued_bytes > ROOM_LEFT:
            self._metrics.signals_dropped += 1  # a link that needed it is replaced
            return
        self._metrics.relayed += 1
        page.outbox.send(Relayed(link=signal.link, attempt=signal.attempt, body=signal.body))

    def welcome_back(self, page: Page) -> None:
        """Give a page what came for it while it had no socket, over links that it still has."""
        for _, signal in self._kept.pop((page.owner, page.page), ()):
            if self._has(page, signal.link):
                self._send(page, signal)

    def _has(self, page: Page, link: str) -> bool:
        return any(_ends(record, link, page) is not None for record in self._visits.of_owner(page.owner))

    def forget_old(self) -> None:
        """Drop what has waited too long."""
        since = self._clock.now() - KEPT_FOR
        self._kept = {key: kept for key, kept in self._kept.items() if kept[-1][0] >= since}


def _size(signal: Signal) -> int:
    """In characters, but for the few that every signal has."""
    match signal.body:
        case Description(sdp=text) | Candidate(candidate=text):
            return len(text)
        case _:
            return 0


def _ends(record: Record, link: str, page: Page) -> tuple[End, End] | None:
    """The end of the link at which this very page sits, and the other one."""
    ends = record.ends(link)
    if ends is None:
        return None
    offerer, answerer = ends
    for mine, other in ((offerer, answerer), (answerer, offerer)):
        if mine.seat.page == page.page and mine.owner == page.owner:
            return mine, other
    return None
