/** Looking round before a visit, or for the next matter of one: needs, a card, **Soita**, and the news of the idle screen. */

import type { PageParts } from "../../begin";
import { terminalTexts } from "../../i18n/terminal";
import { SENTENCES, type LocalText } from "../../protocol";
import type { Memory } from "./memory";
import type { MenuActions } from "./state";

const MENU_SECONDS = 60;
const NEWS_SECONDS = 12;
/** Seconds that the server may take while it is there; while it is away, a call waits for it. */
const CALL_WITHIN = 15;
const NO_ANSWER: LocalText = {
  fi: terminalTexts.fi.card.noAnswer,
  sv: terminalTexts.sv.card.noAnswer,
  en: terminalTexts.en.card.noAnswer,
};

export class Menus implements MenuActions {
  readonly #signal: PageParts["signal"];
  readonly #memory: Memory;
  #newsAt = performance.now();
  #call = new AbortController();
  #calledFor = 0;

  constructor({ signal }: PageParts, memory: Memory) {
    this.#signal = signal;
    this.#memory = memory;
  }

  start(): void {
    this.#memory.announcer.clear();
    this.#memory.go({ at: "need", search: "", page: 0 });
  }

  back(): void {
    const { menu } = this.#memory.state;
    this.cancelCall();
    this.#memory.go(menu.at === "card" ? menu.from : { at: "idle" });
  }

  search(text: string): void {
    const { menu } = this.#memory.state;
    if (menu.at === "need") this.#memory.go({ ...menu, search: text, page: 0 });
  }

  turn(page: number): void {
    const { menu } = this.#memory.state;
    if (menu.at === "need") this.#memory.go({ ...menu, page });
  }

  card(service: string): void {
    const { menu } = this.#memory.state;
    if (menu.at === "need") this.#memory.go({ at: "card", service, from: menu });
  }

  call(): void {
    const { menu, view, language, calling } = this.#memory.state;
    if (menu.at !== "card" || calling) return;
    this.#memory.set({ calling: true, callFailed: null });
    const { service } = menu;
    const action =
      view?.audience === "after"
        ? ({ do: "second_matter", visit: view.visit, service, language } as const)
        : ({ do: "call", service, language } as const);
    const call = new AbortController();
    this.#call = call;
    this.#calledFor = 0;
    void this.#signal.command(action, { taken: call.signal }).then((answer) => {
      const { state, announcer } = this.#memory;
      if (this.#call !== call) return;
      this.#memory.set({ calling: false });
      if (answer.type === "done" || state.menu !== menu) return;
      const callFailed = answer.type === "refused" ? SENTENCES[answer.code] : NO_ANSWER;
      announcer.say(callFailed[state.language], true);
      this.#memory.set({ callFailed });
    });
  }

  /** **Peruuta** before the server has heard of the call. */
  cancelCall(): void {
    const call = this.#call;
    this.#call = new AbortController();
    call.abort();
    this.#memory.set({ calling: false });
  }

  turnNews(): void {
    const { news } = this.#memory.state;
    this.#memory.set({ news: { ...news, turning: !news.turning } });
  }

  nextNews(): void {
    const { news } = this.#memory.state;
    this.#newsAt = performance.now();
    this.#memory.set({ news: { ...news, index: news.index + 1 } });
  }

  /** Once a second: a menu that nobody touches closes, and the news turn. */
  beat(now: number): void {
    const { menu, news, calling, health } = this.#memory.state;
    if (calling && health.connected) this.#calledFor += 1;
    if (calling && this.#calledFor > CALL_WITHIN) this.#call.abort();
    if (menu.at !== "idle" && (now - this.#memory.touchedAt) / 1000 > MENU_SECONDS) {
      this.cancelCall();
      this.#memory.go({ at: "idle" });
    }
    if (news.turning && (now - this.#newsAt) / 1000 > NEWS_SECONDS) this.nextNews();
  }
}
