/** Says changes of state to who cannot see them: two live regions that are always in the page. */

import { html, type TemplateResult } from "lit-html";

export class Announcer {
  #text = "";
  #urgent = "";

  /** Said when the reader has finished its sentence; `urgent` interrupts it. */
  say(text: string, urgent = false): void {
    if (urgent) this.#urgent = text;
    else this.#text = text;
  }

  clear(): void {
    this.#text = this.#urgent = "";
  }

  render(): TemplateResult {
    return html`<div class="sr" aria-live="polite">${this.#text}</div>
      <div class="sr" aria-live="assertive">${this.#urgent}</div>`;
  }
}
