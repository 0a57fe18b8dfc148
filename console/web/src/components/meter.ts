/** The level of the microphone, as bars; its meaning stands beside it in words. */

import { html, type TemplateResult } from "lit-html";

const BARS = [0, 1, 2, 3, 4, 5];

/** `level` 0 to 1. */
export const meter = (level: number): TemplateResult => html`<span class="meter" aria-hidden="true"
  >${BARS.map((bar) => html`<i class=${level > (bar + 0.5) / BARS.length ? "" : "o"}></i>`)}</span
>`;
