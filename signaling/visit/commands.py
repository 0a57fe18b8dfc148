"""What may be asked of a visit. A command carries the facts that it rests on; the machine looks nothing up.

`by` is who asks: a pseudonym of staff or `CUSTOMER`. It comes from the session, never from a message.
"""

from msgspec import Struct

from signaling.protocol.words import Feature, Kind, Level, OfferReason, Outcome, Part, Purpose, ServiceKind
from signaling.visit.model import Seat


class _Command(Struct, frozen=True, kw_only=True, tag_field="type"):
    pass


class ServiceFacts(Struct, frozen=True, kw_only=True):
    """A service as it is today. `wait_limit` seconds a resident waits before being asked; `closes_at` None: stays open."""

    service: str
    unit: str
    sensitive: bool
    open: bool
    anybody_on_shift: bool
    wait_limit: float
    closes_at: float | None
    kind: ServiceKind = ServiceKind.SERVICE


class OpenVisit(_Command, frozen=True, tag="open_visit"):
    """**Soita**, **Aloita käynti**, or staff calling staff. `search` and `offer` ids are made by the service.

    `seats` are the customer's and, for a desk or an inquiry, the opener's. `private_room` and `off` are the place's.
    `person` is whom an inquiry calls.
    """

    visit: str
    kind: Kind
    place: str
    district: str | None
    private_room: bool
    language: str
    service: ServiceFacts | None
    by: str
    unit: str | None
    seats: tuple[Seat, ...]
    search: str
    person: str | None = None
    off: tuple[Feature, ...] = ()


class Cancel(_Command, frozen=True, tag="cancel"):
    """**Peruuta** while waiting."""

    by: str


class Touch(_Command, frozen=True, tag="touch"):
    """The resident touched the waiting or the After screen; `keep_waiting` when the question after the limit was answered."""

    by: str
    keep_waiting: bool


class SecondMatter(_Command, frozen=True, tag="second_matter"):
    by: str
    service: ServiceFacts
    language: str
    search: str
    private_room: bool


class Finish(_Command, frozen=True, tag="finish"):
    """**Valmis** (with a score), **Ohita** (without) on the After screen."""

    by: str
    score: int | None
    words_length: int


class RecordRating(_Command, frozen=True, tag="record_rating"):
    """A face that a page kept while the server was away, or that arrives after the end."""

    by: str
    score: int
    words_length: int


class RecordWipe(_Command, frozen=True, tag="record_wipe"):
    by: str


class MakeOffer(_Command, frozen=True, tag="make_offer"):
    """Routing rings this expert. `seat` is the expert's live page."""

    offer: str
    search: str
    person: str
    unit: str | None
    seat: Seat
    reason: OfferReason


class CloseOffer(_Command, frozen=True, tag="close_offer"):
    """The rung expert can no longer answer: shift ended, page gone."""

    offer: str


class Answer(_Command, frozen=True, tag="answer"):
    by: str
    offer: str
    seat: Seat


class Decline(_Command, frozen=True, tag="decline"):
    by: str
    offer: str


class Invite(_Command, frozen=True, tag="invite"):
    """**Kysy ensin** or **Lisää heti**, of a person, of anyone free for a service, or (neither) of any interpreter."""

    by: str
    search: str
    purpose: Purpose
    part: Part
    person: str | None
    service: str | None
    language: str


class Withdraw(_Command, frozen=True, tag="withdraw"):
    """The invitation or the transfer is called off."""

    by: str
    search: str


class BringIn(_Command, frozen=True, tag="bring_in"):
    by: str
    person: str


class Release(_Command, frozen=True, tag="release"):
    """**Kiitos, ei muuta**."""

    by: str
    person: str


class BeginHold(_Command, frozen=True, tag="begin_hold"):
    by: str


class EndHold(_Command, frozen=True, tag="end_hold"):
    by: str


class ShowPair(_Command, frozen=True, tag="show_pair"):
    """Two people are to be seen large and in equal size by everybody, whoever speaks: somebody and who signs for them."""

    by: str
    people: tuple[str, str]


class EndPair(_Command, frozen=True, tag="end_pair"):
    by: str


class Transfer(_Command, frozen=True, tag="transfer"):
    """**Siirrä**: a new matter is sought at the head of the target's line. `stay`: until it is answered.

    `private_room` is the place's.
    """

    by: str
    search: str
    service: ServiceFacts
    person: str | None
    stay: bool
    note_length: int
    consent: bool
    private_room: bool = True


class Leave(_Command, frozen=True, tag="leave"):
    """**Poistu**."""

    by: str


class EndMatter(_Command, frozen=True, tag="end_matter"):
    """**Lopeta asiointi** by staff, **Kyllä, lopeta** by the resident."""

    by: str


class GiveOutcome(_Command, frozen=True, tag="give_outcome"):
    """The one tap. `pressed_at`: when, where that is told later; None: now."""

    by: str
    matter: int
    outcome: Outcome
    pressed_at: float | None = None


class RateAsStaff(_Command, frozen=True, tag="rate_as_staff"):
    by: str
    matter: int
    score: int


class TakeSeat(_Command, frozen=True, tag="take_seat"):
    """A page of somebody in the visit (or rung) is there: first time, reloaded, returned, or a customer screen opened."""

    seat: Seat


class LoseSeat(_Command, frozen=True, tag="lose_seat"):
    """The service has found the seat lost since `since`."""

    seat: str
    since: float


class ComeBack(_Command, frozen=True, tag="come_back"):
    """**Palaa käynnille**: somebody of staff whose seat was given up is there again, and the matter is still open."""

    by: str
    seat: Seat


class PutAwaySeat(_Command, frozen=True, tag="put_away_seat"):
    """A device whose person stays is gone for good: the customer screen was closed."""

    seat: str


class SetDevices(_Command, frozen=True, tag="set_devices"):
    by: str
    seat: str
    sound: bool
    camera: bool
    sharing: bool
    signing: bool = False


class SealAside(_Command, frozen=True, tag="seal_aside"):
    """Every page of the customer has reported the view of the aside."""


class Spread(_Command, frozen=True, tag="spread"):
    """Timer: nobody answered this search in time."""

    search: str
    level: Level


class MarkSilent(_Command, frozen=True, tag="mark_silent"):
    """Timer: this offer's ring time is over."""

    offer: str


class GiveUpSearch(_Command, frozen=True, tag="give_up_search"):
    """Timer: an invitation that nobody answered."""

    search: str


class AskResident(_Command, frozen=True, tag="ask_resident"):
    """Timer: still there, or still waiting after the service's limit?"""


class EndUntouched(_Command, frozen=True, tag="end_untouched"):
    """Timer: the question, or the After screen, was not touched."""


class EndClosed(_Command, frozen=True, tag="end_closed"):
    """Timer: the service closed a while ago and nobody has answered."""


class GiveUpSeat(_Command, frozen=True, tag="give_up_seat"):
    """Timer: a lost seat was held long enough."""

    seat: str


class GiveUpOutcome(_Command, frozen=True, tag="give_up_outcome"):
    """Timer: nobody pressed an outcome."""

    person: str


Command = (
    OpenVisit
    | Cancel
    | Touch
    | SecondMatter
    | Finish
    | RecordRating
    | RecordWipe
    | MakeOffer
    | CloseOffer
    | Answer
    | Decline
    | Invite
    | Withdraw
    | BringIn
    | Release
    | BeginHold
    | EndHold
    | ShowPair
    | EndPair
    | Transfer
    | Leave
    | EndMatter
    | GiveOutcome
    | RateAsStaff
    | TakeSeat
    | LoseSeat
    | ComeBack
    | PutAwaySeat
    | SetDevices
    | SealAside
    | Spread
    | MarkSilent
    | GiveUpSearch
    | AskResident
    | EndUntouched
    | EndClosed
    | GiveUpSeat
    | GiveUpOutcome
)
