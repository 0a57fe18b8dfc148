/** Middle, nobody at the desk: begin a visit, and is this desk ready for one. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { checks } from "../staff/checks";
import { local } from "../staff/state";
import { rating } from "../staff/wrap-up";
import { headset } from "./headset";
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
        ${icon("plus")}${t.newVisit.button}
      </button>
    </div>
    ${rating(state, act)}
    <section class="panel bk">
      <h2>${t.board.deskReady(local(state, state.you?.place_name ?? null) || t.board.here)}</h2>
      ${headset(state, act)} ${state.onShift ? checks(state, act) : nothing}
    </section>
  </main>`;
}
