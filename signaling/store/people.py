"""What `etaluukku people` and `etaluukku places` do: a new row with a code for its one-time sign-in link, a place's features."""

from collections.abc import Collection

import msgspec

from signaling.protocol.scalars import Slug
from signaling.protocol.words import Feature
from signaling.routing.model import Account, City, Place, PlaceKind
from signaling.service.ports import SubjectKind
from signaling.store.directory import StoreDirectory
from signaling.store.sessions import Sessions


class NotInTheCity(ValueError):
    """A person or place refers to something that the city does not have; the message says what there is."""


def add_person(directory: StoreDirectory, sessions: Sessions, account: Account, now: float) -> str:
    """Take somebody on. The code signs them in once and lets them choose a password.

    Raises `AlreadyThere`, `NotInTheCity`, `Unavailable`, and `ValueError` for an id that is no slug.
    """
    city = directory.city_now()
    _check_slug(account.id)
    _check("unit", account.unit, [unit.id for unit in city.units])
    for service in account.services:
        _check("service", service, [known.id for known in city.services])
    if account.desk is not None:
        _check("desk", account.desk, [place.id for place in city.places if place.kind is PlaceKind.DESK])
    directory.add(account)
    return sessions.invite(SubjectKind.PERSON, account.id, now)


def add_place(directory: StoreDirectory, sessions: Sessions, place: Place, now: float) -> str:
    """Open a place. The code signs its device in once, for long.

    Raises `AlreadyThere`, `Unavailable`, and `ValueError` for an id that is no slug.
    """
    _check_slug(place.id)
    directory.add(place)
    return sessions.invite(SubjectKind.PLACE, place.id, now)


def switch_features(
    directory: StoreDirectory, place: str, *, off: Collection[Feature] = (), on: Collection[Feature] = ()
) -> Place:
    """Take these features from visits that begin at the place from now on, and give those back; returns the place as it is.

    Raises `NotInTheCity`, `Unavailable`, and `ValueError` for one that would be both.
    """
    if both := sorted(set(off) & set(on)):
        raise ValueError(f"{both[0]} cannot be both on and off.")
    city = directory.city_now()
    _check("place", place, _subjects(city, SubjectKind.PLACE))
    before = next(each for each in city.places if each.id == place)
    wanted = (set(before.off) | set(off)) - set(on)
    after = msgspec.structs.replace(before, off=tuple(each for each in Feature if each in wanted))
    if after != before:
        directory.put(after)
    return after


def invite_again(
    directory: StoreDirectory, sessions: Sessions, kind: SubjectKind, subject: str, now: float
) -> str:
    """A new code for somebody who is there already; the older one is void. Raises `NotInTheCity`, `Unavailable`."""
    _check(str(kind), subject, _subjects(directory.city_now(), kind))
    return sessions.invite(kind, subject, now)


def _subjects(city: City, kind: SubjectKind) -> list[str]:
    match kind:
        case SubjectKind.PERSON:
            return [account.id for account in city.accounts]
        case SubjectKind.PLACE:
            return [place.id for place in city.places]


def _check(what: str, name: str, known: list[str]) -> None:
    if not known:
        raise NotInTheCity(
            f"There is no {what} {name!r}, nor any other: `etaluukku places fill` puts units, services and desks in."
        )
    if name not in known:
        raise NotInTheCity(f"There is no {what} {name!r}. There is: {', '.join(sorted(known))}.")


def _check_slug(name: str) -> None:
    try:
        msgspec.convert(name, Slug)
    except msgspec.ValidationError as wrong:
        raise ValueError(f"{name!r} is no id: {wrong}") from None
