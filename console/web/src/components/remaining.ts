import { html, type TemplateResult } from "lit-html";

/** How much time is left, as a bar; the sentence beside it says it. `share` 0 to 1. */
export const remaining = (share: number): TemplateResult => html`<div class="left" aria-hidden="true">
  <i .style=${`width:${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`}></i>
</div>`;
