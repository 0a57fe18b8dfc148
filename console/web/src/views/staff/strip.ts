/** The controls of staff in a visit. A toggle keeps its name; pressed is on. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import type { StaffActs, StaffState } from "./state";

export function strip(state: StaffState, act: StaffActs): TemplateResult {
  const { t, devices } = state;
  return html`<div class="strip" role="group" aria-label=${t.visit.controls}>
    ${toggle(t.visit.microphone, t.visit.off, devices.microphoneOn, "mic", "micoff", act.toggleMicrophone)}
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
