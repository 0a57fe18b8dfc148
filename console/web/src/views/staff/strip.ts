/** The controls of staff in a visit. A toggle keeps its name; pressed is on. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { StaffActs, StaffState } from "./state";

export function strip(state: StaffState, act: StaffActs): TemplateResult {
  const { t, devices } = state;
  return html`<div class="strip" role="group" aria-label=${t.visit.controls}>
    ${toggle(t.visit.microphone, t.visit.off, devices.microphoneOn, "mic", "micoff", act.toggleMicrophone)}
    ${toggle(t.visit.camera, t.visit.off, devices.cameraOn, "camera", "cameraoff", act.toggleCamera)}
    <span class="gap"></span>
    <button type="button" class="btn" @click=${act.leave}><span class="ic ic-exit" aria-hidden="true"></span>${t.visit.leave}</button>
    <span class="push"></span>
    <button type="button" class="btn end" @click=${act.endVisit}><span class="ic ic-end" aria-hidden="true"></span>${t.visit.end}</button>
  </div>`;
}

function toggle(name: string, off: string, on: boolean, icon: string, iconOff: string, press: () => void): TemplateResult {
  return html`<button type="button" class="btn" aria-label=${name} aria-pressed=${on ? "true" : "false"} @click=${press}>
    <span class="ic ic-${on ? icon : iconOff}" aria-hidden="true"></span>
    <span>${name}${on ? nothing : html` <span class="state">${off}</span>`}</span>
  </button>`;
}
