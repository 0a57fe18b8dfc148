"""When the customer surely hears nothing of the aside."""

from signaling.visit import events as e
from signaling.visit.decide.draft import Draft
from signaling.visit.model import CUSTOMER
from signaling.visit.visible import live_seats


def seal_if_nobody_hears(draft: Draft) -> None:
    """An aside is sealed at once when the customer has no page that could hear it."""
    aside = draft.visit.aside
    if aside is not None and not aside.sealed and not live_seats(draft.visit, CUSTOMER):
        draft.add(e.AsideSealed(at=draft.now))
