// Generated from signaling/protocol/ by `python -m signaling.protocol.generate`. Do not edit.

export const PROTOCOL = 1;
export const MAX_MESSAGE_BYTES = 65536;
export const MAX_DEPTH = 16;
export const MESSAGES_PER_SECOND = 20;
export const MESSAGE_BURST = 60;
export const BYTES_PER_SECOND = 16384;
export const BYTE_BURST = 2097152;
export const MAX_QUEUED_BYTES = 262144;
export const HEADERS_WITHIN = 12;
export const BODY_WITHIN = 12;
export const HELLO_WITHIN = 10;
export const UNREAD_WITHIN = 20;
export const MAX_HEADER_BYTES = 16384;
export const MAX_BODY_BYTES = 65536;
export const MAX_SOCKETS_PER_OWNER = 8;
export const SOCKETS_PER_SECOND = 2;
export const SOCKET_BURST = 20;
export const MAX_STRANGERS = 200;
export const MAX_ID = 64;
export const MAX_SLUG = 64;
export const MAX_WORDS = 2000;
export const MAX_NOTE = 1000;
export const MAX_SDP = 49152;
export const MAX_CANDIDATE = 1024;
export const MAX_LINKS = 8;
export const MAX_CANDIDATES_PER_LINK = 60;

export type Id = string;

export type CommandId = string;

export type PageId = string;

export type Slug = string;

export type Words = string;

export type Note = string;

export type Text = string;

export type Score = number;

export type Count = number;

export type Attempt = number;

export type Seconds = number;

export type Language =
  | "fi"
  | "sv"
  | "en";

/** What an end of a link may send. */
export type Grant =
  | "sound"
  | "picture"
  | "second_picture"
  | "text"
  | "paper";

/** Which page is speaking. */
export type PageKind =
  | "terminal"
  | "expert"
  | "desk"
  | "customer_screen";

/** Where a visit began, which is also its channel in the statistics. */
export type Kind =
  | "terminal"
  | "desk"
  | "inquiry";

/** What sort of help a service is: a matter looked after, or somebody shown how to do it online (counted separately). */
export type ServiceKind =
  | "service"
  | "digital_support";

/** What can be off at a place, for a trial or for good. Off at a place: for everybody in its visits. */
export type Feature =
  | "text"
  | "screen_share"
  | "second_matter";

/** What somebody is in a visit. */
export type Part =
  | "customer"
  | "host"
  | "specialist"
  | "interpreter";

/** Who hears whom: people of one circle do, nobody else does. */
export type Circle =
  | "main"
  | "aside"
  | "none";

/** What a sought person is to do: serve the matter, talk in the aside first, or join at once. */
export type Purpose =
  | "serve"
  | "ask"
  | "add";

/** How far a search has spread: one expert, the next as well, the whole group, desk clerks too. */
export type Level =
  | "one"
  | "next"
  | "group"
  | "desk";

/** Why this expert was rung. */
export type OfferReason =
  | "longest_idle"
  | "got_free"
  | "after_decline"
  | "next_after_silence"
  | "whole_group"
  | "desk_clerk"
  | "named";

/** Why a visit ended (product.md, "End reasons"). */
export type EndReason =
  | "completed"
  | "cancelled"
  | "abandoned"
  | "no_expert"
  | "closed_hours"
  | "terminal_lost"
  | "ended_unknown";

/** How a matter ended, by staff's one tap; `NOT_GIVEN` when nobody tapped in time. */
export type Outcome =
  | "solved"
  | "booked"
  | "referred"
  | "other_authority"
  | "technical"
  | "no_customer"
  | "not_given";

/** What a waiting resident was asked and has not touched yet. */
export type Question =
  | "still_there"
  | "keep_waiting";

/** Why the customer is kept out of a talk of staff. */
export type PrivateWhy =
  | "asking"
  | "hold";

/** How somebody of staff stands in the directory. */
export type Availability =
  | "free"
  | "rung"
  | "busy"
  | "off";

export type ErrorCode =
  | "bad_json"
  | "too_large"
  | "too_deep"
  | "unknown_message"
  | "invalid_message"
  | "hello_first"
  | "protocol_unknown"
  | "too_many_messages"
  | "too_many_bytes"
  | "bad_frame"
  | "too_slow"
  | "too_many_sockets"
  | "not_signed_in"
  | "session_expired"
  | "bad_origin"
  | "sign_in_failed"
  | "too_many_tries"
  | "sign_in_link_over"
  | "password_too_short"
  | "shutting_down"
  | "not_found"
  | "method_not_allowed"
  | "not_allowed"
  | "not_your_visit"
  | "visit_over"
  | "wrong_moment"
  | "service_unknown"
  | "service_closed"
  | "nobody_on_shift"
  | "private_room_needed"
  | "place_busy"
  | "person_busy"
  | "person_unknown"
  | "place_unknown"
  | "person_unavailable"
  | "already_invited"
  | "visit_full"
  | "two_people_needed"
  | "consent_needed"
  | "customer_has_no_screen"
  | "not_at_a_desk"
  | "feature_off"
  | "search_unknown"
  | "link_unknown"
  | "busy"
  | "not_saved"
  | "internal";

/** One text in the three languages. */
export interface LocalText {
  readonly fi: string;
  readonly sv: string;
  readonly en: string;
}

/**
 * A media connection that this page should have. Nothing but `receive` may be played, whatever arrives.
 *
 * `seat` is the other end, None where this page may not know who it is (a warm link); `offer`: this page makes the offer.
 */
export interface LinkView {
  readonly id: Id;
  readonly seat: Id | null;
  readonly offer: boolean;
  readonly send: readonly Grant[];
  readonly receive: readonly Grant[];
}

/** A device of somebody remote. `lost_for` seconds: its line is cut. `signing`: to be marked as one who speaks is. */
export interface SeatView {
  readonly id: Id;
  readonly camera: boolean;
  readonly sharing: boolean;
  readonly sound: boolean;
  readonly signing: boolean;
  readonly lost_for: Seconds | null;
}

/** Somebody in the visit as this page may know them: the figure's name is "name, unit". */
export interface PersonView {
  readonly id: Id;
  readonly name: Text;
  readonly unit: LocalText;
  readonly part: Part;
  readonly circle: Circle;
  readonly seats: readonly SeatView[];
}

/** The talk of staff that the customer is kept out of: ask first or hold, and for how long already. */
export interface Private {
  readonly why: PrivateWhy;
  readonly for_seconds: Seconds;
}

/** The resident in line. The estimate is a range in minutes (50th to 80th percentile) or None: "ei arviota". */
export interface WaitingView {
  readonly audience: "waiting";
  readonly place_in_line: Count;
  readonly estimate: readonly [Count, Count] | null;
  readonly ringing: boolean;
  readonly for_seconds: Seconds;
  readonly question: Question | null;
  readonly question_left: Seconds | null;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/**
 * A customer's page in the talk: who is in `main`; while staff talk privately: that, why, since when.
 *
 * `pair`: whom to show in equal size; one of the two may be the customer (`customer`).
 * `language` is the matter's: a page that nobody has chosen a language on (a customer screen) begins in it.
 */
export interface CustomerView {
  readonly audience: "customer";
  readonly language: Language;
  readonly people: readonly PersonView[];
  readonly pair: readonly [Id, Id] | null;
  readonly private: Private | null;
  readonly seeking: boolean;
  readonly sounding: boolean;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** The resident after the matter; `left` seconds until the screen clears by itself. */
export interface AfterView {
  readonly audience: "after";
  readonly matter: Count;
  readonly left: Seconds;
  readonly rated: boolean;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** The visit has ended; the resident's page says why in a sentence and wipes itself. */
export interface OverView {
  readonly audience: "over";
  readonly end: EndReason;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** Somebody is rung: by a resident's matter, or by `asked_by` of staff. */
export interface RungView {
  readonly audience: "rung";
  readonly offer: Id;
  readonly purpose: Purpose;
  readonly reason: OfferReason;
  readonly place: Text;
  readonly language: Language;
  readonly for_seconds: Seconds;
  readonly ringing_for: Seconds;
  readonly silent: boolean;
  readonly asked_by: Text | null;
  readonly note: Note | null;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** Somebody is being sought by staff. `names` are those rung now. Neither `person` nor `service`: an interpreter is. */
export interface InvitationView {
  readonly id: Id;
  readonly purpose: Purpose;
  readonly person: Id | null;
  readonly service: Slug | null;
  readonly names: readonly Text[];
  readonly for_seconds: Seconds;
}

/** An invitation that ended a moment ago, and nobody came. `name` and `person`: whom it was for, if it named somebody. */
export interface RefusalView {
  readonly id: Id;
  readonly purpose: Purpose;
  readonly person: Id | null;
  readonly name: Text | null;
  readonly service: Slug | null;
  readonly reason: "declined" | "no_answer";
  readonly for_seconds: Seconds;
}

/**
 * Staff in the visit: everybody, with circle; `private_reported`: the customer's pages hear nothing of the aside.
 *
 * `refusal`: why the last invitation failed, for a minute or until another one. `note`: what came with the matter, to whoever
 * was given it, until they leave.
 */
export interface StaffView {
  readonly audience: "staff";
  readonly you: Id;
  readonly host: Id;
  readonly place: Text;
  readonly language: Language;
  readonly stage: "serving" | "transferring";
  readonly people: readonly PersonView[];
  readonly pair: readonly [Id, Id] | null;
  readonly invitations: readonly InvitationView[];
  readonly refusal: RefusalView | null;
  readonly private: Private | null;
  readonly private_reported: boolean;
  readonly hold_by: Id | null;
  readonly sounding: boolean;
  readonly for_seconds: Seconds;
  readonly matter: Count;
  readonly note: Note | null;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** After: one tap on an outcome (`owes_outcome`) and how it went; `left` seconds until offers come again. */
export interface WrapUpView {
  readonly audience: "wrap_up";
  readonly you: Id;
  readonly matter: Count;
  readonly owes_outcome: boolean;
  readonly rated: boolean;
  readonly left: Seconds;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** Who was away for too long, while the matter goes on: they may come back. `waiting`: nobody else of staff is there. */
export interface GivenUpView {
  readonly audience: "given_up";
  readonly you: Id;
  readonly place: Text;
  readonly language: Language;
  readonly waiting: boolean;
  readonly visit: Id;
  readonly version: Count;
  readonly kind: Kind;
  readonly seat: Id;
  readonly service: Slug | null;
  readonly service_name: LocalText | null;
  readonly service_kind: ServiceKind;
  readonly off: readonly Feature[];
  readonly links: readonly LinkView[];
}

/** Who the page is, by its session. `place` None: somebody who sits at no desk. */
export interface Self {
  readonly kind: PageKind;
  readonly name: Text;
  readonly unit: LocalText | null;
  readonly place: Slug | null;
  readonly place_name: LocalText | null;
  readonly person: Id | null;
  readonly on_shift: boolean;
  readonly serves: readonly Slug[];
  readonly clerk: boolean;
  readonly private_room: boolean;
  readonly demo: boolean;
}

/** Somebody waits. The service's name is "Luottamuksellinen asia" unless the reader serves it, and its kind is not told. */
export interface LineEntry {
  readonly visit: Id;
  readonly service_name: LocalText;
  readonly service_kind: ServiceKind;
  readonly place: Text;
  readonly language: Language;
  readonly for_seconds: Seconds;
  readonly ringing: boolean;
  readonly yours: boolean;
}

/** A visit under way: never a way in without being asked. */
export interface UnderWay {
  readonly visit: Id;
  readonly service_name: LocalText;
  readonly service_kind: ServiceKind;
  readonly place: Text;
  readonly for_seconds: Seconds;
  readonly with_names: readonly Text[];
  readonly yours: boolean;
}

/** A terminal: is its page there, is a visit on. */
export interface PlaceHealth {
  readonly place: Slug;
  readonly name: Text;
  readonly connected: boolean;
  readonly in_visit: boolean;
  readonly camera: boolean;
  readonly sound: boolean;
}

export interface Board {
  readonly line: readonly LineEntry[];
  readonly under_way: readonly UnderWay[];
  readonly places: readonly PlaceHealth[];
  readonly on_shift: boolean;
}

/** Somebody in the directory. `state`: free, rung, busy, off. `here`: in this page's visit or invited to it. */
export interface Colleague {
  readonly person: Id;
  readonly name: Text;
  readonly unit: LocalText;
  readonly services: readonly Slug[];
  readonly languages: readonly Language[];
  readonly part: Part;
  readonly state: Availability;
}

/** A need as a whole: "Verotus, kuka tahansa vapaa". */
export interface Need {
  readonly service: Slug;
  readonly name: LocalText;
  readonly free: Count;
}

export interface Directory {
  readonly people: readonly Colleague[];
  readonly needs: readonly Need[];
}

/** A national e-service that may do instead: shown as text, never opened by the terminal. */
export interface CardLink {
  readonly name: LocalText;
  readonly address: string;
}

/**
 * One need in plain words. `opens` says when a closed service opens ("huomenna klo 9"), in each language.
 *
 * `answered_by` is a whole sentence ("Sinua palvelee Porin rakennusvalvonta."), `unit` the name alone. The `unsure` one is
 * shown by itself, in no group. `on_shift`: somebody who serves it is.
 */
export interface ServiceCard {
  readonly service: Slug;
  readonly kind: ServiceKind;
  readonly group: Slug;
  readonly name: LocalText;
  readonly words: LocalText;
  readonly search_words: readonly string[];
  readonly unit: LocalText;
  readonly answered_by: LocalText;
  readonly papers: readonly LocalText[];
  readonly links: readonly CardLink[];
  readonly languages: readonly Language[];
  readonly open: boolean;
  readonly opens: LocalText | null;
  readonly hours: LocalText;
  readonly estimate: readonly [Count, Count] | null;
  readonly in_line: Count;
  readonly on_shift: boolean;
  readonly unsure: boolean;
}

export interface ServiceGroup {
  readonly group: Slug;
  readonly name: LocalText;
}

/** An announcement of the city on the idle screen. */
export interface Notice {
  readonly title: LocalText;
  readonly body: LocalText;
  readonly dates: LocalText;
}

export interface Catalogue {
  readonly place_name: LocalText;
  readonly groups: readonly ServiceGroup[];
  readonly cards: readonly ServiceCard[];
  readonly notices: readonly Notice[];
  readonly hours: LocalText;
}

/** **Soita**: begin a visit for this service, in this language. */
export interface Call {
  readonly do: "call";
  readonly service: Slug;
  readonly language: Language;
}

/** **Peruuta** while waiting. */
export interface Cancel {
  readonly do: "cancel";
  readonly visit: Id;
}

/** **Olen täällä**, or with `keep_waiting` **Odotan vielä**; on the After screen a touch that gives it its time again. */
export interface Touch {
  readonly do: "touch";
  readonly visit: Id;
  readonly keep_waiting: boolean;
}

/** **Minulla on toinenkin asia**: the next matter, in the same visit. */
export interface SecondMatter {
  readonly do: "second_matter";
  readonly visit: Id;
  readonly service: Slug;
  readonly language: Language;
}

/** **Valmis** or **Ohita**: the visit is over. `score` None: not rated. */
export interface Finish {
  readonly do: "finish";
  readonly visit: Id;
  readonly score: Score | null;
  readonly words: Words;
}

/** A rating that the page kept until the server was back; also after the visit's end, once. */
export interface Rate {
  readonly do: "rate";
  readonly visit: Id;
  readonly score: Score;
  readonly words: Words;
}

/** The page has forgotten everything of the visit. */
export interface Wiped {
  readonly do: "wiped";
  readonly visit: Id;
}

/** **Aloita vuoro**. */
export interface StartShift {
  readonly do: "start_shift";
  readonly camera: boolean;
  readonly microphone: boolean;
}

/** **Lopeta vuoro**. */
export interface EndShift {
  readonly do: "end_shift";
}

/** **Vastaa**. Answered `gone` when somebody else was first. */
export interface Answer {
  readonly do: "answer";
  readonly visit: Id;
  readonly offer: Id;
}

/** **Hylkää**. */
export interface Decline {
  readonly do: "decline";
  readonly visit: Id;
  readonly offer: Id;
}

/** **Aloita käynti** with the person in front, at the desk where the clerk sits. */
export interface StartVisit {
  readonly do: "start_visit";
  readonly service: Slug;
  readonly language: Language;
}

/** **Soita** to a colleague, without a customer. */
export interface Inquire {
  readonly do: "inquire";
  readonly person: Id;
}

/** **Kysy ensin**: one of `person`, `service` and `interpreter` (anybody free who interprets) is given. */
export interface AskFirst {
  readonly do: "ask_first";
  readonly visit: Id;
  readonly person: Id | null;
  readonly service: Slug | null;
  readonly interpreter?: boolean;
}

/** **Lisää heti**: one of `person`, `service` and `interpreter` (anybody free who interprets) is given. */
export interface AddNow {
  readonly do: "add_now";
  readonly visit: Id;
  readonly person: Id | null;
  readonly service: Slug | null;
  readonly interpreter?: boolean;
}

/** Call off an invitation or a transfer that nobody has answered yet. */
export interface Withdraw {
  readonly do: "withdraw";
  readonly visit: Id;
  readonly search: Id;
}

/** **Tuo mukaan**. */
export interface BringIn {
  readonly do: "bring_in";
  readonly visit: Id;
  readonly person: Id;
}

/** **Kiitos, ei muuta**. */
export interface Release {
  readonly do: "release";
  readonly visit: Id;
  readonly person: Id;
}

/** **Pito**. */
export interface BeginHold {
  readonly do: "begin_hold";
  readonly visit: Id;
}

/** **Jatka**. */
export interface EndHold {
  readonly do: "end_hold";
  readonly visit: Id;
}

/** **Näytä yhtä suurina**: everybody sees these two large and in equal size, until it ends or one of them leaves. */
export interface ShowPair {
  readonly do: "show_pair";
  readonly visit: Id;
  readonly people: readonly [Id, Id];
}

/** **Näytä yhtä suurina** is taken back. */
export interface EndPair {
  readonly do: "end_pair";
  readonly visit: Id;
}

/** **Siirrä** to a service, or to a person of it. A note is passed on only with `consent`. */
export interface Transfer {
  readonly do: "transfer";
  readonly visit: Id;
  readonly service: Slug;
  readonly person: Id | null;
  readonly stay: boolean;
  readonly note: Note;
  readonly consent: boolean;
}

/** **Poistu**. */
export interface Leave {
  readonly do: "leave";
  readonly visit: Id;
}

/** **Palaa käynnille**: who was away for too long is in the visit again, if it is still open. */
export interface ComeBack {
  readonly do: "come_back";
  readonly visit: Id;
}

/** The one tap after a matter. */
export interface GiveOutcome {
  readonly do: "give_outcome";
  readonly visit: Id;
  readonly matter: Count;
  readonly outcome: Outcome;
}

/** How it went for the one who served. */
export interface RateAsStaff {
  readonly do: "rate_as_staff";
  readonly visit: Id;
  readonly matter: Count;
  readonly score: Score;
}

/** **Kyllä, lopeta** by the resident, **Lopeta asiointi** by staff. */
export interface EndVisit {
  readonly do: "end_visit";
  readonly visit: Id;
}

/**
 * What this page can do now. `sound`: it may play (and, on a customer screen, has a microphone). `signing`: staff say that
 * they sign, and are marked as one who speaks is (EN 301 549, 6.5.6); of a resident it is not taken.
 */
export interface SetDevices {
  readonly do: "set_devices";
  readonly sound: boolean;
  readonly camera: boolean;
  readonly sharing: boolean;
  readonly signing?: boolean;
}

/** **Jatka tässä ikkunassa**: this page has the seat again. */
export interface TakeSeat {
  readonly do: "take_seat";
}

/** A session description (RFC 9429). The offerer's first one has every slot for good; there is no second. */
export interface Description {
  readonly kind: "description";
  readonly sdp_type: "offer" | "answer";
  readonly sdp: string;
}

/** One ICE candidate (RFC 8838); an empty string: there are no more. */
export interface Candidate {
  readonly kind: "candidate";
  readonly candidate: string;
  readonly mid: string | null;
  readonly index: number | null;
}

/** The answerer asks the offerer to replace the link's connection (`attempt` of the envelope is the broken one). */
export interface Replace {
  readonly kind: "replace";
}

/**
 * Whether the sender's line has become too thin for its picture: while it is, sound alone comes over this link. It holds for the
 * attempts that follow, too.
 */
export interface SoundOnly {
  readonly kind: "sound_only";
  readonly on: boolean;
}

/** The first message. `claim` is heard in the demo only: whose page this address says it is. */
export interface Hello {
  readonly type: "hello";
  readonly protocol: Count;
  readonly build: string;
  readonly page: PageId;
  readonly kind: PageKind;
  readonly language: Language;
  readonly claim?: Slug | null;
  readonly desk?: Slug | null;
}

/** Every 5 s: a page cannot see WebSocket pings. */
export interface Ping {
  readonly type: "ping";
  readonly n: Count;
}

/** From now on sentences for this page are in this language. */
export interface SetLanguage {
  readonly type: "set_language";
  readonly language: Language;
}

/** `ago` is how many seconds ago the person pressed, by the page's own stop-watch. */
export interface Command {
  readonly type: "command";
  readonly id: CommandId;
  readonly action: Action;
  readonly ago?: Seconds;
}

/** To the other end of the link, if it is one of the sender's links. */
export interface Signal {
  readonly type: "signal";
  readonly link: Id;
  readonly attempt: Attempt;
  readonly body: SignalBody;
}

/** The page has silenced and opened what this version of the view asks for. */
export interface Applied {
  readonly type: "applied";
  readonly visit: Id;
  readonly version: Count;
}

/** Totals since the link's connection began, from getStats; `received` says media has come in the last 5 s. */
export interface LinkQuality {
  readonly link: Id;
  readonly attempt: Attempt;
  readonly received: boolean;
  readonly sound_packets: Count;
  readonly sound_lost: Count;
  readonly concealed_samples: Count;
  readonly total_samples: Count;
  readonly freezes: Count;
  readonly frames: Count;
  readonly rtt_ms: number | null;
  readonly relayed: boolean;
}

/** Every 5 s in a visit. */
export interface Quality {
  readonly type: "quality";
  readonly visit: Id;
  readonly links: readonly LinkQuality[];
}

/** For RTCPeerConnection, as it is. Credentials end; new ones come in time, as `ice_servers`. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username: string | null;
  readonly credential: string | null;
}

/** The answer to a hello. `reload_when_idle`: this page's build is old. `was_lost`: this page's seat counts as lost until now. */
export interface Welcome {
  readonly type: "welcome";
  readonly protocol: Count;
  readonly build: string;
  readonly reload_when_idle: boolean;
  readonly was_lost: boolean;
  readonly ice_servers: readonly IceServer[];
  readonly you: Self;
}

/** In place of those of the welcome, for connections made from now on: the older credentials end soon. */
export interface IceServers {
  readonly type: "ice_servers";
  readonly servers: readonly IceServer[];
}

export interface Pong {
  readonly type: "pong";
  readonly n: Count;
}

/** The command's events are durable. `visit` is the visit that it began or changed. */
export interface Done {
  readonly type: "done";
  readonly id: CommandId;
  readonly visit: Id | null;
}

/** What the command named is over: no fault of anybody's. The sentence says what happened. */
export interface Gone {
  readonly type: "gone";
  readonly id: CommandId;
  readonly sentence: Text;
}

/** Nothing was changed. `id` None: the message itself was not understood. */
export interface Refused {
  readonly type: "refused";
  readonly id: CommandId | null;
  readonly code: ErrorCode;
  readonly sentence: Text;
}

/** The whole view of the visit that this page is in; None: in none. */
export interface View {
  readonly type: "view";
  readonly view: VisitView | null;
}

/** The line, the visits, the terminals, for staff on shift; at most four a second, newest only. */
export interface BoardMessage {
  readonly type: "board";
  readonly board: Board;
}

/** Who can be asked, for desk and expert pages; at most four a second, newest only. */
export interface DirectoryMessage {
  readonly type: "directory";
  readonly directory: Directory;
}

/** Service cards, in three languages, with hours and estimates as they are now. */
export interface CatalogueMessage {
  readonly type: "catalogue";
  readonly catalogue: Catalogue;
}

/** From the other end of the link. */
export interface Relayed {
  readonly type: "signal";
  readonly link: Id;
  readonly attempt: Attempt;
  readonly body: SignalBody;
}

/** A newer page has this seat: stop all media, offer **Jatka tässä ikkunassa**, never return by itself. */
export interface TakenOver {
  readonly type: "taken_over";
  readonly sentence: Text;
}

/** The server goes away for a moment, or the session is over; `retry` seconds until a new try, None: do not. */
export interface Closing {
  readonly type: "closing";
  readonly code: ErrorCode;
  readonly sentence: Text;
  readonly retry: number | null;
}

export type VisitView =
  | WaitingView
  | CustomerView
  | AfterView
  | OverView
  | RungView
  | StaffView
  | GivenUpView
  | WrapUpView;

export type Action =
  | Call
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
  | TakeSeat;

export type SignalBody =
  | Description
  | Candidate
  | Replace
  | SoundOnly;

export type ClientMessage =
  | Hello
  | Ping
  | SetLanguage
  | Command
  | Signal
  | Applied
  | Quality;

export type ServerMessage =
  | Welcome
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
  | Closing;

export const SENTENCES: Readonly<Record<ErrorCode, LocalText>> = {
  bad_json: { fi: "Viestiä ei voitu lukea.", sv: "Meddelandet kunde inte läsas.", en: "The message could not be read." },
  too_large: { fi: "Viesti on liian suuri.", sv: "Meddelandet är för stort.", en: "The message is too large." },
  too_deep: { fi: "Viestin rakenne on liian syvä.", sv: "Meddelandet har för många nivåer.", en: "The message is nested too deeply." },
  unknown_message: { fi: "Palvelin ei tunne tätä viestiä.", sv: "Servern känner inte till meddelandet.", en: "The server does not know this message." },
  invalid_message: { fi: "Viestissä on virheellinen tieto.", sv: "Meddelandet innehåller en felaktig uppgift.", en: "The message has a wrong value in it." },
  hello_first: { fi: "Sivun pitää ensin esittäytyä.", sv: "Sidan måste först presentera sig.", en: "The page has to say hello first." },
  protocol_unknown: { fi: "Sivu on liian vanha. Lataa se uudelleen.", sv: "Sidan är för gammal. Ladda den på nytt.", en: "The page is too old. Load it again." },
  too_many_messages: { fi: "Sivu lähettää liian paljon viestejä.", sv: "Sidan skickar för många meddelanden.", en: "The page sends too many messages." },
  too_many_bytes: { fi: "Sivu lähettää liian paljon tietoa.", sv: "Sidan skickar för mycket data.", en: "The page sends too much data." },
  bad_frame: { fi: "Yhteydellä tuli jotain, mikä ei kuulu siihen.", sv: "Något kom på anslutningen som inte hör dit.", en: "Something came over the connection that does not belong there." },
  too_slow: { fi: "Pyyntö ei tullut perille ajoissa. Yritä uudelleen.", sv: "Begäran kom inte fram i tid. Försök igen.", en: "The request did not arrive in time. Try again." },
  too_many_sockets: { fi: "Sama sivu on auki liian monessa ikkunassa. Sulje muut.", sv: "Samma sida är öppen i för många fönster. Stäng de andra.", en: "The same page is open in too many windows. Close the others." },
  not_signed_in: { fi: "Kirjaudu ensin.", sv: "Logga in först.", en: "Sign in first." },
  session_expired: { fi: "Kirjautuminen on vanhentunut. Kirjaudu uudelleen.", sv: "Inloggningen har gått ut. Logga in på nytt.", en: "Your sign-in has expired. Sign in again." },
  bad_origin: { fi: "Yhteys ei tule tämän palvelun sivulta.", sv: "Anslutningen kommer inte från tjänstens egen sida.", en: "The connection does not come from a page of this service." },
  sign_in_failed: { fi: "Käyttäjätunnus tai salasana on väärä.", sv: "Fel användarnamn eller lösenord.", en: "Wrong user name or password." },
  too_many_tries: { fi: "Liian monta yritystä. Odota vartti ja yritä uudelleen.", sv: "För många försök. Vänta en kvart och försök igen.", en: "Too many tries. Wait a quarter of an hour and try again." },
  sign_in_link_over: { fi: "Linkki on jo käytetty tai vanhentunut. Pyydä uusi.", sv: "Länken är redan använd eller för gammal. Be om en ny.", en: "The link has been used already or is too old. Ask for a new one." },
  password_too_short: { fi: "Salasanassa pitää olla vähintään 12 merkkiä, ja se kirjoitetaan kahdesti samoin.", sv: "Lösenordet ska ha minst 12 tecken och skrivas likadant två gånger.", en: "The password needs at least 12 characters, written twice the same." },
  shutting_down: { fi: "Palvelin käynnistyy uudelleen. Yhteys palaa itsestään.", sv: "Servern startar om. Förbindelsen återkommer av sig själv.", en: "The server is restarting. The connection returns by itself." },
  not_found: { fi: "Sivua ei löydy.", sv: "Sidan finns inte.", en: "There is no such page." },
  method_not_allowed: { fi: "Tätä osoitetta ei voi käyttää näin.", sv: "Den här adressen kan inte användas så.", en: "This address cannot be used in that way." },
  not_allowed: { fi: "Sinulla ei ole oikeutta tähän.", sv: "Du har inte rätt att göra detta.", en: "You may not do this." },
  not_your_visit: { fi: "Et ole tässä asioinnissa.", sv: "Du är inte med i det här ärendet.", en: "You are not in this visit." },
  visit_over: { fi: "Asiointi on jo päättynyt.", sv: "Besöket är redan avslutat.", en: "The visit is already over." },
  wrong_moment: { fi: "Tätä ei voi tehdä juuri nyt.", sv: "Det här går inte att göra just nu.", en: "This cannot be done right now." },
  service_unknown: { fi: "Palvelua ei löydy.", sv: "Tjänsten finns inte.", en: "There is no such service." },
  service_closed: { fi: "Palvelu on nyt kiinni.", sv: "Tjänsten är stängd nu.", en: "The service is closed now." },
  nobody_on_shift: { fi: "Palvelussa ei ole nyt ketään vuorossa.", sv: "Ingen är i tjänst just nu.", en: "Nobody of this service is on shift now." },
  private_room_needed: { fi: "Tämä asia hoidetaan paikassa, jossa on oma huone.", sv: "Det här ärendet sköts på en plats med eget rum.", en: "This matter is handled at a place that has a private room." },
  place_busy: { fi: "Tässä palvelupisteessä on jo asiointi kesken.", sv: "På den här platsen pågår redan ett besök.", en: "A visit is already under way at this place." },
  person_busy: { fi: "Henkilö on jo asioinnissa.", sv: "Personen är redan i ett ärende.", en: "That person is already in a visit." },
  person_unknown: { fi: "Henkilöä ei löydy.", sv: "Personen finns inte.", en: "There is no such person." },
  place_unknown: { fi: "Palvelupistettä ei löydy.", sv: "Serviceplatsen finns inte.", en: "There is no such place." },
  person_unavailable: { fi: "Henkilö ei ole nyt tavattavissa.", sv: "Personen kan inte nås just nu.", en: "That person cannot be reached now." },
  already_invited: { fi: "Henkilö on jo kutsuttu tähän asiointiin.", sv: "Personen är redan inbjuden till besöket.", en: "That person has already been invited to this visit." },
  visit_full: { fi: "Asioinnissa on jo viisi ihmistä.", sv: "Det är redan fem personer i besöket.", en: "Five people are already in the visit." },
  two_people_needed: { fi: "Valitse kaksi eri ihmistä.", sv: "Välj två olika personer.", en: "Choose two different people." },
  consent_needed: { fi: "Viestin välittämiseen tarvitaan asiakkaan suostumus.", sv: "Kundens samtycke behövs för att förmedla meddelandet.", en: "The customer's consent is needed to pass the note on." },
  customer_has_no_screen: { fi: "Et voi poistua: asiakkaalla ei ole omaa näyttöä.", sv: "Du kan inte lämna besöket: kunden har ingen egen skärm.", en: "You cannot leave: the customer has no screen of their own." },
  not_at_a_desk: { fi: "Käynnin voi aloittaa vain palvelupisteen tiskillä.", sv: "Ett besök kan inledas bara vid servicepunktens disk.", en: "A visit can be started only at a desk of the service point." },
  feature_off: { fi: "Tämä ei ole käytössä tässä palvelupisteessä.", sv: "Det här är inte i bruk på den här platsen.", en: "This is not in use at this place." },
  search_unknown: { fi: "Kutsu ei ole enää voimassa.", sv: "Inbjudan gäller inte längre.", en: "The invitation is no longer open." },
  link_unknown: { fi: "Tätä yhteyttä ei enää ole.", sv: "Förbindelsen finns inte längre.", en: "This connection no longer exists." },
  busy: { fi: "Palvelin on ruuhkainen. Yritä hetken kuluttua uudelleen.", sv: "Servern är överbelastad. Försök igen om en stund.", en: "The server is busy. Try again in a moment." },
  not_saved: { fi: "Tätä ei juuri nyt saatu tallennettua. Yritä hetken kuluttua uudelleen. Käynnissä oleva keskustelu jatkuu.", sv: "Det här kunde inte sparas just nu. Försök igen om en stund. Ett pågående samtal fortsätter.", en: "This could not be saved just now. Try again in a moment. A talk under way goes on." },
  internal: { fi: "Palvelimessa on vika. Se on kirjattu.", sv: "Ett fel uppstod i servern. Det har antecknats.", en: "The server has a fault. It was recorded." },
};
