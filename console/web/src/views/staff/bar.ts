/** The bar on top of every page of staff: whose page it is, how they stand, the shift, the language. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { mark } from "../../components/mark";
import { press } from "../../components/press";
import { LANGUAGES, ownName } from "../../i18n/language";
import { inVisit, rung, owing, type StaffActs, type StaffState } from "./state";

export function bar(state: StaffState, act: StaffActs, where: string): TemplateResult {
  const { you } = state;
  const status = standing(state);
  return html`<header class="bar">
    ${mark()}
    ${where === "" ? nothing : html`<span class="where">${where}</span>`}
    <span class="grow"></span>
    <span class="light ${status.light}"><i></i>${status.words}</span>
    ${you === null
      ? nothing
      : html`<span class="me">${icon("person")}<b>${you.name}</b></span>`}
    ${shiftButton(state, act)} ${languages(state, act)}
  </header>`;
}

/** The bar while nobody is signed in. */
export function bareBar(state: StaffState, act: StaffActs): TemplateResult {
  return html`<header class="bar">${mark()}<span class="grow"></span>${languages(state, act)}</header>`;
}

function languages(state: StaffState, act: StaffActs): TemplateResult {
  return html`<div class="lang" role="group" aria-label=${state.t.language}>
    ${LANGUAGES.map(
      (language) =>
        html`<button
          type="button"
          lang=${language}
          aria-pressed=${state.language === language ? "true" : "false"}
          @click=${() => act.chooseLanguage(language)}
        >
          ${ownName[language]}
        </button>`,
    )}
  </div>`;
}

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

function standing(state: StaffState): { light: string; words: string } {
  const { t } = state;
  if (state.line === "connecting") return { light: "idle", words: t.status.connecting };
  if (state.line === "away") return { light: "gone", words: t.status.away };
  if (rung(state) !== null) return { light: "weak", words: t.status.rung };
  if (inVisit(state) !== null) return { light: "ok", words: t.status.busy };
  if (owing(state) !== null) return { light: "idle", words: t.status.wrapUp };
  if (!state.onShift) return { light: "idle", words: t.status.off };
  if (state.devices.soundBlocked) return { light: "weak", words: t.status.soundBlocked };
  return { light: "ok", words: t.status.free };
}
