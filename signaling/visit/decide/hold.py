"""Hold: the customer is in no circle; staff go on."""

from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft


def begin(draft: Draft, command: c.BeginHold) -> None:
    """**Pito**."""
    may.must_be_in_charge(draft.visit, command.by)
    may.must_have_a_customer(draft.visit)
    if draft.visit.hold is None:
        draft.add(e.HoldBegan(at=draft.now, by=command.by))


def end(draft: Draft, command: c.EndHold) -> None:
    """**Jatka**, by any of staff."""
    may.must_be_in_charge(draft.visit, command.by)
    if draft.visit.hold is not None:
        draft.add(e.HoldEnded(at=draft.now))
