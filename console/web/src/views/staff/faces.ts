/** How it went for the one who served: one tap on a face is the whole answer, so these are buttons and no radios. */

import { html, type TemplateResult } from "lit-html";
import { face } from "../../components/faces";
import { press } from "../../components/press";
import type { StaffActs, StaffState } from "./state";

/** Scores fall from left to right: the first face is 5. */
export function faces(state: StaffState, act: StaffActs): TemplateResult {
  return html`<div class="fas" role="group" aria-labelledby="staff-rating">
    ${state.t.faces.map(
      (word, index) => html`<button type="button" class="fa" @click=${press(() => act.rate(5 - index))}>
        ${face(index)}<span>${word}</span>
      </button>`,
    )}
  </div>`;
}
