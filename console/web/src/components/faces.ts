/** Five faces, from very good to very bad: a radio group; one touch chooses. */

import { html, svg, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";

const MOUTHS = ["M30 60q20 24 40 0", "M33 64q17 13 34 0", "M33 67h34", "M33 72q17-13 34 0", "M30 76q20-24 40 0"];

/** The drawing of one face; 0 is the happiest. */
export const face = (index: number): TemplateResult<2> =>
  svg`<svg viewBox="0 0 100 100" aria-hidden="true"><circle class="fc" cx="50" cy="50" r="46"/><circle class="fe" cx="35" cy="40" r="5.5"/><circle class="fe" cx="65" cy="40" r="5.5"/><path class="fm" d=${MOUTHS[index] ?? ""}/></svg>`;

export interface FacesProps {
  /** The id of the heading that asks. */
  readonly labelledBy: string;
  /** The five words, from the best. */
  readonly words: readonly string[];
  /** 5 is the best, 1 the worst; null: none chosen. */
  readonly score: number | null;
  readonly choose: (score: number) => void;
}

export const faces = ({ labelledBy, words, score, choose }: FacesProps): TemplateResult => html`<div
  class="faces"
  role="radiogroup"
  aria-labelledby=${labelledBy}
>
  ${words.map((word, index) => {
    const own = words.length - index;
    return html`<label class="face"
      ><input type="radio" name="score" .checked=${live(score === own)} @change=${() => choose(own)} />${face(index)}<span
        >${word}</span
      ><span class="tick ic ic-check" aria-hidden="true"></span
    ></label>`;
  })}
</div>`;
