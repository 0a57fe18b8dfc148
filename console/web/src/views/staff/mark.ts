/** The mark: a hatch with the light on and somebody behind the sill. */

import { html, type TemplateResult } from "lit-html";

export function mark(product: string): TemplateResult {
  return html`<span class="mark"
    ><svg viewBox="0 0 34 30" aria-hidden="true">
      <rect class="f" x="4.5" y="3" width="25" height="21" rx="3" />
      <path class="l" d="M9.5 23a7.5 7.5 0 0 1 15 0z" />
      <rect class="s" y="22.5" width="34" height="5.5" rx="2" /></svg
    >${product}</span
  >`;
}
