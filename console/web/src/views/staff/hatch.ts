/** The picture of somebody in a visit, with name plate and light: nobody is shown without a sill. */

import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { PersonView, StaffView } from "../../protocol";
import { figureName, ownCircle, shortName, shown } from "./people";
import type { StaffState } from "./state";

export function personHatch(state: StaffState, view: StaffView, person: PersonView): TemplateResult {
  const { t } = state;
  const { media, light, picture } = shown(state, view, person);
  const together = person.circle === ownCircle(view) && person.circle !== "none";
  const speaks = together && (media?.speaks ?? false);
  return html`<figure class="hatch ${speaks ? "speaks" : ""} ${light === "gone" ? "cut" : ""}" aria-label=${figureName(state, person)}>
    <div class="opening">
      <video .srcObject=${live(media?.stream ?? null)} autoplay playsinline ?hidden=${!picture || !together}></video>
      ${together && picture ? nothing : html`<span class="initial" aria-hidden="true">${initial(shortName(state, person))}</span>`}
      ${together ? nothing : html`<div class="shutter half" aria-hidden="true"></div>`}
    </div>
    <figcaption class="sill">
      <span class="who"><b>${shortName(state, person)}</b><span>${person.unit[state.language]}${person.id === view.host ? ` · ${t.visit.host}` : ""}</span></span>
      ${together ? lightOf(state, light) : html`<span class="light idle"><i></i>${t.privacy.paused}</span>`}
    </figcaption>
  </figure>`;
}

export function ownHatch(state: StaffState, showsLight: boolean): TemplateResult {
  const { t, devices } = state;
  return html`<figure class="hatch self" aria-label=${t.ownPicture}>
    <div class="opening">
      <video .srcObject=${live(devices.picture)} autoplay playsinline muted .muted=${true} ?hidden=${devices.picture === null || !devices.cameraOn}></video>
      ${devices.picture === null || !devices.cameraOn
        ? html`<span class="initial" aria-hidden="true">${initial(state.you?.name ?? t.you)}</span>`
        : nothing}
    </div>
    <figcaption class="sill"><b>${t.you}</b>${showsLight ? lightOf(state, state.line === "open" ? "good" : "gone") : nothing}</figcaption>
  </figure>`;
}

function lightOf(state: StaffState, light: "good" | "weak" | "gone"): TemplateResult {
  const { t } = state;
  const words = { good: t.light.good, weak: t.light.weak, gone: t.light.gone };
  return html`<span class="light ${light === "good" ? "ok" : light}"><i></i>${words[light]}</span>`;
}

function initial(name: string): string {
  return name.slice(0, 1).toUpperCase();
}
