/** Before the shift: the shutter is down, and one press opens it. */

import { html, type TemplateResult } from "lit-html";
import { placePicture } from "../../art";
import type { StaffActs, StaffState } from "../staff/state";
import { rating } from "../staff/wrap-up";

export function offShift(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  const starting = state.busy.has("shift");
  return html`<main class="in">
    <div class="hatch view" aria-hidden="true">
      <div class="opening"><img src=${placePicture("reposaari")} alt="" /><div class="shutter part"></div></div>
      <div class="sill"><b>${t.door.closed}</b></div>
    </div>
    <div class="form">
      <h1>${t.shift.offTitle}</h1>
      <p class="lead soft">${t.shift.offLead}</p>
      <button type="button" class="btn primary big" ?disabled=${starting} @click=${act.startShift}>
        ${starting ? t.shift.starting : t.shift.start}
      </button>
      <p class="soft">${t.shift.offChecks}</p>
      ${rating(state, act)}
    </div>
  </main>`;
}
