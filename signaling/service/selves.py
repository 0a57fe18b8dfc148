"""Who the page is, by its session."""

from signaling.protocol.views import Self
from signaling.routing.model import Account, Duty
from signaling.service import texts
from signaling.service.facts import Facts
from signaling.service.ports import AccountIdentity, CustomerScreenIdentity, PlaceIdentity
from signaling.service.presence import Page


def self_of(page: Page, facts: Facts, *, demo: bool) -> Self:
    """Of a page that was admitted."""
    match page.identity:
        case AccountIdentity(account=account):
            return _of_account(page, facts.book.accounts[account], facts, demo=demo)
        case PlaceIdentity(place=place) | CustomerScreenIdentity(desk=place):
            known = facts.book.places[place]
            return Self(
                kind=page.kind,
                name=texts.say(known.name, page.language),
                unit=None,
                place=known.id,
                place_name=known.name,
                person=None,
                on_shift=False,
                serves=(),
                clerk=False,
                private_room=known.private_room,
                demo=demo,
            )


def _of_account(page: Page, account: Account, facts: Facts, *, demo: bool) -> Self:
    unit = facts.book.units.get(account.unit)
    desk = facts.book.places.get(account.desk or "")
    return Self(
        kind=page.kind,
        name=account.name,
        unit=unit.name if unit is not None else None,
        place=desk.id if desk is not None else None,
        place_name=desk.name if desk is not None else None,
        person=account.id,
        on_shift=account.id in facts.shifts,
        serves=facts.book.served_by(account.id),
        clerk=account.duty is Duty.CLERK,
        private_room=desk.private_room if desk is not None else False,
        demo=demo,
    )
