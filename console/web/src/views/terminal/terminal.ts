/**
 * The terminal: its state, what its buttons do, and which screen follows from both.
 *
 * The view of the server decides the screen as soon as there is a visit. **Lopeta**, **Peruuta** and **Valmis** act in
 * the page at once: the visit is dismissed here, and the server learns of it when it can.
 */

import { html, render } from "lit-html";
import { Announcer } from "../../components/announcer";
import type { Devices } from "../../devices";
import { terminalTexts } from "../../i18n/terminal";
import type { EndReason, Language, VisitView } from "../../protocol";
import type { Signalling } from "../../signal";
import type { Cues } from "../../sound";
import type { Talk } from "../../talk";
import { everySecond } from "../../ticker";
import { redraw } from "../../view";
import { isCut } from "../people";
import { needsTelling } from "./after";
import { ReadAloud } from "./aloud";
import { screenOf } from "./screens";
import { atRest, type Field, type Menu, type ResidentView, type TerminalActions, type TerminalState } from "./state";
import { tell } from "./telling";

const MENU_SECONDS = 60;
const NEWS_SECONDS = 12;
const OVER_SECONDS = 20;
const FACE_COUNTS_AFTER = 30;
const TOUCH_EVERY = 10_000;
const AWAY_FOR = 30_000;
const IDLE_FOR = 15_000;
const END_WITHIN = 2_000;
const CALL_WITHIN = 15_000;
const LEVEL_EVERY = 150;
const HEARD_ABOVE = 0.4;
const YOUNG = 60_000;
const RELOAD_AFTER = 30_000;

export interface TerminalParts {
  readonly signal: Signalling;
  readonly devices: Devices;
  readonly talk: Talk;
  readonly cues: Cues;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export class Terminal implements TerminalActions {
  readonly #parts: TerminalParts;
  readonly #s: Writable<TerminalState>;
  readonly #announcer = new Announcer();
  readonly #aloud = new ReadAloud();
  readonly #ask: () => void;
  /** Visits that are over for this page, whatever the server still shows of them. */
  readonly #dismissed = new Set<string>();
  readonly #wiped = new Set<string>();
  #viewAt = 0;
  #touchedAt = performance.now();
  #toldTouchAt = -Infinity;
  #chosenAt = 0;
  #endedAt = 0;
  #idleAt = performance.now();
  #newsAt = performance.now();
  #reload = false;
  #cut = false;
  #toldDevices = "";

  constructor(parts: TerminalParts) {
    this.#parts = parts;
    this.#s = atRest(parts);
    this.#ask = redraw(() => this.#draw());
  }

  run(): void {
    const { signal, devices, talk, cues } = this.#parts;
    signal.on("welcome", (welcome) => {
      this.#s.you = welcome.you;
      this.#s.unknown = false;
      this.#reload = welcome.reload_when_idle;
      this.#toldDevices = "";
      this.#ask();
    });
    signal.on("health", (health) => {
      this.#s.health = health;
      this.#ask();
    });
    signal.on("catalogue", (catalogue) => {
      this.#s.catalogue = catalogue;
      this.#ask();
    });
    signal.on("view", (view) => this.#viewed(view));
    signal.on("takenOver", () => {
      this.#forget();
      this.#s.takenOver = true;
      this.#ask();
    });
    signal.on("closing", ({ code, retry }) => {
      if (retry === null && (code === "not_signed_in" || code === "session_expired")) this.#s.unknown = true;
      if (code === "protocol_unknown") setTimeout(() => location.reload(), RELOAD_AFTER);
      this.#ask();
    });
    talk.on("changed", () => this.#mediaChanged());
    devices.on("changed", () => this.#ask());
    addEventListener("pointerdown", () => this.#touched(), { capture: true });
    addEventListener("keydown", () => this.#touched(), { capture: true });
    addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("button, label.face")) cues.play("press");
    });
    matchMedia("(orientation: portrait)").addEventListener("change", this.#ask);
    everySecond(() => this.#second());
    setInterval(() => this.#listen(), LEVEL_EVERY);
    signal.start();
    this.#ask();
  }

  // --- what buttons do -----------------------------------------------------------------------------------------------

  language(language: Language): void {
    this.#setLanguage(language);
    this.#ask();
  }

  size(): void {
    this.#s.large = !this.#s.large;
    this.#ask();
  }

  contrast(): void {
    this.#s.contrast = !this.#s.contrast;
    this.#ask();
  }

  aloud(): void {
    this.#s.aloud = !this.#s.aloud;
    if (!this.#s.aloud) this.#aloud.stop();
    this.#ask();
  }

  start(): void {
    this.#go({ at: "need", search: "", page: 0 });
  }

  back(): void {
    const { menu } = this.#s;
    this.#go(menu.at === "card" ? menu.from : { at: "idle" });
  }

  search(text: string): void {
    const { menu } = this.#s;
    if (menu.at === "need") this.#go({ ...menu, search: text, page: 0 });
  }

  turn(page: number): void {
    const { menu } = this.#s;
    if (menu.at === "need") this.#go({ ...menu, page });
  }

  card(service: string): void {
    const { menu } = this.#s;
    if (menu.at !== "need") return;
    this.#go({ at: "card", service, from: menu });
  }

  call(): void {
    const { menu, view, language, calling } = this.#s;
    if (menu.at !== "card" || calling) return;
    this.#s.calling = true;
    this.#s.callFailed = null;
    const { service } = menu;
    const action =
      view?.audience === "after"
        ? ({ do: "second_matter", visit: view.visit, service, language } as const)
        : ({ do: "call", service, language } as const);
    void this.#parts.signal.command(action, { within: CALL_WITHIN }).then((answer) => {
      this.#s.calling = false;
      if (answer.type !== "done" && this.#s.menu === menu) {
        this.#s.callFailed = answer.sentence || this.#s.t.card.noAnswer;
        this.#announcer.say(this.#s.callFailed, true);
      }
      this.#ask();
    });
    this.#ask();
  }

  cancel(): void {
    const { view } = this.#s;
    if (!view) return;
    void this.#parts.signal.command({ do: "cancel", visit: view.visit });
    this.#dismiss(view.visit);
  }

  here(keepWaiting: boolean): void {
    const { view } = this.#s;
    if (view) void this.#parts.signal.command({ do: "touch", visit: view.visit, keep_waiting: keepWaiting });
  }

  askEnd(): void {
    this.#s.confirming = true;
    this.#ask();
  }

  keepTalking(): void {
    this.#s.confirming = false;
    this.#ask();
  }

  end(): void {
    const { view } = this.#s;
    this.#s.confirming = false;
    if (!view) return;
    const { visit: id } = view;
    const { signal, talk } = this.#parts;
    talk.leave(id);
    void signal.command({ do: "end_visit", visit: id });
    if (!signal.health.connected) return this.#endAlone(id);
    this.#s.ending = true;
    setTimeout(() => {
      if (this.#s.ending && this.#s.view?.visit === id) this.#endAlone(id);
    }, END_WITHIN);
    this.#ask();
  }

  choose(score: number): void {
    this.#s.score = score;
    this.#chosenAt = performance.now();
    this.#ask();
  }

  say(words: string): void {
    this.#s.words = words.slice(0, 2_000);
    this.#chosenAt = performance.now();
    this.#ask();
  }

  finish(rated: boolean): void {
    const { view, score, words } = this.#s;
    if (view?.audience !== "after") return;
    const { visit: id } = view;
    const given = rated ? score : null;
    void this.#parts.signal
      .command({ do: "finish", visit: id, score: given, words: rated ? words : "" })
      .then((answer) => {
        // The visit had ended meanwhile: its rating may still come.
        if (answer.type === "gone" && given !== null) {
          void this.#parts.signal.command({ do: "rate", visit: id, score: given, words });
        }
      });
    this.#dismiss(id);
  }

  again(): void {
    this.#touched();
    this.start();
  }

  turnNews(): void {
    this.#s.news = { ...this.#s.news, turning: !this.#s.news.turning };
    this.#ask();
  }

  nextNews(): void {
    this.#s.news = { ...this.#s.news, index: this.#s.news.index + 1 };
    this.#newsAt = performance.now();
    this.#ask();
  }

  allowSound(): void {
    void this.#parts.talk.players.play();
    void this.#parts.cues.allow();
  }

  takeSeat(): void {
    this.#s.takenOver = false;
    void this.#parts.signal.resume();
    this.#ask();
  }

  closeOver(): void {
    this.#s.ended = null;
    this.#ask();
  }

  openKeyboard(field: Field): void {
    this.#s.keyboard = { field, capitals: false };
    this.#ask();
  }

  closeKeyboard(): void {
    this.#s.keyboard = null;
    this.#ask();
  }

  type(text: string): void {
    this.#write((before) => before + text);
  }

  erase(): void {
    this.#write((before) => [...before].slice(0, -1).join(""));
  }

  shift(): void {
    const { keyboard } = this.#s;
    if (keyboard) this.#s.keyboard = { ...keyboard, capitals: !keyboard.capitals };
    this.#ask();
  }

  #write(change: (before: string) => string): void {
    const { keyboard, menu, words } = this.#s;
    if (keyboard?.field === "search" && menu.at === "need") this.search(change(menu.search));
    if (keyboard?.field === "words") this.say(change(words));
  }

  // --- what the server shows -----------------------------------------------------------------------------------------

  #viewed(view: VisitView | null): void {
    const before = this.#s.view;
    this.#viewAt = performance.now();
    if (view?.audience === "over") return this.#ended(view.visit, view.end);
    const known = view && !this.#dismissed.has(view.visit) && isResident(view) ? view : null;
    if (!known) {
      this.#s.view = null;
      if (before) this.#forget();
      return this.#ask();
    }
    this.#s.ended = null;
    if (known.audience !== "after" || before?.audience !== "after") this.#s.menu = { at: "idle" };
    tell(before, known, this.#s, (text) => this.#announcer.say(text), this.#parts.cues);
    if (known.audience === "customer" && known.people.length > 0) this.#s.lastPeople = known.people;
    this.#s.view = known;
    if (known.audience !== "customer") {
      this.#s.confirming = false;
      this.#s.ending = false;
    }
    this.#ask();
  }

  #ended(id: string, end: EndReason): void {
    const told = this.#dismissed.has(id);
    this.#dismissed.add(id);
    if (this.#s.view?.visit === id) this.#forget();
    if (!told && needsTelling(end)) {
      this.#s.ended = end;
      this.#endedAt = performance.now();
      this.#announcer.say(this.#s.t.over[end]);
    }
    if (!this.#wiped.has(id)) {
      this.#wiped.add(id);
      void this.#parts.signal.command({ do: "wiped", visit: id });
    }
    this.#ask();
  }

  #mediaChanged(): void {
    const { view, t, players } = this.#s;
    const people = view?.audience === "customer" ? view.people : [];
    const cut = people.length > 0 && people.every((person) => isCut(person, players));
    if (cut !== this.#cut) {
      this.#cut = cut;
      if (people.length > 0) {
        this.#parts.cues.play(cut ? "lost" : "back");
        this.#announcer.say(cut ? `${t.visit.troubleTitle}. ${t.visit.troubleLead}` : t.visit.recovered);
      }
    }
    this.#ask();
  }

  // --- leaving and forgetting ----------------------------------------------------------------------------------------

  /** The end without the server: it hears of the end, and of a visit that nobody rates, when it is back. */
  #endAlone(id: string): void {
    void this.#parts.signal.command({ do: "finish", visit: id, score: null, words: "" });
    this.#dismiss(id);
  }

  #dismiss(id: string): void {
    this.#dismissed.add(id);
    this.#parts.talk.leave(id);
    this.#forget();
    this.#ask();
  }

  /** Everything of the visit and of the person is forgotten; the page has never kept any of it but in memory. */
  #forget(): void {
    this.#s.view = null;
    this.#s.menu = { at: "idle" };
    this.#s.lastPeople = [];
    this.#s.confirming = this.#s.ending = this.#s.calling = false;
    this.#s.callFailed = null;
    this.#s.score = null;
    this.#s.words = "";
    this.#s.keyboard = null;
    this.#s.large = this.#s.contrast = this.#s.aloud = false;
    this.#cut = false;
    this.#idleAt = performance.now();
    this.#aloud.stop();
    this.#announcer.clear();
    this.#setLanguage("fi");
  }

  #setLanguage(language: Language): void {
    if (language === this.#s.language) return;
    this.#s.language = language;
    this.#s.t = terminalTexts[language];
    this.#parts.signal.setLanguage(language);
  }

  #go(menu: Menu): void {
    this.#s.menu = menu;
    this.#s.callFailed = null;
    if (menu.at !== "need") this.#s.keyboard = null;
    if (menu.at !== "card") this.#s.heard = false;
    if (menu.at === "idle" && !this.#s.view) this.#forget();
    this.#ask();
  }

  // --- time ----------------------------------------------------------------------------------------------------------

  #second(): void {
    const now = performance.now();
    const s = this.#s;
    const untouched = (now - this.#touchedAt) / 1000;
    if (s.menu.at !== "idle" && untouched > MENU_SECONDS) this.#go({ at: "idle" });
    if (s.view?.audience === "after" && s.menu.at === "idle") {
      const chosen = s.score !== null && (now - Math.max(this.#chosenAt, this.#touchedAt)) / 1000 >= FACE_COUNTS_AFTER;
      if (chosen || s.view.left - (now - this.#viewAt) / 1000 <= 0) this.finish(s.score !== null);
    }
    if (s.ended !== null && (now - this.#endedAt) / 1000 > OVER_SECONDS) s.ended = null;
    if (s.news.turning && (now - this.#newsAt) / 1000 > NEWS_SECONDS) this.nextNews();
    // A page that the server still calls old after it was loaded anew waits a while before it tries again.
    if (this.#reload && this.#atRest() && now - this.#idleAt > IDLE_FOR && now > YOUNG) location.reload();
    this.#ask();
  }

  #touched(): void {
    const now = performance.now();
    this.#touchedAt = now;
    const { view } = this.#s;
    if (!view || view.audience === "customer" || now - this.#toldTouchAt < TOUCH_EVERY) return;
    if (view.audience === "waiting" && view.question) return;
    this.#toldTouchAt = now;
    void this.#parts.signal.command({ do: "touch", visit: view.visit, keep_waiting: false });
  }

  #listen(): void {
    if (this.#s.menu.at !== "card") return;
    const level = this.#parts.devices.level();
    this.#s.level = level;
    this.#s.heard ||= level > HEARD_ABOVE;
    this.#ask();
  }

  #atRest(): boolean {
    return this.#s.view === null && this.#s.menu.at === "idle" && this.#s.ended === null;
  }

  // --- drawing -------------------------------------------------------------------------------------------------------

  #draw(): void {
    const s = this.#s;
    s.viewAge = (performance.now() - this.#viewAt) / 1000;
    this.#useDevices();
    const now = performance.now();
    const { awaySince } = s.health;
    const away = awaySince !== null && now - awaySince > AWAY_FOR && now - this.#idleAt > IDLE_FOR;
    const screen = screenOf(s, this, away ? clock(new Date(Date.now() - (now - awaySince))) : null);
    document.documentElement.lang = s.language;
    document.documentElement.dataset["size"] = s.large ? "large" : "";
    document.documentElement.dataset["theme"] = s.contrast ? "contrast" : "";
    document.body.className = screen.name;
    render(html`${screen.content}${this.#announcer.render()}`, document.body);
    if (s.aloud) this.#aloud.read(document.body, s.language, screen.name);
  }

  /** The camera is on from the card to the end of the talk, and at no other time. */
  #useDevices(): void {
    const { devices, signal } = this.#parts;
    const { menu, view, takenOver: elsewhere } = this.#s;
    const wanted = !elsewhere && (menu.at === "card" || view?.audience === "waiting" || view?.audience === "customer");
    const open = devices.states.camera !== "off" || devices.states.microphone !== "off";
    if (wanted && !open) void devices.open();
    if (!wanted && open) devices.close();
    const told = { sound: !this.#s.players.blocked, camera: devices.has("camera"), sharing: false };
    if (signal.health.connected && this.#toldDevices !== JSON.stringify(told)) {
      this.#toldDevices = JSON.stringify(told);
      void signal.command({ do: "set_devices", ...told });
    }
  }
}

function isResident(view: VisitView): view is ResidentView {
  return view.audience === "waiting" || view.audience === "customer" || view.audience === "after";
}

/** "10.12", as a clock on the wall says it. */
function clock(time: Date): string {
  return `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
}
