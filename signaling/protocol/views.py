"""What each participant is shown: whole pictures of a moment, rendered by `service/rendering.py`.

Who sees what is the shape of these structs: a customer's view has no field for somebody who is rung, asked or in an
aside. `since` and `for_seconds` are ages in seconds at the moment of sending: pages' clocks are never compared with the
server's.
"""

from typing import Literal

from msgspec import Struct

from signaling.protocol.scalars import Count, Grant, Id, Language, Note, PageKind, Seconds, Slug, Text
from signaling.protocol.words import (
    Availability,
    Circle,
    EndReason,
    Feature,
    Kind,
    OfferReason,
    Part,
    PrivateWhy,
    Purpose,
    Question,
    ServiceKind,
)


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class LocalText(_Part, frozen=True):
    """One text in the three languages."""

    fi: str
    sv: str
    en: str


class LinkView(_Part, frozen=True):
    """A media connection that this page should have. Nothing but `receive` may be played, whatever arrives.

    `seat` is the other end, None where this page may not know who it is (a warm link); `offer`: this page makes the offer.
    """

    id: Id
    seat: Id | None
    offer: bool
    send: tuple[Grant, ...]
    receive: tuple[Grant, ...]


class SeatView(_Part, frozen=True):
    """A device of somebody remote. `lost_for` seconds: its line is cut. `signing`: to be marked as one who speaks is."""

    id: Id
    camera: bool
    sharing: bool
    sound: bool
    signing: bool
    lost_for: Seconds | None


class PersonView(_Part, frozen=True):
    """Somebody in the visit as this page may know them: the figure's name is "name, unit"."""

    id: Id
    name: Text
    unit: LocalText
    part: Part
    circle: Circle
    seats: tuple[SeatView, ...]


class Private(_Part, frozen=True):
    """The talk of staff that the customer is kept out of: ask first or hold, and for how long already."""

    why: PrivateWhy
    for_seconds: Seconds


# --- the visit, by audience -----------------------------------------------------------------------------------------


class _Visit(Struct, frozen=True, kw_only=True, tag_field="audience", forbid_unknown_fields=True):
    visit: Id
    version: Count
    kind: Kind
    seat: Id
    service: Slug | None
    service_name: LocalText | None
    service_kind: ServiceKind
    off: tuple[Feature, ...]
    links: tuple[LinkView, ...]


class WaitingView(_Visit, frozen=True, tag="waiting"):
    """The resident in line. The estimate is a range in minutes (50th to 80th percentile) or None: "ei arviota"."""

    place_in_line: Count
    estimate: tuple[Count, Count] | None
    ringing: bool
    for_seconds: Seconds
    question: Question | None
    question_left: Seconds | None


class CustomerView(_Visit, frozen=True, tag="customer"):
    """A customer's page in the talk: who is in `main`; while staff talk privately: that, why, since when.

    `pair`: whom to show in equal size; one of the two may be the customer (`customer`).
    `language` is the matter's: a page that nobody has chosen a language on (a customer screen) begins in it.
    """

    language: Language
    people: tuple[PersonView, ...]
    pair: tuple[Id, Id] | None
    private: Private | None
    seeking: bool
    sounding: bool


class AfterView(_Visit, frozen=True, tag="after"):
    """The resident after the matter; `left` seconds until the screen clears by itself."""

    matter: Count
    left: Seconds
    rated: bool


class OverView(_Visit, frozen=True, tag="over"):
    """The visit has ended; the resident's page says why in a sentence and wipes itself."""

    end: EndReason


class RungView(_Visit, frozen=True, tag="rung"):
    """Somebody is rung: by a resident's matter, or by `asked_by` of staff."""

    offer: Id
    purpose: Purpose
    reason: OfferReason
    place: Text
    language: Language
    for_seconds: Seconds
    ringing_for: Seconds
    silent: bool
    asked_by: Text | None
    note: Note | None


class InvitationView(_Part, frozen=True):
    """Somebody is being sought by staff. `names` are those rung now. Neither `person` nor `service`: an interpreter is."""

    id: Id
    purpose: Purpose
    person: Id | None
    service: Slug | None
    names: tuple[Text, ...]
    for_seconds: Seconds


class RefusalView(_Part, frozen=True):
    """An invitation that ended a moment ago, and nobody came. `name` and `person`: whom it was for, if it named somebody."""

    id: Id
    purpose: Purpose
    person: Id | None
    name: Text | None
    service: Slug | None
    reason: Literal["declined", "no_answer"]
    for_seconds: Seconds


class StaffView(_Visit, frozen=True, tag="staff"):
    """Staff in the visit: everybody, with circle; `private_reported`: the customer's pages hear nothing of the aside.

    `refusal`: why the last invitation failed, for a minute or until another one. `note`: what came with the matter, to whoever
    was given it, until they leave.
    """

    you: Id
    host: Id
    place: Text
    language: Language
    stage: Literal["serving", "transferring"]
    people: tuple[PersonView, ...]
    pair: tuple[Id, Id] | None
    invitations: tuple[InvitationView, ...]
    refusal: RefusalView | None
    private: Private | None
    private_reported: bool
    hold_by: Id | None
    sounding: bool
    for_seconds: Seconds
    matter: Count
    note: Note | None


class WrapUpView(_Visit, frozen=True, tag="wrap_up"):
    """After: one tap on an outcome (`owes_outcome`) and how it went; `left` seconds until offers come again."""

    you: Id
    matter: Count
    owes_outcome: bool
    rated: bool
    left: Seconds


class GivenUpView(_Visit, frozen=True, tag="given_up"):
    """Who was away for too long, while the matter goes on: they may come back. `waiting`: nobody else of staff is there."""

    you: Id
    place: Text
    language: Language
    waiting: bool


VisitView = (
    WaitingView | CustomerView | AfterView | OverView | RungView | StaffView | GivenUpView | WrapUpView
)


# --- boards ---------------------------------------------------------------------------------------------------------


class Self(_Part, frozen=True):
    """Who the page is, by its session. `place` None: somebody who sits at no desk."""

    kind: PageKind
    name: Text
    unit: LocalText | None
    place: Slug | None
    place_name: LocalText | None
    person: Id | None
    on_shift: bool
    serves: tuple[Slug, ...]
    clerk: bool
    private_room: bool
    demo: bool


class LineEntry(_Part, frozen=True):
    """Somebody waits. The service's name is "Luottamuksellinen asia" unless the reader serves it, and its kind is not told."""

    visit: Id
    service_name: LocalText
    service_kind: ServiceKind
    place: Text
    language: Language
    for_seconds: Seconds
    ringing: bool
    yours: bool


class UnderWay(_Part, frozen=True):
    """A visit under way: never a way in without being asked."""

    visit: Id
    service_name: LocalText
    service_kind: ServiceKind
    place: Text
    for_seconds: Seconds
    with_names: tuple[Text, ...]
    yours: bool


class PlaceHealth(_Part, frozen=True):
    """A terminal: is its page there, is a visit on."""

    place: Slug
    name: Text
    connected: bool
    in_visit: bool
    camera: bool
    sound: bool


class Board(_Part, frozen=True):
    line: tuple[LineEntry, ...]
    under_way: tuple[UnderWay, ...]
    places: tuple[PlaceHealth, ...]
    on_shift: bool


class Colleague(_Part, frozen=True):
    """Somebody in the directory. `state`: free, rung, busy, off. `here`: in this page's visit or invited to it."""

    person: Id
    name: Text
    unit: LocalText
    services: tuple[Slug, ...]
    languages: tuple[Language, ...]
    part: Part
    state: Availability


class Need(_Part, frozen=True):
    """A need as a whole: "Verotus, kuka tahansa vapaa"."""

    service: Slug
    name: LocalText
    free: Count


class Directory(_Part, frozen=True):
    people: tuple[Colleague, ...]
    needs: tuple[Need, ...]


# --- catalogue ------------------------------------------------------------------------------------------------------


class CardLink(_Part, frozen=True):
    """A national e-service that may do instead: shown as text, never opened by the terminal."""

    name: LocalText
    address: str


class ServiceCard(_Part, frozen=True):
    """One need in plain words. `opens` says when a closed service opens ("huomenna klo 9"), in each language.

    `answered_by` is a whole sentence ("Sinua palvelee Porin rakennusvalvonta."), `unit` the name alone. The `unsure` one is
    shown by itself, in no group. `on_shift`: somebody who serves it is.
    """

    service: Slug
    kind: ServiceKind
    group: Slug
    name: LocalText
    words: LocalText
    search_words: tuple[str, ...]
    unit: LocalText
    answered_by: LocalText
    papers: tuple[LocalText, ...]
    links: tuple[CardLink, ...]
    languages: tuple[Language, ...]
    open: bool
    opens: LocalText | None
    hours: LocalText
    estimate: tuple[Count, Count] | None
    in_line: Count
    on_shift: bool
    unsure: bool


class ServiceGroup(_Part, frozen=True):
    group: Slug
    name: LocalText


class Notice(_Part, frozen=True):
    """An announcement of the city on the idle screen."""

    title: LocalText
    body: LocalText
    dates: LocalText


class Catalogue(_Part, frozen=True):
    place_name: LocalText
    groups: tuple[ServiceGroup, ...]
    cards: tuple[ServiceCard, ...]
    notices: tuple[Notice, ...]
    hours: LocalText
