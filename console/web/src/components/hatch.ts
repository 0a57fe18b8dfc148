/** The hatch: every remote person sits in one. A figure with an opening, a sill and sometimes a shutter. */

import { html, nothing, type TemplateResult } from "lit-html";
import { light as lightOf, type Light } from "./light";

export interface HatchProps {
  readonly name: string;
  /** Under the name, and after a comma in the figure's accessible name; empty: none. */
  readonly unit: string;
  /** What they are in the visit, where that has to be said: under the name, not in the accessible name. */
  readonly part?: string;
  /** The accessible name, if it is not "name, unit". */
  readonly label?: string;
  /** From `Players.of(seat)`; it stays the same element from screen to screen. */
  readonly video: HTMLVideoElement | null;
  /** Without a picture the initial stands in the opening, and sound goes on. */
  readonly picture: boolean;
  /** What stands under the initial: that there is no picture. */
  readonly without?: string;
  readonly light: Light | null;
  readonly speaking?: boolean;
  /** Half down: hold, ask first, ringing. */
  readonly shutter?: "up" | "half" | "down";
  /** Behind or before the video, e.g. what is seen under a half shutter. */
  readonly inside?: unknown;
  readonly classes?: string;
}

export function hatch(props: HatchProps): TemplateResult {
  const { name, unit, video, picture, light, speaking = false, shutter = "up", inside = nothing } = props;
  const part = props.part ? html`<span class="part">${props.part}</span>` : nothing;
  const label = props.label ?? (unit ? `${name}, ${unit}` : name);
  return html`<figure class=${`hatch ${props.classes ?? ""} ${speaking ? "speaks" : ""}`} aria-label=${label}>
    <div class=${`opening ${picture ? "" : "blank"}`}>
      ${video ?? nothing}
      ${picture || shutter !== "up" ? nothing : noPicture(name, props.without ?? "")}
      ${inside}
      ${shutter === "up"
        ? nothing
        : html`<div class=${`shutter ${shutter}`}></div>`}
    </div>
    <figcaption class="sill">
      <span class="who"><b>${name}</b>${unit ? html`<span>${unit}${part}</span>` : nothing}</span>
      ${light ? lightOf(light) : nothing}
    </figcaption>
  </figure>`;
}

function noPicture(name: string, word: string): TemplateResult {
  return html`<span class="without">
    <span class="initial" aria-hidden="true">${[...name][0]?.toLocaleUpperCase("fi") ?? ""}</span>
    ${word === "" ? nothing : html`<span>${word}</span>`}
  </span>`;
}
