/** The expert's page as a function of its state: off shift, the line, in a visit, after it. An offer lies over any of them. */

import { html, type TemplateResult } from "lit-html";
import { bar, bareBar } from "../staff/bar";
import { banners } from "../staff/banners";
import { door } from "../staff/door";
import { offer } from "../staff/offer";
import { inVisit, local, rung, owing, type StaffActs, type StaffState } from "../staff/state";
import { strip } from "../staff/strip";
import { takenOver } from "../staff/taken-over";
import { transferDialog } from "../staff/transfer";
import { wrapUp } from "../staff/wrap-up";
import { onShift } from "./line";
import { offShift } from "./off-shift";
import { talk } from "./talk";

export function expertPage(state: StaffState, act: StaffActs): TemplateResult {
  if (state.line === "signed_out") return door(state, act);
  const where = local(state, state.you?.unit ?? null);
  if (state.takenOver) return html`${bareBar(state, act)}${takenOver(state, act)}`;
  const offered = rung(state);
  return html`${bar(state, act, where)} ${banners(state, act, inVisit(state) !== null)} ${middle(state, act)}
    ${offered === null ? transferDialog(state, act) : offer(state, act, offered)}`;
}

function middle(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  const visit = inVisit(state);
  if (visit !== null) return html`${talk(state, act, visit)}${strip(state, act, visit)}`;
  const after = owing(state);
  if (after !== null) return wrapUp(state, act, after);
  if (state.you === null) return html`<main class="ex"><p class="lead soft" role="status">${t.status.connecting}</p></main>`;
  return state.onShift ? onShift(state, act) : offShift(state, act);
}
