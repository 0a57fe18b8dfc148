/**
 * A question over the page: a native `dialog`, which traps the focus and returns it. Escape is the safe answer. Render
 * it only while it is to be seen.
 */

import { html, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";

export interface DialogProps {
  readonly title: string;
  readonly body: unknown;
  /** The buttons, the safe one first. */
  readonly actions: unknown;
  /** What Escape does. */
  readonly safe: () => void;
  readonly alert?: boolean;
}

export function dialog({ title, body, actions, safe, alert = false }: DialogProps): TemplateResult {
  return html`<dialog
    class="dialog"
    role=${alert ? "alertdialog" : "dialog"}
    aria-labelledby="dialog-title"
    @cancel=${(event: Event) => {
      event.preventDefault();
      safe();
    }}
    ${ref(open)}
  >
    <h1 id="dialog-title">${title}</h1>
    ${body}
    <div class="acts">${actions}</div>
  </dialog>`;
}

function open(element: Element | undefined): void {
  // The reference comes before the element is in the document.
  queueMicrotask(() => {
    if (element instanceof HTMLDialogElement && element.isConnected && !element.open) element.showModal();
  });
}
