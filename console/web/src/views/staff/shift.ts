/** The shift of whoever has this page: on or off, and for how long they have been free in it. */

import type { Announcer } from "../../components/announcer";
import type { StaffTexts } from "../../i18n/staff";
import { AT_ONCE, type Requests } from "./requests";

export class Shift {
  on = false;
  readonly #requests: Requests;
  readonly #announcer: Announcer;
  readonly #texts: () => StaffTexts;
  #free = true;
  #freeSince: number | null = null;

  constructor(requests: Requests, announcer: Announcer, texts: () => StaffTexts) {
    this.#requests = requests;
    this.#announcer = announcer;
    this.#texts = texts;
  }

  /** Seconds; null: not on shift, or not free. */
  freeFor(now: number): number | null {
    return this.#freeSince === null ? null : (now - this.#freeSince) / 1000;
  }

  /** `found`: the devices that there are. None of them has to be. */
  async start(found: { camera: boolean; microphone: boolean }): Promise<void> {
    const answer = await this.#requests.busyWhile("shift", this.#requests.do({ do: "start_shift", ...found }, AT_ONCE));
    if (answer.type === "done") this.is(true);
  }

  async end(): Promise<void> {
    const answer = await this.#requests.do({ do: "end_shift" });
    if (answer.type === "done") this.is(false);
  }

  /** What the server says; a change is said aloud. */
  is(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    const { shift } = this.#texts();
    this.#announcer.say(on ? shift.started : shift.ended);
    this.#count();
  }

  free(free: boolean): void {
    this.#free = free;
    this.#count();
  }

  #count(): void {
    if (!this.on || !this.#free) this.#freeSince = null;
    else this.#freeSince ??= performance.now();
  }
}
