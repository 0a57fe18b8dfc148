/** The bar on top of every page of staff: whose page it is, how they stand, the shift, the language. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { languages } from "../../components/languages";
import { light, type Light } from "../../components/light";
import { mark } from "../../components/mark";
import { press } from "../../components/press";
import { inVisit, rung, owing, type StaffActs, type StaffState } from "./state";

export function bar(state: StaffState, act: StaffActs, where: string): TemplateResult {
  const { you } = state;
  return html`<header class="bar">
    ${mark()}
    ${where === "" ? nothing : html`<span class="where">${where}</span>`}
    <span class="grow"></span>
    ${light(standing(state))}
    ${you === null
      ? nothing
      : html`<span class="me">${icon("person")}<b>${you.name}</b></span>`}
    ${shiftButton(state, act)} ${languagesOf(state, act)} ${signOutButton(state, act)}
  </header>`;
}

/** The bar while nobody is signed in. */
export function bareBar(state: StaffState, act: StaffActs): TemplateResult {
  return html`<header class="bar">${mark()}<span class="grow"></span>${languagesOf(state, act)}</header>`;
}

const languagesOf = (state: StaffState, act: StaffActs): TemplateResult =>
  languages({ label: state.t.language, chosen: state.language, choose: act.chooseLanguage });

function shiftButton(state: StaffState, act: StaffActs): TemplateResult | typeof nothing {
  const { t } = state;
  if (state.you === null || inVisit(state) !== null) return nothing;
  if (state.onShift) {
    return html`<button type="button" class="btn sm" @click=${press(act.endShift)}>${t.shift.end}</button>`;
  }
  // On the expert's page the large button in the middle starts the shift; there is never a second one of the same name.
  if (state.you.kind !== "desk") return nothing;
  return html`<button type="button" class="btn sm primary" @click=${press(act.startShift)}>${t.shift.start}</button>`;
}

/** In a visit it would leave somebody alone, and in the demo nobody has signed in. */
function signOutButton(state: StaffState, act: StaffActs): TemplateResult | typeof nothing {
  if (state.you === null || state.you.demo || inVisit(state) !== null || rung(state) !== null) return nothing;
  return html`<button type="button" class="btn sm quiet" @click=${press(act.signOut)}>${state.t.door.signOut}</button>`;
}

function standing(state: StaffState): Light {
  const { t } = state;
  if (state.line === "connecting") return { state: "idle", word: t.status.connecting };
  if (state.line === "away") return { state: "gone", word: t.status.away };
  if (rung(state) !== null) return { state: "weak", word: t.status.rung };
  if (inVisit(state) !== null) return { state: "ok", word: t.status.busy };
  if (owing(state) !== null) return { state: "idle", word: t.status.wrapUp };
  if (!state.onShift) return { state: "idle", word: t.status.off };
  if (state.devices.soundBlocked) return { state: "weak", word: t.status.soundBlocked };
  return { state: "ok", word: t.status.free };
}
