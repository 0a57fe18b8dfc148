"""What a command makes happen. Pure: the state, the command with its facts, and the time are all that count."""

from signaling.protocol.errors import ErrorCode
from signaling.visit import commands as c
from signaling.visit.decide import (
    asking,
    ending,
    hold,
    offers,
    opening,
    outcomes,
    pair,
    returning,
    seats,
    transfer,
    waiting,
)
from signaling.visit.decide.draft import Draft
from signaling.visit.events import Event
from signaling.visit.limits import DEFAULT_LIMITS, VisitLimits
from signaling.visit.model import Stage, Visit
from signaling.visit.refusal import Refused
from signaling.visit.table import TABLE, stage_of


def decide(
    visit: Visit, command: c.Command, now: float, limits: VisitLimits = DEFAULT_LIMITS
) -> tuple[Event, ...]:
    """The events that the command makes happen at `now` (seconds of the service's clock); none for one that comes too late.

    Raises `Refused` when it may not be done and `Gone` when what it names is over; then nothing has changed.
    """
    stage = stage_of(visit)
    row = TABLE[stage]
    if type(command) in row.late:
        return ()
    if type(command) not in row.commands:
        raise Refused(ErrorCode.VISIT_OVER if stage is Stage.ENDED else ErrorCode.WRONG_MOMENT)
    draft = Draft(visit, now, limits)
    _decide(draft, command)
    return tuple(draft.events)


def _decide(draft: Draft, command: c.Command) -> None:
    match command:
        case c.OpenVisit():
            opening.open_visit(draft, command)
        case c.SecondMatter():
            opening.second_matter(draft, command)
        case c.MakeOffer():
            offers.make_offer(draft, command)
        case c.CloseOffer():
            offers.close_offer(draft, command)
        case c.MarkSilent():
            offers.mark_silent(draft, command)
        case c.Spread():
            offers.spread(draft, command)
        case c.Answer():
            offers.answer(draft, command)
        case c.Decline():
            offers.decline(draft, command)
        case c.Invite():
            asking.invite(draft, command)
        case c.Withdraw():
            asking.withdraw(draft, command)
        case c.GiveUpSearch():
            asking.give_up_search(draft, command)
        case c.BringIn():
            asking.bring_in(draft, command)
        case c.Release():
            asking.release(draft, command)
        case c.SealAside():
            asking.seal(draft)
        case c.BeginHold():
            hold.begin(draft, command)
        case c.EndHold():
            hold.end(draft, command)
        case c.ShowPair():
            pair.show(draft, command)
        case c.EndPair():
            pair.end(draft, command)
        case c.Transfer():
            transfer.transfer(draft, command)
        case c.Leave():
            ending.leave(draft, command)
        case c.EndMatter():
            ending.end_matter(draft, command.by)
        case c.Cancel():
            ending.cancel(draft, command)
        case c.Touch():
            waiting.touch(draft, command)
        case c.AskResident():
            waiting.ask_resident(draft)
        case c.EndUntouched():
            waiting.end_untouched(draft)
        case c.EndClosed():
            waiting.end_closed(draft)
        case c.GiveOutcome():
            outcomes.give_outcome(draft, command)
        case c.GiveUpOutcome():
            outcomes.give_up_outcome(draft, command)
        case c.RateAsStaff():
            outcomes.rate_as_staff(draft, command)
        case c.Finish():
            outcomes.finish(draft, command)
        case c.RecordRating():
            outcomes.record_rating(draft, command)
        case c.RecordWipe():
            outcomes.record_wipe(draft, command)
        case c.TakeSeat():
            seats.take(draft, command)
        case c.LoseSeat():
            seats.lose(draft, command)
        case c.ComeBack():
            returning.come_back(draft, command)
        case c.PutAwaySeat():
            seats.put_away(draft, command)
        case c.SetDevices():
            seats.set_devices(draft, command)
        case c.GiveUpSeat():
            seats.give_up(draft, command)
