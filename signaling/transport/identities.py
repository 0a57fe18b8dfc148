"""Whose page a socket is: from the session cookies, or in the demo from what the page's address says."""

from msgspec import Struct

from signaling.protocol.errors import ErrorCode
from signaling.protocol.messages import Hello
from signaling.protocol.scalars import PageKind
from signaling.service.ports import (
    AccountIdentity,
    CustomerScreenIdentity,
    Identity,
    NotAdmitted,
    PlaceIdentity,
)

DEMO_DESK = "tiski"
"""Desks of the demo are `tiski-1` and so on; a customer screen's address says the number alone."""


class Credentials(Struct, frozen=True, kw_only=True):
    """What the cookies of a request proved. `staff_expired`, `place_expired`: there was a session, and it is over."""

    account: str | None = None
    place: str | None = None
    staff_expired: bool = False
    place_expired: bool = False
    staff_session: str | None = None


def identity_by_session(hello: Hello, proved: Credentials) -> Identity:
    """The page's kind chooses between the two sessions; nothing else in the hello is heard. Raises `NotAdmitted`."""
    match hello.kind:
        case PageKind.EXPERT | PageKind.DESK:
            if proved.account is None:
                raise NotAdmitted(_why(expired=proved.staff_expired))
            return AccountIdentity(account=proved.account)
        case PageKind.TERMINAL:
            if proved.place is None:
                raise NotAdmitted(_why(expired=proved.place_expired))
            return PlaceIdentity(place=proved.place)
        case PageKind.CUSTOMER_SCREEN:
            if proved.place is None:
                raise NotAdmitted(_why(expired=proved.place_expired))
            return CustomerScreenIdentity(desk=proved.place)


def identity_by_claim(hello: Hello) -> Identity:
    """In the demo a page is whom it says it is. Raises `NotAdmitted` when it does not say."""
    match hello.kind:
        case PageKind.CUSTOMER_SCREEN:
            desk = hello.desk or "1"
            return CustomerScreenIdentity(desk=f"{DEMO_DESK}-{desk}" if desk.isdecimal() else desk)
        case _ if hello.claim is None:
            raise NotAdmitted(ErrorCode.NOT_SIGNED_IN)
        case PageKind.TERMINAL:
            return PlaceIdentity(place=hello.claim)
        case PageKind.EXPERT | PageKind.DESK:
            return AccountIdentity(account=hello.claim)


def _why(*, expired: bool) -> ErrorCode:
    return ErrorCode.SESSION_EXPIRED if expired else ErrorCode.NOT_SIGNED_IN
