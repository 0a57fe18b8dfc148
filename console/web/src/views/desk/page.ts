/** The clerk's one window: the situation on the left, the work in the middle, the experts on the right. */

import { html, type TemplateResult } from "lit-html";
import { bar, bareBar } from "../staff/bar";
import { banners } from "../staff/banners";
import { directory } from "../staff/directory";
import { door } from "../staff/door";
import { offer } from "../staff/offer";
import { inVisit, local, rung, owing } from "../staff/state";
import { takenOver } from "../staff/taken-over";
import { transferDialog } from "../staff/transfer";
import { wrapUp } from "../staff/wrap-up";
import { board } from "./board";
import { newVisit } from "./new-visit";
import { situation } from "./situation";
import type { DeskActs, DeskState } from "./state";
import { talk } from "./talk";

export function deskPage(state: DeskState, act: DeskActs): TemplateResult {
  if (state.line === "signed_out") return door(state, act);
  const where = local(state, state.you?.place_name ?? state.you?.unit ?? null);
  if (state.takenOver) return html`${bareBar(state, act)}${takenOver(state, act)}`;
  const offered = rung(state);
  return html`${bar(state, act, where)} ${banners(state, act, inVisit(state) !== null)}
    <div class="dk ${state.drawer ? "drawer-open" : ""}">${situation(state)} ${middle(state, act)} ${directory(state, act)}</div>
    ${offered === null ? transferDialog(state, act) : offer(state, act, offered)}`;
}

function middle(state: DeskState, act: DeskActs): TemplateResult {
  const visit = inVisit(state);
  if (visit !== null) return talk(state, act, visit);
  const after = owing(state);
  if (after !== null) return wrapUp(state, act, after);
  if (state.you === null) return html`<main class="mid brd"><p class="lead soft" role="status">${state.t.status.connecting}</p></main>`;
  return state.newVisit === null ? board(state, act) : newVisit(state, act, state.newVisit);
}
