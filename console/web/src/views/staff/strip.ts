/** The controls of staff in a visit. A toggle keeps its name; pressed is on. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import type { StaffView } from "../../protocol";
import type { StaffActs, StaffState } from "./state";

export function strip(state: StaffState, act: StaffActs, view: StaffView): TemplateResult {
  const { t, devices } = state;
  return html`<div class="strip" role="group" aria-label=${t.visit.controls}>
    ${view.sounding && !devices.hushed
      ? toggle(t.visit.microphone, t.visit.off, devices.microphoneOn, "mic", "micoff", act.toggleMicrophone)
      : elsewhere(state)}
    ${toggle(t.visit.camera, t.visit.off, devices.cameraOn, "camera", "eyeoff", act.toggleCamera)}
    <span class="gap"></span>
    <button type="button" class="btn" @click=${press(act.leave)}>${icon("exit")}${t.visit.leave}</button>
    <span class="push"></span>
    <button type="button" class="btn end" @click=${press(act.endVisit)}>${icon("end")}${t.visit.end}</button>
  </div>`;
}

function toggle(name: string, off: string, on: boolean, iconOn: string, iconOff: string, change: () => void): TemplateResult {
  return html`<button type="button" class="btn" aria-label=${name} aria-pressed=${on ? "true" : "false"} @click=${change}>
    ${icon(on ? iconOn : iconOff)}<span>${name}${on ? nothing : html` <span class="state">${off}</span>`}</span>
  </button>`;
}

/** While the customer screen is the desk's one audio end, or this page keeps silent, its microphone is off, and says why. */
function elsewhere({ t, devices }: StaffState): TemplateResult {
  const why = devices.hushed ? t.privacy.hushed : `${t.audioEnd.screen} ${t.audioEnd.screenLead}`;
  return html`<button
      type="button"
      class="btn"
      aria-label=${t.visit.microphone}
      aria-pressed="false"
      aria-disabled="true"
      aria-describedby="sound-elsewhere"
      title=${why}
    >
      ${icon("micoff")}<span>${t.visit.microphone} <span class="state">${t.visit.off}</span></span>
    </button>
    <span class="sr" id="sound-elsewhere">${why}</span>`;
}
