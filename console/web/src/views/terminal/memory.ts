/**
 * What the page knows of whoever sits before it: the one state that its screens are drawn from. It is kept nowhere but
 * here, and forgotten here.
 */

import type { PageParts } from "../../begin";
import { Announcer } from "../../components/announcer";
import { terminalTexts } from "../../i18n/terminal";
import type { Language } from "../../protocol";
import { redraw } from "../../view";
import { nowIs } from "../now";
import { needsTelling } from "./after";
import { atRest, type Menu, type TerminalState } from "./state";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export class Memory {
  readonly state: Writable<TerminalState>;
  readonly announcer = new Announcer(() => this.redraw());
  /** Draws the page again, with all that has changed until then. */
  readonly redraw: () => void;
  readonly #signal: PageParts["signal"];
  touchedAt = performance.now();
  /** When the page last had somebody to forget. */
  idleAt = performance.now();

  constructor(parts: PageParts, draw: () => void) {
    this.state = atRest(parts);
    this.#signal = parts.signal;
    this.redraw = redraw(draw);
  }

  set(change: Partial<TerminalState>): void {
    Object.assign(this.state, change);
    this.redraw();
  }

  /** To that menu; whoever goes back to the idle screen without a visit has left. */
  go(menu: Menu): void {
    this.set({ menu, callFailed: null });
    if (menu.at !== "need") this.set({ keyboard: null });
    if (menu.at !== "card") this.set({ heard: false });
    if (menu.at === "idle" && !this.state.view) this.forget();
  }

  speak(language: Language): void {
    if (language === this.state.language) return;
    this.set({ language, t: terminalTexts[language] });
    this.#signal.setLanguage(language);
    this.announcer.clear();
    const { view, ended, t } = this.state;
    const words = view ? nowIs(view, this.state) : ended !== null && needsTelling(ended) ? t.over[ended] : "";
    if (words) this.announcer.say(words);
  }

  /** Everything of the visit and of the person. */
  forget(): void {
    this.set({
      view: null,
      interrupted: false,
      menu: { at: "idle" },
      lastPeople: [],
      confirming: false,
      ending: false,
      calling: false,
      callFailed: null,
      score: null,
      words: "",
      keyboard: null,
      large: false,
      contrast: false,
      aloud: false,
    });
    this.idleAt = performance.now();
    this.speak("fi");
    this.announcer.clear();
  }
}
