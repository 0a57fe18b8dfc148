/** What this page asks of the server, which of it is not yet answered, and the sentence that stands above the page. */

import type { Action } from "../../protocol";
import type { Answered, Signalling } from "../../signal";
import type { Press } from "./state";

/** Milliseconds after which a press that only makes sense at once is given up. */
export const AT_ONCE = 20_000;

export class Requests {
  readonly busy = new Set<Press>();
  readonly #signal: Signalling;
  readonly #redraw: () => void;
  #notice: string | null = null;
  #until = Infinity;

  constructor(signal: Signalling, redraw: () => void) {
    this.#signal = signal;
    this.#redraw = redraw;
  }

  get notice(): string | null {
    return performance.now() < this.#until ? this.#notice : null;
  }

  /** Until the next press, or for so many seconds; null: nothing more. */
  say(words: string | null, seconds = Infinity): void {
    this.#notice = words;
    this.#until = performance.now() + seconds * 1000;
    this.#redraw();
  }

  /** Asks the server; what it refuses, or says is over, is shown in its own words. */
  async do(action: Action, within?: number): Promise<Answered> {
    const answer = await this.ask(action, within);
    this.answered(answer);
    return answer;
  }

  /** Asks the server; the answer is for whoever asks to show. */
  ask(action: Action, within?: number): Promise<Answered> {
    return this.#signal.command(action, within === undefined ? {} : { within });
  }

  answered(answer: Answered): void {
    if (answer.type !== "done" && answer.sentence !== "") this.say(answer.sentence);
  }

  /** The button of that press is busy until the answer is there. */
  async busyWhile(press: Press, answer: Promise<Answered>): Promise<Answered> {
    this.busy.add(press);
    this.#redraw();
    try {
      return await answer;
    } finally {
      this.busy.delete(press);
      this.#redraw();
    }
  }
}
