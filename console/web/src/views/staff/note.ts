/** What came with a matter that was given to this page, with the customer's consent. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import type { StaffState } from "./state";

export function noteBanner({ t, note }: StaffState): TemplateResult | typeof nothing {
  if (note === null) return nothing;
  return html`<section class="banner info" aria-labelledby="note">
    ${icon("write")}
    <div><b id="note">${t.offer.note}</b>${note}</div>
  </section>`;
}
