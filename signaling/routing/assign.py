"""Who gets whom: one pure function from who waits and who is free to who is rung now."""

from collections.abc import Callable, Sequence

from signaling.protocol.words import Level, OfferReason, Part, Purpose
from signaling.routing.model import Duty, Expert, Proposal, Waiting

RUNG_AT_MOST = {Level.ONE: 1, Level.NEXT: 2}
"""How many ring at a time for one search at a level; at the other levels all who may."""


def assign(waiting: Sequence[Waiting], experts: Sequence[Expert], now: float) -> tuple[Proposal, ...]:
    """Whom to ring now, and why. The same input gives the same proposals, in whatever order it stands.

    Nobody is proposed twice, nor while rung by any search of `waiting`, nor for a search of a visit they are in. Searches
    take their turn by `order`; each takes those who may serve it, longest idle first. Heads of lines do not starve those who
    have just come in: whoever `took_head` last is for those first. `now` is seconds of the clock that `until_retry` is in.
    """
    rung = {person for search in waiting for person in search.rung}
    free = sorted((each for each in experts if each.person not in rung), key=_longest_idle)
    proposals: list[Proposal] = []
    line = sorted(filter(_somebody_for(free), filter(wants_more, waiting)), key=order)
    heads = [each for each in line if each.head]
    turns = [(search, True) for search in heads] + [(each, False) for each in line if not each.head]
    for search, spares in turns + [(search, False) for search in heads]:
        already = len(search.rung) + sum(each.search == search.search for each in proposals)
        for expert in tuple(free):
            if _has_enough(search, already):
                break
            if (spares and expert.took_head) or not may_ring(search, expert, now):
                continue
            proposals.append(
                Proposal(
                    visit=search.visit,
                    search=search.search,
                    person=expert.person,
                    reason=_reason(search, expert, already),
                )
            )
            free.remove(expert)
            already += 1
        if not free:
            break
    return tuple(proposals)


def wants_more(search: Waiting) -> bool:
    """Whether fewer ring for it than may."""
    return not _has_enough(search, len(search.rung))


def _has_enough(search: Waiting, ringing: int) -> bool:
    most = RUNG_AT_MOST.get(search.level)
    return most is not None and ringing >= most


def _somebody_for(free: Sequence[Expert]) -> Callable[[Waiting], bool]:
    """Whether a search may find somebody at all: a quick look that spares a long line most of `may_ring`."""
    served = set[str]().union(*(each.services for each in free))
    at_desk = any(each.at_desk and each.duty is Duty.CLERK for each in free)

    def may_find(search: Waiting) -> bool:
        anyway = (
            search.person is not None or search.service is None or (at_desk and search.level is Level.DESK)
        )
        return anyway or search.service in served

    return may_find


def order(search: Waiting) -> tuple[bool, float, str]:
    """The line: heads of their lines first, then the longest waiting."""
    return (not search.head, search.since, search.search)


def may_ring(search: Waiting, expert: Expert, now: float) -> bool:
    """May this expert be offered this search, setting aside how many ring already?

    Who is named may, whatever they serve and speak: somebody of staff has chosen them.
    """
    if search.person is not None:
        chosen = search.person == expert.person
    else:
        chosen = search.language in expert.languages and (
            _serves(search, expert) or _helps_out(search, expert)
        )
    declined = search.until_retry and any(
        person == expert.person and now < until for person, until in search.until_retry
    )
    return chosen and not declined and expert.person not in search.in_visit


def _serves(search: Waiting, expert: Expert) -> bool:
    if search.part is Part.INTERPRETER:
        return expert.duty is Duty.INTERPRETER and (
            search.service is None or search.service in expert.services
        )
    return expert.duty is not Duty.INTERPRETER and search.service in expert.services


def _helps_out(search: Waiting, expert: Expert) -> bool:
    """A clerk at a desk takes a matter that nobody has answered for long; not a colleague's request for a specialist."""
    return (
        search.level is Level.DESK
        and search.purpose is Purpose.SERVE
        and expert.duty is Duty.CLERK
        and expert.at_desk
    )


def _reason(search: Waiting, expert: Expert, already: int) -> OfferReason:
    """Why this expert, when `already` others ring for the search."""
    if search.person is not None:
        return OfferReason.NAMED
    if not _serves(search, expert):
        return OfferReason.DESK_CLERK
    if already:
        return OfferReason.NEXT_AFTER_SILENCE if search.level is Level.NEXT else OfferReason.WHOLE_GROUP
    if expert.idle_since > search.opened_at and not search.until_retry:
        return (
            OfferReason.GOT_FREE
        )  # the longest idle of all who may: so nobody was free when the search began
    if search.level in {Level.GROUP, Level.DESK}:
        return OfferReason.WHOLE_GROUP
    return OfferReason.AFTER_DECLINE if search.until_retry else OfferReason.LONGEST_IDLE


def _longest_idle(expert: Expert) -> tuple[float, str]:
    return (expert.idle_since, expert.person)
