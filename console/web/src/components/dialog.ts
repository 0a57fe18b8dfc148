/** A question over the page: it traps the focus and returns it, and Escape is the safe answer. Render it only while it is to be seen. */

import { html, type TemplateResult } from "lit-html";
import { modal } from "./modal";

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
    @cancel=${safe}
    ${modal}
  >
    <h1 id="dialog-title">${title}</h1>
    ${body}
    <div class="acts">${actions}</div>
  </dialog>`;
}
