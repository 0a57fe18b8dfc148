"""THE state table: what may be asked and what may happen at each stage of a visit, and where it leads.

`decide` refuses by it, the tests check every transition against it, and the diagram in the docs is printed from it.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.model import Stage, Visit
from signaling.visit.visible import open_matter, serve_search, staff

NEW, SEEKING, SERVING = Stage.NEW, Stage.SEEKING, Stage.SERVING
TRANSFERRING, AFTER, ENDED = Stage.TRANSFERRING, Stage.AFTER, Stage.ENDED

MEANING = {
    NEW: "Nothing has happened yet.",
    SEEKING: "The resident waits; nobody of staff is there.",
    SERVING: "Somebody of staff is there for the open matter.",
    TRANSFERRING: "Somebody else is sought for the matter while staff are still there.",
    AFTER: "The last matter is closed; the resident may rate it, or begin another.",
    ENDED: "Over. Only a rating, an outcome and the wipe may still come, each once.",
}


T = TypeVar("T")


class Row(Struct, frozen=True, kw_only=True):
    """One stage. `commands`: what may be asked, and the stages it may leave the visit in. `late`: what is answered with no
    event, since it comes too late and harms nobody. Anything else is refused. `events`: what may happen, and the stage after it.
    """

    commands: Mapping[type[c.Command], frozenset[Stage]]
    late: frozenset[type[c.Command]]
    events: Mapping[type[e.Event], frozenset[Stage]]


def stage_of(visit: Visit) -> Stage:
    """The stage, read from the matter and the people."""
    if visit.ended_at is not None:
        return ENDED
    if not visit.matters:
        return NEW
    if staff(visit):
        return TRANSFERRING if serve_search(visit) else SERVING
    return SEEKING if open_matter(visit) else AFTER


def _lead(*groups: tuple[Iterable[T], tuple[Stage, ...]]) -> dict[T, frozenset[Stage]]:
    return {one: frozenset(stages) for ones, stages in groups for one in ones}


_OFFERS = (c.MakeOffer, c.CloseOffer, c.MarkSilent, c.Spread)
_SEATS = (c.TakeSeat, c.LoseSeat, c.PutAwaySeat, c.SetDevices)
_WAITING = (c.Touch, c.AskResident, c.EndUntouched, c.EndClosed)
_AFTERWARDS = (c.GiveOutcome, c.GiveUpOutcome, c.RateAsStaff)
_TALKING = (c.Invite, c.BringIn, c.Release, c.BeginHold, c.EndHold, c.ShowPair, c.EndPair, c.SealAside)
_PRESSED_LATE: tuple[type[c.Command], ...] = (
    c.Cancel,
    c.Touch,
    c.EndMatter,
    c.Leave,
    c.EndHold,
    c.EndPair,
    c.Withdraw,
    c.BringIn,
    c.Release,
    c.Decline,
)
_FIRED_LATE: tuple[type[c.Command], ...] = (
    c.CloseOffer,
    c.SealAside,
    c.Spread,
    c.MarkSilent,
    c.GiveUpSearch,
    c.GiveUpSeat,
    c.AskResident,
    c.EndClosed,
)

_OFFER_EVENTS = (e.OfferMade, e.OfferSilent, e.OfferClosed, e.SearchSpread)
_SEAT_EVENTS = (e.SeatTaken, e.SeatLost, e.SeatReturned, e.SeatLeft, e.DevicesChanged)
_TALK_EVENTS = (
    e.Moved,
    e.AsideBegan,
    e.AsideSealed,
    e.AsideEnded,
    e.HoldBegan,
    e.HoldEnded,
    e.PairShown,
    e.PairEnded,
    e.HostChanged,
)

TABLE: Mapping[Stage, Row] = {
    NEW: Row(
        commands=_lead(((c.OpenVisit,), (SEEKING, SERVING))),
        late=frozenset(),
        events=_lead(
            ((e.VisitOpened, e.Joined, e.SeatTaken), (NEW,)),
            ((e.MatterOpened,), (SEEKING, SERVING)),
        ),
    ),
    SEEKING: Row(
        commands=_lead(
            ((*_OFFERS, c.Decline, *_SEATS, c.Touch, c.AskResident, *_AFTERWARDS), (SEEKING,)),
            ((c.Answer, c.ComeBack), (SERVING,)),
            ((c.Cancel, c.EndMatter, c.EndUntouched, c.EndClosed), (ENDED,)),
            ((c.GiveUpSeat,), (SEEKING, ENDED)),
        ),
        late=frozenset({c.Leave, c.Withdraw, c.EndHold, c.EndPair, c.SealAside, c.GiveUpSearch}),
        events=_lead(
            ((*_OFFER_EVENTS, *_SEAT_EVENTS, e.SearchOpened, e.SearchClosed), (SEEKING,)),
            ((e.ResidentAsked, e.ResidentTouched, e.MatterReturned), (SEEKING,)),
            ((e.OutcomeGiven, e.StaffRated), (SEEKING,)),
            ((e.Joined,), (SERVING,)),
            ((e.MatterClosed,), (AFTER,)),
        ),
    ),
    SERVING: Row(
        commands=_lead(
            ((*_OFFERS, c.Answer, c.ComeBack, *_SEATS, *_AFTERWARDS, *_TALKING), (SERVING,)),
            ((c.Decline, c.Withdraw, c.GiveUpSearch), (SERVING, ENDED)),
            ((c.Transfer,), (TRANSFERRING, SEEKING)),
            ((c.Leave,), (SERVING, AFTER, ENDED)),
            ((c.EndMatter,), (AFTER, ENDED)),
            ((c.Cancel,), (AFTER,)),
            ((c.GiveUpSeat,), (SERVING, SEEKING, ENDED)),
        ),
        late=frozenset(_WAITING),
        events=_lead(
            ((*_OFFER_EVENTS, *_SEAT_EVENTS, *_TALK_EVENTS, e.SearchClosed, e.Joined), (SERVING,)),
            ((e.MatterOpened, e.MatterClosed, e.OutcomeGiven, e.StaffRated), (SERVING,)),
            ((e.SearchOpened,), (SERVING, TRANSFERRING)),
            ((e.Left,), (SERVING, SEEKING, AFTER)),
        ),
    ),
    TRANSFERRING: Row(
        commands=_lead(
            (
                (*_OFFERS, c.Decline, c.GiveUpSearch, c.ComeBack, *_SEATS, *_AFTERWARDS, *_TALKING),
                (TRANSFERRING,),
            ),
            ((c.Answer, c.Withdraw), (TRANSFERRING, SERVING)),
            ((c.Leave,), (TRANSFERRING, SEEKING, ENDED)),
            ((c.EndMatter,), (AFTER, ENDED)),
            ((c.Cancel,), (AFTER,)),
            ((c.GiveUpSeat,), (TRANSFERRING, SEEKING, ENDED)),
        ),
        late=frozenset(_WAITING),
        events=_lead(
            ((*_OFFER_EVENTS, *_SEAT_EVENTS, *_TALK_EVENTS, e.SearchOpened, e.Joined), (TRANSFERRING,)),
            ((e.OutcomeGiven, e.StaffRated), (TRANSFERRING,)),
            ((e.SearchClosed,), (TRANSFERRING, SERVING)),
            ((e.Left,), (TRANSFERRING, SEEKING)),
        ),
    ),
    AFTER: Row(
        commands=_lead(
            ((*_SEATS, *_AFTERWARDS, c.RecordRating, c.Answer, c.ComeBack, c.Touch), (AFTER,)),
            ((c.GiveOutcome,), (AFTER, ENDED)),
            ((c.SecondMatter,), (SEEKING,)),
            ((c.Finish, c.EndUntouched, c.RecordWipe), (ENDED,)),
        ),
        late=frozenset(_PRESSED_LATE + _FIRED_LATE) - {c.Touch},
        events=_lead(
            ((*_SEAT_EVENTS, e.OutcomeGiven, e.StaffRated, e.Rated, e.ResidentTouched), (AFTER,)),
            ((e.MatterOpened,), (SEEKING,)),
            ((e.VisitEnded,), (ENDED,)),
        ),
    ),
    ENDED: Row(
        commands=_lead(
            ((c.Finish, c.RecordRating, c.RecordWipe, *_AFTERWARDS, c.Answer, c.ComeBack), (ENDED,))
        ),
        late=frozenset((*_PRESSED_LATE, *_FIRED_LATE, c.EndUntouched, *_SEATS)),
        events=_lead(((e.Rated, e.StaffRated, e.OutcomeGiven, e.Wiped), (ENDED,))),
    ),
}
