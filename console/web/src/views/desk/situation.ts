/** Left: who waits, which visits are under way, how the hatches are. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { LineEntry, PlaceHealth, UnderWay } from "../../protocol";
import { kindInWords } from "../staff/kind";
import { local, rung } from "../staff/state";
import type { DeskState } from "./state";

export function situation(state: DeskState): TemplateResult {
  const { t } = state;
  const line = state.board?.line ?? [];
  const underWay = state.board?.under_way ?? [];
  const places = state.board?.places ?? [];
  return html`<section class="lf" aria-label=${t.board.situation}>
    <section>
      <h2>${t.line.title} <span class="soft num">${line.length}</span></h2>
      ${line.length === 0
        ? html`<p class="small soft empty">${t.line.empty}</p>`
        : html`<ol class="rows">${line.map((entry) => waiting(state, entry))}</ol>`}
    </section>
    <section>
      <h2>${t.board.underWay} <span class="soft num">${underWay.length}</span></h2>
      ${underWay.length === 0
        ? html`<p class="small soft empty">${t.board.noneUnderWay}</p>`
        : html`<ul class="rows">${underWay.map((visit) => under(state, visit))}</ul>`}
    </section>
    <section>
      <h2>${t.board.hatches}</h2>
      ${places.length === 0
        ? html`<p class="small soft empty">${t.board.noHatches}</p>`
        : html`<ul class="rows">${places.map((place) => health(state, place))}</ul>`}
    </section>
  </section>`;
}

function waiting(state: DeskState, entry: LineEntry): TemplateResult {
  const { t } = state;
  const mine = rung(state)?.visit === entry.visit;
  return html`<li class="rowi v ${mine ? "mine" : ""}" aria-current=${mine ? "true" : nothing}>
    <div>
      <b>${local(state, entry.service_name)}</b>
      <p class="small soft">
        ${told([
          kindInWords(state, entry.service_kind, entry.service_name),
          entry.place,
          t.languages[entry.language],
          mine ? t.line.ringsYou : entry.ringing ? t.line.ringing : "",
        ])}
      </p>
    </div>
    <span class="num">${t.minutes(entry.for_seconds + state.boardAge)}</span>
  </li>`;
}

function under(state: DeskState, visit: UnderWay): TemplateResult {
  const { t } = state;
  const names = visit.yours ? [t.board.youToo, ...visit.with_names.filter((name) => name !== state.you?.name)] : visit.with_names;
  return html`<li class="rowi v ${visit.yours ? "mine" : ""}" aria-current=${visit.yours ? "true" : nothing}>
    <div>
      <b>${local(state, visit.service_name)}</b>
      <p class="small soft">${told([kindInWords(state, visit.service_kind, visit.service_name), visit.place, names.join(", ")])}</p>
    </div>
    <span class="num">${t.minutes(visit.for_seconds + state.boardAge)}</span>
  </li>`;
}

function told(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

function health(state: DeskState, place: PlaceHealth): TemplateResult {
  const { t } = state;
  const fault = !place.connected
    ? t.board.hatchAway
    : !place.camera
      ? t.board.hatchNoCamera
      : !place.sound
        ? t.board.hatchNoSound
        : null;
  const light = !place.connected ? "gone" : fault === null ? "ok" : "weak";
  return html`<li class="rowi h">
    <span class="light ${light}" aria-hidden="true"><i></i></span>
    <div><b>${place.name}</b><p class="small soft">${fault ?? (place.in_visit ? t.board.hatchBusy : t.board.hatchOk)}</p></div>
  </li>`;
}
