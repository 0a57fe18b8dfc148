/** What the pages of staff are drawn from, and what their buttons do. Both pages share this; a desk has more (`desk/state.ts`). */

import type { StaffTexts } from "../../i18n/staff";
import type { Player } from "../../players";
import type { WrittenTalk } from "../../text";
import type {
  Board,
  Catalogue,
  Directory,
  GivenUpView,
  Id,
  Language,
  LocalText,
  Outcome,
  RungView,
  Score,
  Self,
  Slug,
  StaffView,
  VisitView,
  WrapUpView,
} from "../../protocol";
import type { TransferActs, TransferDraft } from "./handover";

export type Line = "connecting" | "open" | "away" | "signed_out";

/** From a page that the server does not take: to signing in, to the start, or the same page anew. */
export type Way = "sign_in" | "start" | "reload";

/** `denied`: the browser does not permit it. */
export type Finding = "unknown" | "works" | "missing" | "denied";

export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

/** This page's own camera, microphone and sound. */
export interface OwnDevices {
  readonly picture: MediaStreamTrack | null;
  readonly camera: Finding;
  readonly microphone: Finding;
  readonly soundBlocked: boolean;
  /** 0 to 1. */
  readonly level: number;
  /** This page keeps silent by itself, so that the customer beside it hears nothing. */
  readonly hushed: boolean;
  readonly sharing: boolean;
  readonly signing: boolean;
  readonly canShare: boolean;
  readonly cameraOn: boolean;
  readonly microphoneOn: boolean;
  readonly cameras: readonly DeviceChoice[];
  readonly microphones: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
  readonly chosenCamera: string;
  readonly chosenMicrophone: string;
  readonly chosenSpeaker: string;
}

/** Whom to ask or add: somebody by name, or anybody free for a service, or anybody free who interprets. */
export type Target = { readonly person: Id } | { readonly service: Slug } | { readonly interpreter: true };

export interface StaffState {
  readonly t: StaffTexts;
  readonly language: Language;
  readonly line: Line;
  readonly you: Self | null;
  readonly board: Board | null;
  readonly catalogue: Catalogue | null;
  readonly view: VisitView | null;
  /** Seconds since the view and the board came: their ages grow by these. */
  readonly viewAge: number;
  readonly boardAge: number;
  readonly onShift: boolean;
  readonly freeFor: number | null;
  readonly takenOver: boolean;
  /** A sentence of the server's, or of ours, until the next press. */
  readonly notice: string | null;
  readonly devices: OwnDevices;
  /** What is seen and heard of a seat now. */
  readonly player: (seat: Id) => Player | null;
  /** The own picture does not fit on the line to somebody, who hears and does not see. */
  readonly givenUp: boolean;
  /** Neither sound nor picture comes of that seat, though both may; `picture`: one is shown. */
  readonly nothingArrives: (seat: Id, picture: boolean) => boolean;
  /** What was pressed and is not yet answered: the button's label changes. */
  readonly busy: ReadonlySet<Press>;
  readonly written: WrittenTalk;
  readonly choosingDevices: boolean;
  readonly selfShown: boolean;
  readonly skippedRating: string | null;
  readonly directory: Directory | null;
  readonly directoryWords: string;
  readonly drawer: boolean;
  /** The transfer that is being prepared; null: the dialog is closed. */
  readonly transfer: TransferDraft | null;
  /** Of two who are to be seen in equal size the first, while the second is not chosen yet. */
  readonly pairFirst: Id | null;
  /** What came with the matter, from who had it before and with the customer's consent. */
  readonly note: string | null;
  /** Of `signed_out`: where to go. */
  readonly way: Way;
}

export type Press = "shift" | "answer" | "start_visit" | "hold" | "transfer" | "come_back" | "inquire" | "pair";

export interface StaffActs {
  chooseLanguage(language: Language): void;
  signOut(): void;
  startShift(): void;
  endShift(): void;
  answer(): void;
  decline(): void;
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleSharing(): void;
  toggleSigning(): void;
  beginHold(): void;
  endHold(): void;
  readonly transfer: TransferActs;
  leave(): void;
  comeBack(): void;
  endVisit(): void;
  giveOutcome(outcome: Exclude<Outcome, "not_given">): void;
  rate(score: Score): void;
  skipRating(): void;
  takeSeat(): void;
  allowSound(): void;
  showSelf(): void;
  toggleDevices(): void;
  chooseCamera(id: string): void;
  chooseMicrophone(id: string): void;
  chooseSpeaker(id: string): void;
  inquire(person: Id): void;
  askFirst(target: Target): void;
  addNow(target: Target): void;
  withdraw(search: Id): void;
  bringIn(person: Id): void;
  release(person: Id): void;
  choosePair(person: Id): void;
  searchDirectory(words: string): void;
  toggleDrawer(): void;
}

/** The text in the reader's language. */
export function local(state: Pick<StaffState, "language">, text: LocalText | null): string {
  return text === null ? "" : text[state.language];
}

export function rung(state: StaffState): RungView | null {
  return state.view?.audience === "rung" ? state.view : null;
}

export function inVisit(state: Pick<StaffState, "view">): StaffView | null {
  return state.view?.audience === "staff" ? state.view : null;
}

/** The visit that goes on without whoever was away for too long. */
export function givenUp(state: Pick<StaffState, "view">): GivenUpView | null {
  return state.view?.audience === "given_up" ? state.view : null;
}

/** The wrap-up whose outcome is owed: it takes the screen until it is given. */
export function owing(state: Pick<StaffState, "view">): WrapUpView | null {
  return state.view?.audience === "wrap_up" && state.view.owes_outcome ? state.view : null;
}

/** The wrap-up of a customer's matter that may still be rated, and was not skipped: it lies beside whatever else there is to do. */
export function rateable(state: Pick<StaffState, "view" | "skippedRating">): WrapUpView | null {
  const view = state.view;
  return view?.audience === "wrap_up" && view.kind !== "inquiry" && !view.rated && state.skippedRating !== ratingKey(view) ? view : null;
}

export function ratingKey(view: Pick<WrapUpView, "visit" | "matter">): string {
  return `${view.visit}/${view.matter}`;
}
