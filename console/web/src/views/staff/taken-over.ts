/** A newer window has this seat: nothing is heard or seen here until somebody says so. */

import { html, type TemplateResult } from "lit-html";
import type { StaffActs, StaffState } from "./state";

export function takenOver(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  return html`<main class="taken">
    <div class="hatch" aria-hidden="true"><div class="opening"><div class="shutter down"></div></div><div class="sill"></div></div>
    <div role="status">
      <h1>${t.taken.title}</h1>
      <p class="lead soft">${t.taken.lead}</p>
    </div>
    <button type="button" class="btn primary big" @click=${act.takeSeat}>${t.taken.continue}</button>
  </main>`;
}
