"""Who is on shift. A shift outlives a page by far; somebody whose page is away is not rung."""

import asyncio
from collections.abc import Mapping

from signaling.routing.model import Account
from signaling.service.ports import Clock, Log, Pseudonyms, ShiftEvent
from signaling.service.presence import Presence, account_owner
from signaling.service.visits import BY_ITSELF, Change
from signaling.visit.events import OfferClosed
from signaling.visit.model import OfferEnd
from signaling.visit.visible import offer_of, rung_for

STAYS_WITHOUT_PAGE = 20.0
"""Seconds without a page after which a shift counts for nothing until the page is back."""


class Shifts:
    """By account. `start` and `end` are durable when they return and raise `Unavailable`."""

    def __init__(self, *, log: Log, clock: Clock, pseudonyms: Pseudonyms, presence: Presence) -> None:
        self._log = log
        self._clock = clock
        self._pseudonyms = pseudonyms
        self._presence = presence
        self._since: dict[str, float] = {}
        self._idle_since: dict[str, float] = {}
        self._took_head: set[str] = set()
        self._silent: set[str] = set()
        self._lock = asyncio.Lock()

    def __contains__(self, account: str) -> bool:
        return account in self._since

    def __len__(self) -> int:
        return len(self._since)

    def accounts(self) -> tuple[str, ...]:
        return tuple(self._since)

    async def load(self) -> int:
        """Take from the log who is on shift; returns how many."""
        self._since = dict(await self._log.on_shift())
        self._idle_since = dict(self._since)
        return len(self._since)

    async def start(self, account: Account) -> None:
        async with self._lock:
            if account.id in self._since:
                return
            now = self._clock.now()
            await self._log.change_shift(self._event(account, "started", now), account.id, now)
            self._since[account.id] = self._idle_since[account.id] = now
            self._took_head.discard(account.id)
            self._silent.discard(account.id)

    async def end(self, account: Account) -> None:
        async with self._lock:
            if account.id not in self._since:
                return
            await self._log.change_shift(self._event(account, "ended", self._clock.now()), account.id, None)
            self._since.pop(account.id, None)
            self._idle_since.pop(account.id, None)
            self._silent.discard(account.id)

    async def watch(self, accounts: Mapping[str, Account]) -> bool:
        """Record whose page has been away for long, and who is back; returns whether anything changed."""
        now, changed = self._clock.now(), False
        for account in tuple(self._since):
            known = accounts.get(account)
            if known is None:
                continue
            away = not self.counts(account)
            if away is (account in self._silent):
                continue
            await self._log.append_shift(self._event(known, "silent" if away else "returned", now), BY_ITSELF)
            (self._silent.add if away else self._silent.discard)(account)
            changed = True
        return changed

    def counts(self, account: str) -> bool:
        """On shift, with a page or without one only for a moment."""
        if account not in self._since:
            return False
        now = self._clock.now()
        return now - self._presence.last_there(account_owner(account), now) < STAYS_WITHOUT_PAGE

    def may_be_rung(self, account: str) -> bool:
        """On shift, with a page that hears a ring."""
        return account in self._since and self._presence.live(account_owner(account), self._clock.now())

    def idle_since(self, account: str) -> float:
        """Since when somebody on shift has been without a visit. Having been rung in vain does not change it."""
        return self._idle_since.get(account, self._clock.now())

    def took_head(self, account: str) -> bool:
        """Whether whom they answered last had come from a visit under way. A restart forgets it."""
        return account in self._took_head

    def visit_changed(self, change: Change) -> None:
        """Whoever of staff has left the visit is idle from now on; and whom somebody has answered is remembered."""
        for event in change.events:
            if isinstance(event, OfferClosed) and event.reason is OfferEnd.ANSWERED:
                self._remember(change, event.offer)
        after = change.record.visit
        staying = {person.id for person in after.people} if after.ended_at is None else set[str]()
        for person in change.before.people:
            account = change.record.account(person.id)
            if person.id not in staying and account in self._since:
                self._idle_since[account] = self._clock.now()

    def _remember(self, change: Change, answered: str) -> None:
        offer = offer_of(change.before, answered)
        account = None if offer is None else change.record.account(offer.seat.person)
        if offer is not None and account is not None:
            head = rung_for(change.before, offer).head
            (self._took_head.add if head else self._took_head.discard)(account)

    def _event(self, account: Account, what: str, at: float) -> ShiftEvent:
        person = self._pseudonyms.of(account.id, at)
        return ShiftEvent(person=person, unit=account.unit, what=what, at=at)
