"""The seat that a page takes in a visit: device, place and page. Inside one place there is no link."""

from signaling.routing.model import Account
from signaling.service.ports import CustomerScreenIdentity, PlaceIdentity
from signaling.service.presence import Page
from signaling.visit.model import CUSTOMER, Seat, SeatKind


def terminal_screen(page: Page) -> Seat:
    assert isinstance(page.identity, PlaceIdentity)  # noqa: S101 (the table of rights)
    place = page.identity.place
    return _seat(page, f"{place}.screen", CUSTOMER, place, SeatKind.SCREEN)


def customer_screen(page: Page) -> Seat:
    assert isinstance(page.identity, CustomerScreenIdentity)  # noqa: S101 (the table of rights)
    desk = page.identity.desk
    return _seat(page, f"{desk}.customer", CUSTOMER, desk, SeatKind.CUSTOMER_SCREEN)


def laptop(page: Page, person: str, account: Account) -> Seat:
    """Of somebody of staff, who is `person` in the visit."""
    return _seat(page, f"{person}.laptop", person, place_of_account(account, person), SeatKind.LAPTOP)


def place_of_account(account: Account, person: str) -> str:
    """Where that laptop stands: at the clerk's desk, or at a place of its own."""
    return account.desk or f"laptop:{person}"


def _seat(page: Page, seat: str, person: str, place: str, kind: SeatKind) -> Seat:
    return Seat(
        id=seat,
        person=person,
        place=place,
        kind=kind,
        page=page.page,
        sound=page.devices.sound,
        camera=page.devices.camera,
        sharing=page.devices.sharing,
        signing=page.devices.signing and person != CUSTOMER,
    )
