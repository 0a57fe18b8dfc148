"""One command of each kind, by `ann` or the customer, to try what a stage makes of it."""

from signaling.protocol.words import Level, OfferReason, Outcome, Part, Purpose
from signaling.visit import commands as c
from signaling.visit.model import CUSTOMER
from tests.visit.cast import call, laptop, screen, service

_EACH: tuple[c.Command, ...] = (
    call(),
    c.Cancel(by=CUSTOMER),
    c.Touch(by=CUSTOMER, keep_waiting=False),
    c.SecondMatter(by=CUSTOMER, service=service("kela"), language="fi", search="q2", private_room=True),
    c.Finish(by=CUSTOMER, score=5, words_length=0),
    c.RecordRating(by=CUSTOMER, score=5, words_length=0),
    c.RecordWipe(by=CUSTOMER),
    c.MakeOffer(
        offer="bo@q1",
        search="q1",
        person="bo",
        unit=None,
        seat=laptop("bo"),
        reason=OfferReason.LONGEST_IDLE,
    ),
    c.CloseOffer(offer="bo@q1"),
    c.Answer(by="bo", offer="bo@q1", seat=laptop("bo")),
    c.Decline(by="bo", offer="bo@q1"),
    c.Invite(
        by="ann",
        search="q3",
        purpose=Purpose.ADD,
        part=Part.SPECIALIST,
        person="bo",
        service=None,
        language="fi",
    ),
    c.Withdraw(by="ann", search="q3"),
    c.BringIn(by="ann", person="bo"),
    c.Release(by="ann", person="bo"),
    c.BeginHold(by="ann"),
    c.EndHold(by="ann"),
    c.ShowPair(by="ann", people=(CUSTOMER, "ann")),
    c.EndPair(by="ann"),
    c.Transfer(
        by="ann",
        search="t",
        service=service("verotus"),
        person=None,
        stay=True,
        note_length=0,
        consent=False,
    ),
    c.Leave(by="ann"),
    c.EndMatter(by="ann"),
    c.GiveOutcome(by="ann", matter=1, outcome=Outcome.SOLVED),
    c.RateAsStaff(by="ann", matter=1, score=5),
    c.TakeSeat(seat=screen(1)),
    c.LoseSeat(seat="screen", since=0.0),
    c.ComeBack(by="ann", seat=laptop("ann")),
    c.PutAwaySeat(seat="screen"),
    c.SetDevices(by=CUSTOMER, seat="screen", sound=False, camera=False, sharing=False),
    c.SealAside(),
    c.Spread(search="q1", level=Level.GROUP),
    c.MarkSilent(offer="bo@q1"),
    c.GiveUpSearch(search="q3"),
    c.AskResident(),
    c.EndUntouched(),
    c.EndClosed(),
    c.GiveUpSeat(seat="screen"),
    c.GiveUpOutcome(person="ann"),
)

ONE_OF_EACH: dict[type, c.Command] = {type(command): command for command in _EACH}
