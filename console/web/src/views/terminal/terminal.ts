/** The terminal: what it hears from the server and from its devices, and the screen that follows. */

import { html, render } from "lit-html";
import type { PageParts } from "../../begin";
import { HeadingFocus } from "../../components/heading-focus";
import { clock } from "../../i18n/durations";
import type { Language } from "../../protocol";
import { everySecond } from "../../ticker";
import { titled } from "../../view";
import { ReadAloud } from "./aloud";
import { Keys } from "./keys";
import { Memory } from "./memory";
import { Menus } from "./menus";
import { OwnDevices } from "./own-devices";
import { screenOf } from "./screens";
import type { PageActions, TerminalActions } from "./state";
import { Stay } from "./stay";

/** Away for so long it is said; and for so long, the hatch is out of order. */
const RESTORING_AFTER = 2_000;
const AWAY_FOR = 5_000;
const IDLE_FOR = 15_000;
const LEVEL_EVERY = 150;
const YOUNG = 60_000;
const RELOAD_AFTER = 30_000;

export class Terminal implements PageActions {
  readonly #parts: PageParts;
  readonly #memory: Memory;
  readonly #menus: Menus;
  readonly #stay: Stay;
  readonly #own: OwnDevices;
  readonly #act: TerminalActions;
  readonly #aloud = new ReadAloud();
  readonly #focus = new HeadingFocus();
  #reload = false;

  constructor(parts: PageParts) {
    this.#parts = parts;
    this.#memory = new Memory(parts, () => this.#draw());
    this.#menus = new Menus(parts, this.#memory);
    this.#stay = new Stay(parts, this.#memory);
    this.#own = new OwnDevices(parts, this.#memory);
    const keys = new Keys(this.#memory, {
      search: (change) => {
        const { menu } = this.#memory.state;
        if (menu.at === "need") this.#menus.search(change(menu.search));
      },
      text: (change) => parts.talk.written.write(change(parts.talk.written.field)),
      words: (change) => this.#stay.say(change(this.#memory.state.words)),
    });
    this.#act = { page: this, menus: this.#menus, stay: this.#stay, keys };
  }

  run(): void {
    const { signal, devices, talk, cues } = this.#parts;
    const memory = this.#memory;
    signal.on("welcome", ({ you, reload_when_idle }) => {
      this.#reload = reload_when_idle;
      this.#own.tellAnew();
      memory.set({ you, unknown: false });
    });
    signal.on("health", (health) => {
      memory.set({ health });
      this.#tellRestoring(performance.now());
    });
    signal.on("catalogue", (catalogue) => memory.set({ catalogue }));
    signal.on("view", (view) => this.#stay.viewed(view));
    signal.on("takenOver", () => {
      this.#menus.cancelCall();
      memory.forget();
      memory.set({ takenOver: true });
      memory.announcer.say(memory.state.t.takenOver.title, true);
    });
    signal.on("closing", ({ code, retry }) => {
      if (retry === null && ["not_signed_in", "session_expired", "place_unknown"].includes(code)) memory.set({ unknown: true });
      if (code === "protocol_unknown") setTimeout(() => location.reload(), RELOAD_AFTER);
      memory.redraw();
    });
    talk.on("changed", () => this.#stay.mediaChanged());
    talk.written.on("changed", memory.redraw);
    talk.written.on("begun", ({ name }) => memory.announcer.say(memory.state.t.writing.begun(name)));
    devices.on("changed", memory.redraw);
    addEventListener("pointerdown", () => this.#stay.touch(), { capture: true });
    addEventListener("keydown", () => this.#stay.touch(), { capture: true });
    addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("button, label.face")) cues.play("press");
    });
    matchMedia("(orientation: portrait)").addEventListener("change", memory.redraw);
    everySecond(() => this.#second());
    setInterval(() => this.#own.listen(), LEVEL_EVERY);
    signal.start();
    memory.redraw();
  }

  // --- what buttons of every screen do -------------------------------------------------------------------------------

  language(language: Language): void {
    this.#memory.speak(language);
  }

  size(): void {
    this.#memory.set({ large: !this.#memory.state.large });
  }

  contrast(): void {
    this.#memory.set({ contrast: !this.#memory.state.contrast });
  }

  aloud(): void {
    this.#memory.set({ aloud: !this.#memory.state.aloud });
  }

  allowSound(): void {
    void this.#parts.talk.players.play();
    void this.#parts.cues.allow();
  }

  takeSeat(): void {
    void this.#parts.signal.resume();
    this.#memory.set({ takenOver: false });
  }

  // -------------------------------------------------------------------------------------------------------------------

  #second(): void {
    const now = performance.now();
    this.#menus.beat(now);
    this.#stay.beat(now);
    this.#tellRestoring(now);
    const { view, menu, ended } = this.#memory.state;
    const atRest = view === null && menu.at === "idle" && ended === null;
    // A page that the server still calls old after it was loaded anew waits a while before it tries again.
    if (this.#reload && atRest && now - this.#memory.idleAt > IDLE_FOR && now > YOUNG) location.reload();
    this.#memory.redraw();
  }

  /** Whoever looks at a card, waits or talks is told that the server is away, and that it is back. */
  #tellRestoring(now: number): void {
    const { state, announcer } = this.#memory;
    const { awaySince } = state.health;
    const restoring = awaySince !== null && now - awaySince > RESTORING_AFTER;
    if (restoring === state.restoring) return;
    this.#memory.set({ restoring });
    const talking = state.view?.audience === "customer";
    const words = talking ? state.t.visit.serverAway : state.t.restoring;
    const said = state.menu.at === "card" || state.view?.audience === "waiting" || (talking && !this.#stay.cut);
    if (restoring && said) announcer.say(words);
    else announcer.unsay(words);
  }

  #draw(): void {
    const { state, announcer } = this.#memory;
    const now = performance.now();
    state.viewAge = this.#stay.age(now);
    state.untouchedFor = this.#stay.untouchedFor(now);
    this.#own.use();
    const screen = screenOf(state, this.#act, this.#awayFrom(now));
    document.documentElement.lang = state.language;
    document.documentElement.dataset["size"] = state.large ? "large" : "";
    document.documentElement.dataset["theme"] = state.contrast ? "contrast" : "";
    document.body.className = screen.name;
    this.#focus.remember();
    render(html`${screen.content}${announcer.render()}`, document.body);
    this.#focus.follow();
    titled("Etäluukku");
    if (state.aloud) this.#aloud.read(document.body, state.language, screen.name);
    else this.#aloud.stop();
  }

  /** Since when, on a clock, the server has been away for so long that the hatch is out of order. */
  #awayFrom(now: number): string | null {
    const { awaySince } = this.#memory.state.health;
    if (awaySince === null || now - awaySince < AWAY_FOR || now - this.#memory.idleAt < AWAY_FOR) return null;
    return clock(this.#memory.state.language, new Date(Date.now() - (now - awaySince)));
  }
}
