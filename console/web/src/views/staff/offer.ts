/** The hatch rings for this page: who waits, where, in which language, and two buttons. */

import { html, nothing, type TemplateResult } from "lit-html";
import { placePicture } from "../../art";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import type { RungView } from "../../protocol";
import { ownHatch } from "./hatch";
import { modal } from "../../components/modal";
import { local, type StaffActs, type StaffState } from "./state";

/** Seconds that an offer rings before others are rung as well; the server keeps the real time. */
const RING_SECONDS = 25;

export function offer(state: StaffState, act: StaffActs, view: RungView): TemplateResult {
  const { t } = state;
  const ringing = view.ringing_for + state.viewAge;
  const left = Math.max(0, Math.ceil(RING_SECONDS - ringing));
  const alone = view.purpose === "serve" && !view.silent && left > 0;
  return html`<dialog class="offer" aria-labelledby="offer-title" ${modal}>
    ${window(state, view)}
    <div class="txt">
      <div class="oh">
        <div>
          <p class="tag lamp">${icon("bell")}${t.offer.rings}</p>
          <h1 id="offer-title" tabindex="-1" autofocus><span class="sr">${t.offer.rings}: </span>${view.service_name === null ? t.offer.inquiry : local(state, view.service_name)}</h1>
        </div>
        ${ownHatch(state, false)}
      </div>
      ${view.asked_by === null
        ? nothing
        : html`<p class="asked">
            <b>${asker(state, view, view.asked_by)}</b>${view.kind === "inquiry" ? nothing : view.purpose === "ask" ? t.offer.asksFirst : view.purpose === "add" ? t.offer.addsNow : nothing}
          </p>`}
      <dl>
        ${view.place === "" ? nothing : html`<dt>${t.offer.from}</dt><dd>${view.place}</dd>`}
        <dt>${t.offer.language}</dt>
        <dd>${t.languages[view.language]}</dd>
        ${view.kind === "inquiry"
          ? nothing
          : html`<dt>${t.offer.waited}</dt><dd class="num">${t.minutesAndSeconds(view.for_seconds + state.viewAge)}</dd>`}
        ${view.service_kind === "digital_support" ? html`<dt>${t.digital.kind}</dt><dd>${t.digital.guide}</dd>` : nothing}
        ${view.note === null ? nothing : html`<dt>${t.offer.note}</dt><dd>${view.note}</dd>`}
      </dl>
      <div class="acts">
        <button type="button" class="btn primary big" ?disabled=${state.busy.has("answer")} @click=${press(act.answer)}>
          ${icon("phone")}${state.busy.has("answer") ? t.offer.answering : t.offer.answer}
        </button>
        <button type="button" class="btn big" @click=${press(act.decline)}>${t.offer.decline}</button>
      </div>
      ${view.purpose === "serve"
        ? html`<progress class="ring" max=${RING_SECONDS} .value=${Math.min(RING_SECONDS, ringing)} aria-hidden="true"></progress>
            <p class="small soft">${alone ? t.offer.ringsOn(left) : t.offer.alsoOthers}</p>`
        : nothing}
    </div>
  </dialog>`;
}

function asker(state: StaffState, view: RungView, name: string): string {
  const { offer } = state.t;
  if (view.kind === "inquiry") return offer.callsYou(name);
  return view.purpose === "serve" ? offer.movesToYou(name) : offer.askedBy(name);
}

function window(state: StaffState, view: RungView): TemplateResult {
  return html`<div class="hatch win speaks view" aria-hidden="true">
    <div class="opening"><img src=${placePicture(shortName(state, view.place))} alt="" /><div class="shutter half"></div></div>
    <div class="sill">
      <span class="who"><b>${view.kind === "inquiry" ? state.t.offer.inquiry : view.place}</b><span>${view.asked_by === null ? state.t.offer.waits : view.asked_by}</span></span>
    </div>
  </div>`;
}

/** What the place is called among drawings: the board tells it of each terminal. */
function shortName(state: StaffState, name: string): string {
  return state.board?.places.find((place) => place.name === name)?.place ?? "";
}
