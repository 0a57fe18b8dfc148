/**
 * Says changes of state to who cannot see them: two live regions that are always in the page. A text goes by itself, so that
 * nobody comes upon it later, and the same text again is a change again.
 */

import { html, type TemplateResult } from "lit-html";
import { sayInside } from "./modal";

const STANDS_FOR = 8_000;
/** Long enough that the emptied region has been drawn, in a hidden page too. */
const NEXT_FRAME = 50;

class Region {
  readonly #changed: () => void;
  /** What is said, or will be in the next frame. */
  #words = "";
  #text = "";
  #drawn = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get words(): string {
    return this.#words;
  }

  say(words: string): void {
    clearTimeout(this.#timer);
    this.#words = words;
    if (words === "" || words !== this.#drawn) return this.#set(words);
    this.#set("");
    this.#timer = setTimeout(() => this.#set(words), NEXT_FRAME);
  }

  draw(): string {
    this.#drawn = this.#text;
    return this.#text;
  }

  #set(text: string): void {
    this.#text = text;
    this.#changed();
    if (text !== "") this.#timer = setTimeout(() => this.say(""), STANDS_FOR);
  }
}

export class Announcer {
  readonly #polite: Region;
  readonly #urgent: Region;

  /** `changed` draws the page again. */
  constructor(changed: () => void) {
    this.#polite = new Region(changed);
    this.#urgent = new Region(changed);
  }

  /** Said when the reader has finished its sentence; `urgent` interrupts it. */
  say(text: string, urgent = false): void {
    (urgent ? this.#urgent : this.#polite).say(text);
  }

  /** That is not so any more: nobody comes upon it. */
  unsay(text: string): void {
    for (const region of [this.#polite, this.#urgent]) if (region.words === text) region.say("");
  }

  clear(): void {
    this.#polite.say("");
    this.#urgent.say("");
  }

  /** What the two regions hold from now on: polite, urgent. */
  draw(): readonly [string, string] {
    return [this.#polite.draw(), this.#urgent.draw()];
  }

  render(): TemplateResult {
    const [polite, urgent] = this.draw();
    sayInside([polite, urgent]);
    return html`<div class="sr" aria-live="polite">${polite}</div>
      <div class="sr" aria-live="assertive">${urgent}</div>`;
  }
}
