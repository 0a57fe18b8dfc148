/** Is what this laptop plays through a headset? Asked once a device, and can be changed. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import type { DeskActs, DeskState } from "./state";

export function headset(state: DeskState, act: DeskActs): TemplateResult {
  const { t } = state;
  if (state.headset === null) {
    return html`<div class="ask" role="group" aria-labelledby="headset">
      ${icon("ear")}
      <div><b id="headset">${t.board.headsetAsk}</b><p class="small soft">${t.board.headsetAskLead}</p></div>
      <button type="button" class="btn sm" @click=${() => act.answerHeadset(true)}>${t.board.yes}</button>
      <button type="button" class="btn sm" @click=${() => act.answerHeadset(false)}>${t.board.no}</button>
    </div>`;
  }
  return html`<div class="ask">
    ${icon("ear")}
    <div>
      <b>${state.headset ? t.board.headsetOn : t.board.headsetOff}</b>
      <p class="small soft">${state.headset ? t.board.headsetOnLead : t.board.headsetOffLead}</p>
    </div>
    ${state.headset
      ? html`<span class="tag pine">${icon("check")}${t.board.ready}</span>`
      : nothing}
    <button type="button" class="btn sm quiet" @click=${() => act.answerHeadset(null)}>${t.board.change}</button>
  </div>`;
}
