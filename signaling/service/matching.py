"""Who is rung for whom: asks `assign` after every change, and rings those it proposes."""

import logging

from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import PageKind
from signaling.routing.assign import assign, wants_more
from signaling.routing.model import Expert, Proposal
from signaling.service.facts import Facts
from signaling.service.ports import Ids, Unavailable
from signaling.service.presence import SILENT_AFTER, Presence, account_owner
from signaling.service.record import Record
from signaling.service.seats import laptop
from signaling.service.visits import BY_ITSELF
from signaling.visit.commands import CloseOffer, MakeOffer
from signaling.visit.model import Offer
from signaling.visit.refusal import Gone, Refused

logger = logging.getLogger(__name__)

ROUNDS = 100


class Matching:
    """Runs in one place at a time: a call while it runs makes it look once more."""

    def __init__(
        self,
        *,
        facts: Facts,
        presence: Presence,
        ids: Ids,
    ) -> None:
        self._facts = facts
        self._visits = facts.visits
        self._shifts = facts.shifts
        self._presence = presence
        self._ids = ids
        self._running = False
        self._again = False
        self.quiet_until = 0.0

    async def run(self) -> None:
        """Ring whoever is to be rung now. Raises nothing but faults of ours: a store that is away is tried again later."""
        self._again = True
        if self._running:
            return
        self._running = True
        try:
            for _ in range(ROUNDS):
                if not self._again:
                    return
                self._again = False
                await self._once()
        except Unavailable:
            logger.warning("nobody could be rung: the store is away")
        finally:
            self._running = False

    async def _once(self) -> None:
        await self._close_offers()
        now = self._facts.now()
        if now < self.quiet_until:
            return
        waiting = self._facts.waiting()
        if not any(map(wants_more, waiting)):
            return
        for proposal in assign(waiting, self._experts(now), now):
            await self._ring(proposal)

    async def _ring(self, proposal: Proposal) -> None:
        """What has changed meanwhile is left for the next round."""
        record = await self._visits.find(proposal.visit)
        account = self._facts.book.accounts.get(proposal.person)
        page = self._presence.holder(account_owner(proposal.person))
        if (
            record is None
            or account is None
            or page is None
            or self._facts.engaged_in(account.id) is not None
        ):
            return
        person = self._visits.person(record, account.id)
        command = MakeOffer(
            offer=self._ids.new(),
            search=proposal.search,
            person=person,
            unit=account.unit,
            seat=laptop(page, person, account),
            reason=proposal.reason,
        )
        try:
            await self._visits.command(record, command, patience=BY_ITSELF)
        except Gone:
            self._again = True
        except Refused as refusal:
            if refusal.code is not ErrorCode.BUSY:
                logger.info("an offer was refused", extra={"code": refusal.code.value})

    async def _close_offers(self) -> None:
        for record in self._visits.open():
            for offer in record.visit.offers:
                if self._cannot_answer(record, offer):
                    try:
                        await self._visits.command(record, CloseOffer(offer=offer.id), patience=BY_ITSELF)
                    except (Refused, Gone):
                        self._again = True

    def _cannot_answer(self, record: Record, offer: Offer) -> bool:
        account = record.account(offer.seat.person)
        if account is None or account not in self._shifts:
            return True
        now = self._facts.now()
        return now - self._presence.last_there(account_owner(account), now) >= SILENT_AFTER

    def _experts(self, now: float) -> tuple[Expert, ...]:
        """Everybody on shift with a live page who is not engaged, neither in a visit nor by an outcome owed."""
        found = []
        for account in self._shifts.accounts():
            known = self._facts.book.accounts.get(account)
            page = self._presence.holder(account_owner(account))
            if known is None or page is None or not page.live(now):
                continue
            if self._facts.engaged_in(account) is not None:
                continue
            found.append(
                Expert(
                    person=account,
                    duty=known.duty,
                    services=self._facts.book.served_by(account),
                    languages=known.languages,
                    idle_since=self._shifts.idle_since(account),
                    took_head=self._shifts.took_head(account),
                    at_desk=known.desk is not None or page.kind is PageKind.DESK,
                )
            )
        return tuple(found)
