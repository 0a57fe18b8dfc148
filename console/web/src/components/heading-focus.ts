/**
 * Moves the focus to the heading of a screen when another one has come: who does not see the change is told of it, and
 * goes on from there. A field that is being written in, and an open dialog, keep the focus.
 */

const FIELD = "input:not([type=radio]), textarea, select";

export class HeadingFocus {
  #heading: Element | null = null;

  /** Call it when the page has been drawn. A screen that stays, also in another language, keeps its heading's element. */
  follow(): void {
    const heading = document.querySelector<HTMLElement>("main h1");
    if (heading === null || heading === this.#heading) return;
    const first = this.#heading === null;
    this.#heading = heading;
    if (first || document.activeElement?.matches(FIELD) || document.querySelector("dialog[open]")) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
