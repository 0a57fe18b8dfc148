"""The links that a view grants against those that there are: silence first, then open, then say so."""

import asyncio
import logging
import time
from collections.abc import Iterator

from endpoint.capture.reader import Source
from endpoint.link.line import Line
from endpoint.rtc.link import Link
from signaling.protocol import limits
from signaling.protocol import messages as m
from signaling.protocol.scalars import Grant
from signaling.protocol.views import LinkView

logger = logging.getLogger(__name__)

WATCH_EVERY = 0.25
QUALITY_EVERY = 5.0


class Reconciler:
    """`run` follows the line's views and signals until it is cancelled, and then closes every connection."""

    def __init__(self, line: Line, source: Source) -> None:
        self._line = line
        self._source = source
        self._links: dict[str, Link] = {}
        self._early: dict[str, list[m.Relayed]] = {}
        self._ending: list[Link] = []
        self._one_at_a_time = asyncio.Lock()
        self.closed: list[Link] = []
        """Links that are over, for the report."""

    def links(self) -> Iterator[Link]:
        """Those that there are, and those that were."""
        yield from self.closed
        yield from self._links.values()

    def forget(self) -> None:
        """Leave out of the report what is over."""
        self.closed.clear()

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follow_views(), name="links: views")
                group.create_task(self._follow_signals(), name="links: signals")
                group.create_task(self._watch(), name="links: watch")
                group.create_task(self._tell_quality(), name="links: quality")
        finally:
            for link in self._links.values():
                link.silence(None)
            await asyncio.gather(*(link.close() for link in (*self._ending, *self._links.values())))
            self._links.clear()

    def type(self, text: str) -> bool:
        """To everybody at the other end of a link that grants it; whether any does."""
        allowed = [link.type(text) for link in self._links.values()]
        return any(allowed)

    def nudge(self) -> None:
        """Lets the loss of what was typed last be noticed."""
        for link in self._links.values():
            link.nudge()

    async def _follow_views(self) -> None:
        seen = 0
        while True:
            await self._line.until(lambda: self._line.views != seen)  # noqa: B023  asked at once
            seen, view = self._line.views, self._line.view
            wanted = {link.id: link for link in view.links} if view is not None else {}
            for known, link in self._links.items():
                link.silence(wanted.get(known))
            async with self._one_at_a_time:
                await self._open(wanted)
            if view is not None:
                await self._line.say(m.Applied(visit=view.visit, version=view.version))

    async def _open(self, wanted: dict[str, LinkView]) -> None:
        over = [self._links.pop(known) for known in tuple(self._links) if known not in wanted]
        self.closed += over
        self._ending = over
        await asyncio.gather(*(link.close() for link in over))
        for id_, asked in wanted.items():
            if id_ not in self._links:
                self._links[id_] = Link(asked, lambda: self._line.ice_servers, self._source, self._line.say)
            await self._links[id_].open(asked)
            for signal in self._early.pop(id_, ()):
                await self._give(signal)

    async def _follow_signals(self) -> None:
        while True:
            signal = await self._line.signals.get()
            async with self._one_at_a_time:
                if signal.link in self._links:
                    await self._give(signal)
                else:
                    self._keep(signal)

    def _keep(self, signal: m.Relayed) -> None:
        """A signal may overtake the view that its link is in."""
        while signal.link not in self._early and len(self._early) >= limits.MAX_LINKS:
            del self._early[next(iter(self._early))]
        kept = self._early.setdefault(signal.link, [])
        if len(kept) <= limits.MAX_CANDIDATES_PER_LINK:
            kept.append(signal)

    async def _give(self, signal: m.Relayed) -> None:
        try:
            await self._links[signal.link].take(signal.attempt, signal.body)
        except ValueError as error:
            logger.warning("link %s: %s", signal.link, error)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_EVERY)
            async with self._one_at_a_time:
                for link in self._links.values():
                    await link.watch()

    async def _tell_quality(self) -> None:
        while True:
            await asyncio.sleep(QUALITY_EVERY)
            view = self._line.view
            if view is not None:
                figures = [await _quality(link) for link in tuple(self._links.values())[: limits.MAX_LINKS]]
                told = tuple(figure for figure in figures if figure is not None)
                await self._line.say(m.Quality(visit=view.visit, links=told))


async def _quality(link: Link) -> m.LinkQuality | None:
    peer = link.newest
    if peer is None:
        return None
    received, lost, rtt = await peer.packets()
    now = time.monotonic()
    fresh = any(now - at < QUALITY_EVERY for grant, at in link.ear.last.items() if grant is not Grant.TEXT)
    return m.LinkQuality(
        link=link.view.id,
        attempt=peer.attempt,
        received=fresh,
        sound_packets=received,
        sound_lost=lost,
        concealed_samples=link.ear.sound.missing,
        total_samples=link.ear.sound.samples + link.ear.sound.missing,
        freezes=link.ear.picture.freezes,
        frames=link.ear.picture.pictures,
        rtt_ms=rtt,
        relayed=False,
    )
