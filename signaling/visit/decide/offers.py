"""Ringing: who is rung, for how long, and who answers first."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle, Kind, Level, Purpose
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.deadlines import ring_due, spread_due
from signaling.visit.decide.draft import Draft
from signaling.visit.decide.parting import close_search, end_visit
from signaling.visit.decide.sealing import seal_if_nobody_hears
from signaling.visit.engaged import engaged
from signaling.visit.model import CloseReason, Offer, OfferEnd, Search, SearchEnd, Visit
from signaling.visit.refusal import Gone, GoneWhy, Refused
from signaling.visit.visible import invites_by_name, offer_of, rung_for, search_of

GONE = {
    OfferEnd.OTHER_ANSWERED: GoneWhy.OTHER_ANSWERED,
    OfferEnd.DECLINED: GoneWhy.DECLINED,
    OfferEnd.WITHDRAWN: GoneWhy.WITHDRAWN,
    OfferEnd.GONE: GoneWhy.NOT_REACHED,
}


def make_offer(draft: Draft, command: c.MakeOffer) -> None:
    search = search_of(draft.visit, command.search)
    if search is None:
        raise Gone(GoneWhy.SEARCH_OVER)
    if command.person in engaged(draft.visit):
        raise Refused(ErrorCode.PERSON_BUSY)
    for person, at in search.declined:
        if person == command.person and draft.now < at + draft.limits.decline_memory:
            raise Refused(ErrorCode.PERSON_UNAVAILABLE)
    draft.add(
        e.OfferMade(
            at=draft.now,
            offer=command.offer,
            search=command.search,
            person=command.person,
            unit=command.unit,
            seat=command.seat,
            reason=command.reason,
        )
    )


def close_offer(draft: Draft, command: c.CloseOffer) -> None:
    """The rung expert's page or shift is gone."""
    offer = offer_of(draft.visit, command.offer)
    if offer is None:
        return
    draft.add(e.OfferClosed(at=draft.now, offer=offer.id, reason=OfferEnd.GONE))
    _seek_anybody(draft, rung_for(draft.visit, offer))


def mark_silent(draft: Draft, command: c.MarkSilent) -> None:
    """The ring time is over: it rings on, and the next is rung as well."""
    offer = offer_of(draft.visit, command.offer)
    if offer is None or offer.silent or draft.now < ring_due(offer, draft.limits):
        return
    draft.add(e.OfferSilent(at=draft.now, offer=offer.id))
    search = rung_for(draft.visit, offer)
    if search.level is Level.ONE and not invites_by_name(search):
        draft.add(e.SearchSpread(at=draft.now, search=search.id, level=Level.NEXT))


def spread(draft: Draft, command: c.Spread) -> None:
    search = search_of(draft.visit, command.search)
    due = None if search is None else spread_due(search, draft.limits)
    if due is not None and command.level is due[1] and draft.now >= due[0]:
        draft.add(e.SearchSpread(at=draft.now, search=command.search, level=command.level))


def decline(draft: Draft, command: c.Decline) -> None:
    offer = offer_of(draft.visit, command.offer)
    if offer is None:
        return
    _must_ring(offer, command.by)
    draft.add(e.OfferClosed(at=draft.now, offer=offer.id, reason=OfferEnd.DECLINED))
    search = rung_for(draft.visit, offer)
    if invites_by_name(search):
        close_search(draft, search, SearchEnd.DECLINED)
        end_lonely_inquiry(draft)
    _seek_anybody(draft, search)


def answer(draft: Draft, command: c.Answer) -> None:
    """**Vastaa**. The first to answer wins; whoever comes later is told."""
    offer = offer_of(draft.visit, command.offer)
    if offer is None:
        _answered_too_late(draft.visit, command)
        return
    _must_ring(offer, command.by)
    search = rung_for(draft.visit, offer)
    draft.add(e.OfferClosed(at=draft.now, offer=offer.id, reason=OfferEnd.ANSWERED))
    close_search(draft, search, SearchEnd.FOUND)
    asker = search.by if search.purpose is Purpose.ASK else None
    if asker is not None and draft.visit.aside is None:
        draft.add(
            e.AsideBegan(at=draft.now, asker=asker),
            e.Moved(at=draft.now, person=asker, circle=Circle.ASIDE),
        )
    circle = Circle.MAIN if asker is None else Circle.ASIDE
    draft.add(
        e.Joined(at=draft.now, person=command.by, part=search.part, unit=offer.unit, circle=circle),
        e.SeatTaken(at=draft.now, seat=command.seat),
    )
    seal_if_nobody_hears(draft)


def end_lonely_inquiry(draft: Draft) -> None:
    """Whom an inquiry called has not come: there is nobody to talk with."""
    if draft.visit.kind is Kind.INQUIRY:
        end_visit(draft, CloseReason.NO_EXPERT, None)


def _seek_anybody(draft: Draft, search: Search) -> None:
    """A matter transferred to one person becomes everybody's of that service when they do not take it."""
    if search.purpose is Purpose.SERVE and search.person is not None:
        draft.add(e.SearchSpread(at=draft.now, search=search.id, level=Level.ONE))


def _must_ring(offer: Offer, by: str) -> None:
    if offer.seat.person != by:
        raise Refused(ErrorCode.NOT_ALLOWED)


def _answered_too_late(visit: Visit, command: c.Answer) -> None:
    """Nothing to do when it was answered by this very press; otherwise the person is told what happened."""
    end = dict(visit.past_offers).get(command.offer)
    if end is None:
        raise Refused(ErrorCode.SEARCH_UNKNOWN)
    if end is not OfferEnd.ANSWERED:
        raise Gone(GONE[end])
