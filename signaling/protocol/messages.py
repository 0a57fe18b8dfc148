"""Every message that a page or an endpoint sends, and every message that the server sends.

One JSON object a WebSocket text frame, told apart by `type`; unknown fields are refused. The conversation is told in
`docs/protocol.md`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from signaling.protocol import limits
from signaling.protocol.errors import ErrorCode
from signaling.protocol.scalars import (
    Attempt,
    CommandId,
    Count,
    Id,
    Language,
    Note,
    PageId,
    PageKind,
    Score,
    Seconds,
    Slug,
    Text,
    Words,
)
from signaling.protocol.views import Board, Catalogue, Directory, Self, VisitView
from signaling.protocol.words import Outcome


class _Message(Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    pass


class Do(Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """One thing that somebody wants done. Who it is comes from the session."""


# --- what a resident's page asks ------------------------------------------------------------------------------------


class Call(Do, frozen=True, tag="call"):
    """**Soita**: begin a visit for this service, in this language."""

    service: Slug
    language: Language


class Cancel(Do, frozen=True, tag="cancel"):
    """**Peruuta** while waiting."""

    visit: Id


class Touch(Do, frozen=True, tag="touch"):
    """**Olen täällä**, or with `keep_waiting` **Odotan vielä**; on the After screen a touch that gives it its time again."""

    visit: Id
    keep_waiting: bool


class SecondMatter(Do, frozen=True, tag="second_matter"):
    """**Minulla on toinenkin asia**: the next matter, in the same visit."""

    visit: Id
    service: Slug
    language: Language


class Finish(Do, frozen=True, tag="finish"):
    """**Valmis** or **Ohita**: the visit is over. `score` None: not rated."""

    visit: Id
    score: Score | None
    words: Words


class Rate(Do, frozen=True, tag="rate"):
    """A rating that the page kept until the server was back; also after the visit's end, once."""

    visit: Id
    score: Score
    words: Words


class Wiped(Do, frozen=True, tag="wiped"):
    """The page has forgotten everything of the visit."""

    visit: Id


# --- what staff ask -------------------------------------------------------------------------------------------------


class StartShift(Do, frozen=True, tag="start_shift"):
    """**Aloita vuoro**."""

    camera: bool
    microphone: bool


class EndShift(Do, frozen=True, tag="end_shift"):
    """**Lopeta vuoro**."""


class Answer(Do, frozen=True, tag="answer"):
    """**Vastaa**. Answered `gone` when somebody else was first."""

    visit: Id
    offer: Id


class Decline(Do, frozen=True, tag="decline"):
    """**Hylkää**."""

    visit: Id
    offer: Id


class StartVisit(Do, frozen=True, tag="start_visit"):
    """**Aloita käynti** with the person in front, at the desk where the clerk sits."""

    service: Slug
    language: Language


class Inquire(Do, frozen=True, tag="inquire"):
    """**Soita** to a colleague, without a customer."""

    person: Id


class AskFirst(Do, frozen=True, tag="ask_first"):
    """**Kysy ensin**: one of `person`, `service` and `interpreter` (anybody free who interprets) is given."""

    visit: Id
    person: Id | None
    service: Slug | None
    interpreter: bool = False


class AddNow(Do, frozen=True, tag="add_now"):
    """**Lisää heti**: one of `person`, `service` and `interpreter` (anybody free who interprets) is given."""

    visit: Id
    person: Id | None
    service: Slug | None
    interpreter: bool = False


class Withdraw(Do, frozen=True, tag="withdraw"):
    """Call off an invitation or a transfer that nobody has answered yet."""

    visit: Id
    search: Id


class BringIn(Do, frozen=True, tag="bring_in"):
    """**Tuo mukaan**."""

    visit: Id
    person: Id


class Release(Do, frozen=True, tag="release"):
    """**Kiitos, ei muuta**."""

    visit: Id
    person: Id


class BeginHold(Do, frozen=True, tag="begin_hold"):
    """**Pito**."""

    visit: Id


class EndHold(Do, frozen=True, tag="end_hold"):
    """**Jatka**."""

    visit: Id


class ShowPair(Do, frozen=True, tag="show_pair"):
    """**Näytä yhtä suurina**: everybody sees these two large and in equal size, until it ends or one of them leaves."""

    visit: Id
    people: tuple[Id, Id]


class EndPair(Do, frozen=True, tag="end_pair"):
    """**Näytä yhtä suurina** is taken back."""

    visit: Id


class Transfer(Do, frozen=True, tag="transfer"):
    """**Siirrä** to a service, or to a person of it. A note is passed on only with `consent`."""

    visit: Id
    service: Slug
    person: Id | None
    stay: bool
    note: Note
    consent: bool


class Leave(Do, frozen=True, tag="leave"):
    """**Poistu**."""

    visit: Id


class ComeBack(Do, frozen=True, tag="come_back"):
    """**Palaa käynnille**: who was away for too long is in the visit again, if it is still open."""

    visit: Id


class GiveOutcome(Do, frozen=True, tag="give_outcome"):
    """The one tap after a matter."""

    visit: Id
    matter: Count
    outcome: Outcome


class RateAsStaff(Do, frozen=True, tag="rate_as_staff"):
    """How it went for the one who served."""

    visit: Id
    matter: Count
    score: Score


# --- what both ask --------------------------------------------------------------------------------------------------


class EndVisit(Do, frozen=True, tag="end_visit"):
    """**Kyllä, lopeta** by the resident, **Lopeta asiointi** by staff."""

    visit: Id


class SetDevices(Do, frozen=True, tag="set_devices"):
    """What this page can do now. `sound`: it may play (and, on a customer screen, has a microphone). `signing`: staff say that
    they sign, and are marked as one who speaks is (EN 301 549, 6.5.6); of a resident it is not taken.
    """

    sound: bool
    camera: bool
    sharing: bool
    signing: bool = False


class TakeSeat(Do, frozen=True, tag="take_seat"):
    """**Jatka tässä ikkunassa**: this page has the seat again."""


Action = (
    Call
    | Cancel
    | Touch
    | SecondMatter
    | Finish
    | Rate
    | Wiped
    | StartShift
    | EndShift
    | Answer
    | Decline
    | StartVisit
    | Inquire
    | AskFirst
    | AddNow
    | Withdraw
    | BringIn
    | Release
    | BeginHold
    | EndHold
    | ShowPair
    | EndPair
    | Transfer
    | Leave
    | ComeBack
    | GiveOutcome
    | RateAsStaff
    | EndVisit
    | SetDevices
    | TakeSeat
)


# --- page to page, through the server -------------------------------------------------------------------------------


class Description(
    Struct, frozen=True, kw_only=True, tag_field="kind", tag="description", forbid_unknown_fields=True
):
    """A session description (RFC 9429). The offerer's first one has every slot for good; there is no second."""

    sdp_type: Literal["offer", "answer"]
    sdp: Annotated[str, Meta(max_length=limits.MAX_SDP)]


class Candidate(
    Struct, frozen=True, kw_only=True, tag_field="kind", tag="candidate", forbid_unknown_fields=True
):
    """One ICE candidate (RFC 8838); an empty string: there are no more."""

    candidate: Annotated[str, Meta(max_length=limits.MAX_CANDIDATE)]
    mid: Annotated[str, Meta(max_length=16)] | None
    index: Annotated[int, Meta(ge=0, le=64)] | None


class Replace(Struct, frozen=True, kw_only=True, tag_field="kind", tag="replace", forbid_unknown_fields=True):
    """The answerer asks the offerer to replace the link's connection (`attempt` of the envelope is the broken one)."""


class SoundOnly(
    Struct, frozen=True, kw_only=True, tag_field="kind", tag="sound_only", forbid_unknown_fields=True
):
    """Whether the sender's line has become too thin for its picture: while it is, sound alone comes over this link. It holds for the
    attempts that follow, too.
    """

    on: bool


SignalBody = Description | Candidate | Replace | SoundOnly


# --- client to server -----------------------------------------------------------------------------------------------


class Hello(_Message, frozen=True, tag="hello"):
    """The first message. `claim` is heard in the demo only: whose page this address says it is."""

    protocol: Count
    build: Annotated[str, Meta(max_length=64)]
    page: PageId
    kind: PageKind
    language: Language
    claim: Slug | None = None
    desk: Slug | None = None


class Ping(_Message, frozen=True, tag="ping"):
    """Every 5 s: a page cannot see WebSocket pings."""

    n: Count


class SetLanguage(_Message, frozen=True, tag="set_language"):
    """From now on sentences for this page are in this language."""

    language: Language


class Command(_Message, frozen=True, tag="command"):
    """`ago` is how many seconds ago the person pressed, by the page's own stop-watch."""

    id: CommandId
    action: Action
    ago: Seconds = 0.0


class Signal(_Message, frozen=True, tag="signal"):
    """To the other end of the link, if it is one of the sender's links."""

    link: Id
    attempt: Attempt
    body: SignalBody


class Applied(_Message, frozen=True, tag="applied"):
    """The page has silenced and opened what this version of the view asks for."""

    visit: Id
    version: Count


class LinkQuality(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Totals since the link's connection began, from getStats; `received` says media has come in the last 5 s."""

    link: Id
    attempt: Attempt
    received: bool
    sound_packets: Count
    sound_lost: Count
    concealed_samples: Count
    total_samples: Count
    freezes: Count
    frames: Count
    rtt_ms: Annotated[float, Meta(ge=0, le=100_000)] | None
    relayed: bool


class Quality(_Message, frozen=True, tag="quality"):
    """Every 5 s in a visit."""

    visit: Id
    links: Annotated[tuple[LinkQuality, ...], Meta(max_length=limits.MAX_LINKS)]


ClientMessage = Hello | Ping | SetLanguage | Command | Signal | Applied | Quality


# --- server to client -----------------------------------------------------------------------------------------------


class IceServer(Struct, frozen=True, kw_only=True):
    """For RTCPeerConnection, as it is. Credentials end; new ones come in time, as `ice_servers`."""

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None


class Welcome(_Message, frozen=True, tag="welcome"):
    """The answer to a hello. `reload_when_idle`: this page's build is old. `was_lost`: this page's seat counts as lost until now."""

    protocol: Count
    build: str
    reload_when_idle: bool
    was_lost: bool
    ice_servers: tuple[IceServer, ...]
    you: Self


class IceServers(_Message, frozen=True, tag="ice_servers"):
    """In place of those of the welcome, for connections made from now on: the older credentials end soon."""

    servers: tuple[IceServer, ...]


class Pong(_Message, frozen=True, tag="pong"):
    n: Count


class Done(_Message, frozen=True, tag="done"):
    """The command's events are durable. `visit` is the visit that it began or changed."""

    id: CommandId
    visit: Id | None


class Gone(_Message, frozen=True, tag="gone"):
    """What the command named is over: no fault of anybody's. The sentence says what happened."""

    id: CommandId
    sentence: Text


class Refused(_Message, frozen=True, tag="refused"):
    """Nothing was changed. `id` None: the message itself was not understood."""

    id: CommandId | None
    code: ErrorCode
    sentence: Text


class View(_Message, frozen=True, tag="view"):
    """The whole view of the visit that this page is in; None: in none."""

    view: VisitView | None


class BoardMessage(_Message, frozen=True, tag="board"):
    """The line, the visits, the terminals, for staff on shift; at most four a second, newest only."""

    board: Board


class DirectoryMessage(_Message, frozen=True, tag="directory"):
    """Who can be asked, for desk and expert pages; at most four a second, newest only."""

    directory: Directory


class CatalogueMessage(_Message, frozen=True, tag="catalogue"):
    """Service cards, in three languages, with hours and estimates as they are now."""

    catalogue: Catalogue


class Relayed(_Message, frozen=True, tag="signal"):
    """From the other end of the link."""

    link: Id
    attempt: Attempt
    body: SignalBody


class TakenOver(_Message, frozen=True, tag="taken_over"):
    """A newer page has this seat: stop all media, offer **Jatka tässä ikkunassa**, never return by itself."""

    sentence: Text


class Closing(_Message, frozen=True, tag="closing"):
    """The server goes away for a moment, or the session is over; `retry` seconds until a new try, None: do not."""

    code: ErrorCode
    sentence: Text
    retry: float | None


ServerMessage = (
    Welcome
    | IceServers
    | Pong
    | Done
    | Gone
    | Refused
    | View
    | BoardMessage
    | DirectoryMessage
    | CatalogueMessage
    | Relayed
    | TakenOver
    | Closing
)
