/** The level of the microphone, as bars; its meaning stands beside it in words. */

import { html, type TemplateResult } from "lit-html";
import { styleMap } from "lit-html/directives/style-map.js";

const HEIGHTS = [40, 70, 100, 80, 60, 40];

/** `level` 0 to 1. */
export const meter = (level: number): TemplateResult => html`<span class="meter" aria-hidden="true"
  >${HEIGHTS.map(
    (height, index) =>
      html`<i class=${level > (index + 0.5) / HEIGHTS.length ? "" : "o"} style=${styleMap({ height: `${height}%` })}></i>`,
  )}</span
>`;
