/** Somebody's shared screen, large, above the people of the talk. */

import { html, type TemplateResult } from "lit-html";
import { hatch } from "./hatch";

export interface SharedScreen {
  /** "Jaettu näyttö" and whose it is. */
  readonly word: string;
  readonly whose: string;
  /** From `Players.of(seat)`. */
  readonly video: HTMLVideoElement;
}

/** `people`: everybody's hatch, which then stand in one row; `duo`: two of them large. */
export function withScreens(screens: readonly SharedScreen[], people: unknown, duo = false): TemplateResult {
  return html`<div class="with-screen">
    <div class="screens">
      ${screens.map(({ word, whose, video }) => hatch({ name: word, unit: whose, video, picture: true, light: null, classes: "shared" }))}
    </div>
    <div class=${`people row ${duo ? "duo" : ""}`}>${people}</div>
  </div>`;
}
