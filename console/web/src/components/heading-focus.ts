/**
 * Where the focus goes when a page is drawn anew: to the heading of another screen, so that who does not see the change is told
 * of it and goes on from there; and when what had it is gone, to the next thing beside it. A field that is being written in, and
 * an open dialog, keep it.
 */

const FIELD = "input:not([type=radio]), textarea, select";
const CONTROL = "button:not(:disabled), input, textarea, select, a[href]";

export class HeadingFocus {
  #heading: Element | null = null;
  /** What had the focus before the drawing, and all that it stands in. */
  #chain: readonly HTMLElement[] = [];

  /** Call it before the page is drawn. */
  remember(): void {
    const chain: HTMLElement[] = [];
    for (let at = document.activeElement; at instanceof HTMLElement && at !== document.body; at = at.parentElement) chain.push(at);
    this.#chain = chain;
  }

  /** Call it when the page has been drawn. A screen that stays, also in another language, keeps its heading's element. */
  follow(): void {
    const heading = document.querySelector<HTMLElement>("main h1");
    const another = heading !== null && heading !== this.#heading;
    const first = this.#heading === null;
    this.#heading = heading ?? this.#heading;
    if (document.querySelector("dialog[open]")) return;
    if (another && !first && !document.activeElement?.matches(FIELD)) return toHeading(heading);
    // A dialog gives back what it took.
    if (this.#chain.some((one) => one.matches("dialog"))) return;
    if (this.#chain.length > 0 && document.activeElement === document.body) this.#beside(heading);
  }

  #beside(heading: HTMLElement | null): void {
    for (const one of this.#chain) {
      if (!one.isConnected) continue;
      if (one.tagName === "MAIN") break;
      const control = one.matches(CONTROL) ? one : one.querySelector<HTMLElement>(CONTROL);
      control?.focus({ preventScroll: true });
      if (document.activeElement !== document.body) return;
    }
    if (heading !== null) toHeading(heading);
  }
}

function toHeading(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
