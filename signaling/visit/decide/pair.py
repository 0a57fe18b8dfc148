"""Equal size: two people whom everybody sees large, whoever of them speaks."""

from signaling.protocol.errors import ErrorCode
from signaling.protocol.words import Circle
from signaling.visit import commands as c
from signaling.visit import events as e
from signaling.visit.decide import may
from signaling.visit.decide.draft import Draft
from signaling.visit.refusal import Gone, GoneWhy, Refused
from signaling.visit.visible import person_of


def show(draft: Draft, command: c.ShowPair) -> None:
    """By any of staff who are with the customer; another pair takes the place of the one before."""
    may.must_be_in_main(draft.visit, command.by)
    may.must_have_a_customer(draft.visit)
    one, other = command.people
    if one == other:
        raise Refused(ErrorCode.TWO_PEOPLE_NEEDED)
    for person in command.people:
        _must_be_seen_by_everybody(draft, person)
    if set(command.people) != set(draft.visit.pair or ()):
        draft.add(e.PairShown(at=draft.now, by=command.by, people=command.people))


def end(draft: Draft, command: c.EndPair) -> None:
    may.must_be_in_charge(draft.visit, command.by)
    if draft.visit.pair is not None:
        draft.add(e.PairEnded(at=draft.now))


def _must_be_seen_by_everybody(draft: Draft, person: str) -> None:
    there = person_of(draft.visit, person)
    if there is None:
        raise Gone(GoneWhy.PERSON_LEFT)
    if there.circle is not Circle.MAIN:
        raise Refused(ErrorCode.WRONG_MOMENT)
