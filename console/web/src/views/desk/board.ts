/** Middle, nobody at the desk: begin a visit, and is this desk ready for one. */

import { html, nothing, type TemplateResult } from "lit-html";
import { checks } from "../staff/checks";
import { local } from "../staff/state";
import type { DeskActs, DeskState } from "./state";

export function board(state: DeskState, act: DeskActs): TemplateResult {
  const { t } = state;
  return html`<main class="mid brd">
    <div class="hello">
      <h1>${state.onShift ? t.board.nobody : t.board.offShift}</h1>
      <p class="soft">${state.onShift ? t.board.nobodyLead : t.board.offShiftLead}</p>
    </div>
    <div class="new">
      <button type="button" class="btn primary big" @click=${() => act.newVisit()}>
        <span class="ic ic-plus" aria-hidden="true"></span>${t.newVisit.button}
      </button>
    </div>
    <section class="panel bk">
      <h2>${t.board.deskReady(local(state, state.you?.place_name ?? null) || t.board.here)}</h2>
      ${headset(state, act)} ${state.onShift ? checks(state, act) : nothing}
    </section>
  </main>`;
}

function headset(state: DeskState, act: DeskActs): TemplateResult {
  const { t } = state;
  if (state.headset === null) {
    return html`<div class="ask" role="group" aria-labelledby="headset">
      <span class="ic ic-ear" aria-hidden="true"></span>
      <div><b id="headset">${t.board.headsetAsk}</b><p class="small soft">${t.board.headsetAskLead}</p></div>
      <button type="button" class="btn sm" @click=${() => act.answerHeadset(true)}>${t.board.yes}</button>
      <button type="button" class="btn sm" @click=${() => act.answerHeadset(false)}>${t.board.no}</button>
    </div>`;
  }
  return html`<div class="ask">
    <span class="ic ic-ear" aria-hidden="true"></span>
    <div>
      <b>${state.headset ? t.board.headsetOn : t.board.headsetOff}</b>
      <p class="small soft">${state.headset ? t.board.headsetOnLead : t.board.headsetOffLead}</p>
    </div>
    ${state.headset
      ? html`<span class="tag pine"><span class="ic ic-check" aria-hidden="true"></span>${t.board.ready}</span>`
      : nothing}
    <button type="button" class="btn sm quiet" @click=${() => act.answerHeadset(null)}>${t.board.change}</button>
  </div>`;
}
