/** What the terminal's screens are drawn from, and what their buttons do. */

import { terminalTexts, type TerminalTexts } from "../../i18n/terminal";
import type {
  AfterView,
  Catalogue,
  CustomerView,
  EndReason,
  Language,
  LocalText,
  PersonView,
  Self,
  WaitingView,
} from "../../protocol";
import type { PageParts } from "../../begin";
import type { Devices } from "../../devices";
import type { Links } from "../../links";
import type { Players } from "../../players";
import type { Health } from "../../signal";
import type { WrittenTalk } from "../../text";

/** Where somebody is who looks round: no visit yet, or choosing the next matter of one. */
export type Menu =
  | { readonly at: "idle" }
  | { readonly at: "need"; readonly search: string; readonly page: number }
  | { readonly at: "card"; readonly service: string; readonly from: Extract<Menu, { at: "need" }> };

/** A field that can be written in. */
export type Field = "search" | "words" | "text";

export type ResidentView = WaitingView | CustomerView | AfterView;

export interface TerminalState {
  readonly t: TerminalTexts;
  readonly language: Language;
  readonly large: boolean;
  readonly contrast: boolean;
  readonly aloud: boolean;

  readonly health: Health;
  /** The server has been away for so long that it is said. */
  readonly restoring: boolean;
  readonly you: Self | null;
  /** The server does not know this page's place. */
  readonly unknown: boolean;
  readonly takenOver: boolean;
  readonly catalogue: Catalogue | null;
  readonly menu: Menu;
  readonly news: { readonly index: number; readonly turning: boolean };

  readonly view: ResidentView | null;
  /** The visit was under way before this browser was started; whether it goes on is asked. */
  readonly interrupted: boolean;
  /** Seconds since the view came: ages in it are older by so much. */
  readonly viewAge: number;
  /** Seconds since anybody touched the screen. */
  readonly untouchedFor: number;
  /** Who was last seen in the visit: behind the half shutter their name stays. */
  readonly lastPeople: readonly PersonView[];
  readonly ended: EndReason | null;
  readonly confirming: boolean;
  readonly ending: boolean;
  readonly calling: boolean;
  /** What went wrong with **Soita**, in each language. */
  readonly callFailed: LocalText | null;
  readonly score: number | null;
  readonly words: string;
  /** The drawn keyboard, while it is there: which field it writes in. */
  readonly keyboard: { readonly field: Field; readonly capitals: boolean } | null;

  readonly devices: Devices;
  readonly players: Players;
  readonly links: Links;
  readonly written: WrittenTalk;
  /** The microphone has been heard since the card was opened. */
  readonly heard: boolean;
  readonly level: number;
}

/** What every screen has: how it looks and sounds, and whose page it is. */
export interface PageActions {
  language(language: Language): void;
  size(): void;
  contrast(): void;
  aloud(): void;
  allowSound(): void;
  takeSeat(): void;
}

export interface MenuActions {
  start(): void;
  back(): void;
  search(text: string): void;
  /** Puts that page of cards in sight. */
  turn(page: number): void;
  card(service: string): void;
  call(): void;
  cancelCall(): void;
  turnNews(): void;
  nextNews(): void;
}

export interface StayActions {
  /** Whether the interrupted visit goes on. */
  goOn(yes: boolean): void;
  cancel(): void;
  here(keepWaiting: boolean): void;
  askEnd(): void;
  keepTalking(): void;
  end(): void;
  choose(score: number): void;
  say(words: string): void;
  finish(rated: boolean): void;
  closeOver(): void;
  touch(): void;
}

export interface KeyActions {
  open(field: Field): void;
  close(): void;
  type(text: string): void;
  erase(): void;
  shift(): void;
}

export interface TerminalActions {
  readonly page: PageActions;
  readonly menus: MenuActions;
  readonly stay: StayActions;
  readonly keys: KeyActions;
}

/** One drawn screen: the class of `body`, and what is in it. */
export interface Screen {
  readonly name: string;
  readonly content: unknown;
}

/** The hatch before anybody has come: nothing of anybody is in it. */
export function atRest(parts: PageParts): TerminalState {
  return {
    t: terminalTexts.fi,
    language: "fi",
    large: false,
    contrast: false,
    aloud: false,
    health: parts.signal.health,
    you: null,
    unknown: false,
    takenOver: false,
    catalogue: null,
    menu: { at: "idle" },
    news: { index: 0, turning: true },
    view: null,
    interrupted: false,
    viewAge: 0,
    untouchedFor: 0,
    restoring: false,
    lastPeople: [],
    ended: null,
    confirming: false,
    ending: false,
    calling: false,
    callFailed: null,
    score: null,
    words: "",
    keyboard: null,
    devices: parts.devices,
    players: parts.talk.players,
    links: parts.talk.links,
    written: parts.talk.written,
    heard: false,
    level: 0,
  };
}
