"""What happens without anybody asking: deadlines, lost seats, rings, boards, a directory that has changed."""

import logging
from collections.abc import Coroutine
from typing import Any

from signaling.protocol.words import Kind
from signaling.routing.estimate import LOOKED_BACK
from signaling.service.alarm import Alarm
from signaling.service.book import Book
from signaling.service.city_time import local_time, next_midnight
from signaling.service.metrics import Metrics
from signaling.service.parts import Parts, Ports
from signaling.service.ports import Unavailable
from signaling.service.record import Record
from signaling.service.timers import AFTER_FAILURE
from signaling.service.visits import BY_ITSELF
from signaling.visit.commands import Command, SealAside
from signaling.visit.refusal import Gone, Refused

logger = logging.getLogger(__name__)

SWEEP = 1.0
REFRESH_DIRECTORY = 5.0
REFRESH_WAITS = 60.0


class Steward:
    """`tick` at `next_due`, and `settle` after each change. Neither raises: what cannot be done now is tried again."""

    def __init__(self, ports: Ports, parts: Parts, metrics: Metrics) -> None:
        now = ports.clock.now()
        self._ports = ports
        self._parts = parts
        self._metrics = metrics
        self._clock = ports.clock
        self._alarm = Alarm(ports.clock)
        self._next_sweep = now + SWEEP
        self._directory_at = now
        self._waits_at = float("-inf")
        self._tomorrow_at = next_midnight(now)

    async def run(self) -> None:
        """For ever: whatever falls due, when it falls due."""
        while True:
            await self._alarm.wait(self.next_due())
            if self.next_due() <= self._clock.now():
                await self.tick()

    def nudge(self) -> None:
        """Something may fall due sooner than before."""
        self._alarm.nudge()

    # --- after a change ---------------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """What can be done at once: seal asides that the customer's pages have reported, ring experts."""
        await self.attempt("settling", self._settle())

    async def _settle(self) -> None:
        visits = self._parts.visits
        for record in visits.open():
            aside = record.visit.aside
            if aside is not None and not aside.sealed and record.customer_is_shut_out():
                try:
                    await visits.command(record, SealAside(), patience=BY_ITSELF)
                except (Refused, Gone):
                    continue
        await self._parts.matching.run()
        under_way = [record.visit.kind for record in visits.open() if record.visit.ended_at is None]
        self._metrics.open_inquiries = under_way.count(Kind.INQUIRY)
        self._metrics.open_visits = len(under_way) - self._metrics.open_inquiries
        self._metrics.on_shift = len(self._parts.shifts)
        self._alarm.nudge()

    # --- time -------------------------------------------------------------------------------------------------------

    def next_due(self) -> float:
        """When `tick` has something to do next."""
        due = min(self._next_sweep, self._tomorrow_at)
        boards = self._parts.hub.due()
        if boards is not None:
            due = min(due, boards)
        for record in self._parts.visits.open():
            deadline = self._parts.timers.next_of(record)
            if deadline is not None:
                due = min(due, deadline.at)
        return due

    async def tick(self) -> None:
        """Do whatever has fallen due."""
        self._turn_page()
        for record in self._parts.visits.open():
            if not await self._fire(record):
                break  # the store is away: the others wait for the next time
        if self._clock.now() >= self._next_sweep:
            self._next_sweep = self._clock.now() + SWEEP
            await self.attempt("the sweep", self._sweep())
        await self.settle()
        boards = self._parts.hub.due()
        if boards is not None and boards <= self._clock.now():
            await self.attempt("the boards", self._parts.hub.flush())

    async def _fire(self, record: Record) -> bool:
        """Whatever falls due in that visit; False when the store is away."""
        due = self._parts.timers.next_of(record)
        while due is not None and due.at <= self._clock.now():
            before, taken = record.visit.version, False
            try:
                taken = await self.attempt("a deadline", self._carry_out(record, due.command))
            finally:
                if record.visit.version == before:
                    record.stuck_until = self._clock.now() + AFTER_FAILURE
            if not taken:
                return False
            due = self._parts.timers.next_of(record)
        return True

    async def _carry_out(self, record: Record, command: Command) -> None:
        try:
            await self._parts.visits.command(record, command, patience=BY_ITSELF)
        except (Refused, Gone) as reason:
            logger.warning("a deadline was refused: %s", reason)

    async def _sweep(self) -> None:
        parts, now = self._parts, self._clock.now()
        parts.visits.forget_settled()
        await parts.visits.look_into_unclear()
        parts.relay.forget_old()
        came_or_went = await parts.watch.sweep()
        if await parts.shifts.watch(parts.facts.book.accounts) or came_or_went:
            parts.hub.mark()
        parts.hub.refresh()
        if now >= self._directory_at + REFRESH_DIRECTORY:
            await self.renew_directory()
        if now >= self._waits_at + REFRESH_WAITS:
            self._waits_at = now
            parts.facts.learn_waits(await self._ports.log.recent_waits(now - LOOKED_BACK))
            parts.hub.mark()

    def _turn_page(self) -> None:
        """At midnight, and not a moment later, others may answer for a service."""
        now, facts = self._clock.now(), self._parts.facts
        if now < self._tomorrow_at:
            return
        self._tomorrow_at = next_midnight(now)
        facts.book = Book(facts.book.catalogue.city, local_time(now).date())
        self._parts.hub.mark()

    async def renew_directory(self) -> None:
        """Take what has changed in the city, and the new day. Raises `Unavailable`."""
        now, facts = self._clock.now(), self._parts.facts
        self._directory_at = now
        city, today = await self._ports.directory.city(), local_time(now).date()
        if not facts.book.same(city, today):
            facts.book = Book(city, today)
            self._parts.hub.mark()

    async def attempt(self, what: str, work: Coroutine[Any, Any, None]) -> bool:
        """One visit's or one page's fault stops nobody else. False: the store is away."""
        try:
            await work
        except Unavailable:
            logger.debug("the store is away: %s is tried again", what)
            return False
        except Exception:
            self._metrics.faults += 1
            logger.exception("a fault of ours in %s", what)
        return True
