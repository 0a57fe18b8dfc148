"""Which page may ask what: the one table of rights. Whether it may ask it *now*, of this visit, the machine decides."""

from signaling.protocol import messages as m
from signaling.protocol.scalars import PageKind
from signaling.routing.model import Account, Duty, Place, PlaceKind

TERMINAL = frozenset({PageKind.TERMINAL})
CUSTOMER = frozenset({PageKind.TERMINAL, PageKind.CUSTOMER_SCREEN})
DESK = frozenset({PageKind.DESK})
STAFF = frozenset({PageKind.EXPERT, PageKind.DESK})
EVERYBODY = frozenset(PageKind)

MAY: dict[type[m.Do], frozenset[PageKind]] = {
    m.Call: TERMINAL,
    m.Cancel: TERMINAL,
    m.Touch: TERMINAL,
    m.SecondMatter: TERMINAL,
    m.Finish: CUSTOMER,
    m.Rate: CUSTOMER,
    m.Wiped: CUSTOMER,
    m.StartShift: STAFF,
    m.EndShift: STAFF,
    m.Answer: STAFF,
    m.Decline: STAFF,
    m.StartVisit: DESK,
    m.Inquire: STAFF,
    m.AskFirst: STAFF,
    m.AddNow: STAFF,
    m.Withdraw: STAFF,
    m.BringIn: STAFF,
    m.Release: STAFF,
    m.BeginHold: STAFF,
    m.EndHold: STAFF,
    m.ShowPair: STAFF,
    m.EndPair: STAFF,
    m.Transfer: STAFF,
    m.Leave: STAFF,
    m.ComeBack: STAFF,
    m.GiveOutcome: STAFF,
    m.RateAsStaff: STAFF,
    m.EndVisit: TERMINAL | STAFF,
    m.SetDevices: EVERYBODY,
    m.TakeSeat: EVERYBODY,
}

PAGES_OF_DUTY: dict[Duty, frozenset[PageKind]] = {
    Duty.CLERK: STAFF,
    Duty.EXPERT: frozenset({PageKind.EXPERT}),
    Duty.INTERPRETER: frozenset({PageKind.EXPERT}),
}

PAGE_OF_PLACE: dict[PlaceKind, PageKind] = {
    PlaceKind.TERMINAL: PageKind.TERMINAL,
    PlaceKind.DESK: PageKind.CUSTOMER_SCREEN,
}


def may(kind: PageKind, action: m.Action) -> bool:
    """Whether a page of this kind may ask this at all."""
    return kind in MAY[type(action)]


def may_open(kind: PageKind, whose: Account | Place) -> bool:
    """Whether this page may be the account's, or the place's."""
    match whose:
        case Account(duty=duty):
            return kind in PAGES_OF_DUTY[duty]
        case Place(kind=place):
            return kind is PAGE_OF_PLACE[place]
