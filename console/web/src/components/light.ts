/** The light of a connection or of a state; the dot always has its word. */

import { html, type TemplateResult } from "lit-html";

/** `ok` good, `weak`, `gone` cut, `idle` nothing is expected now. */
export type LightState = "ok" | "weak" | "gone" | "idle";

export interface Light {
  readonly state: LightState;
  readonly word: string;
}

export const light = ({ state, word }: Light): TemplateResult =>
  html`<span class=${`light ${state}`}><i></i>${word}</span>`;
