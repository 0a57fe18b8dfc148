/** How it went for the one who served: one tap on a face. */

import { html, svg, type TemplateResult } from "lit-html";
import { press } from "../../components/press";
import type { StaffActs, StaffState } from "./state";

const MOUTHS = ["M30 60q20 24 40 0", "M33 64q17 13 34 0", "M33 67h34", "M33 72q17-13 34 0", "M30 76q20-24 40 0"];

/** Scores fall from left to right: the first face is 5. */
export function faces(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  return html`<div class="fas" role="group" aria-labelledby="staff-rating">
    ${t.faces.map(
      (word, index) => html`<button type="button" class="fa" @click=${press(() => act.rate(5 - index))}>
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle class="fc" cx="50" cy="50" r="46" />
          <circle class="fe" cx="35" cy="40" r="5.5" />
          <circle class="fe" cx="65" cy="40" r="5.5" />
          ${svg`<path class="fm" d=${MOUTHS[index] ?? ""} />`}
        </svg>
        <span>${word}</span>
      </button>`,
    )}
  </div>`;
}
