/** Own picture, level meter and what works of camera, microphone, sound and network. Nothing here blocks a shift. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { ownHatch } from "./hatch";
import type { StaffView } from "../../protocol";
import { rung, type DeviceChoice, type Finding, type StaffActs, type StaffState } from "./state";

export function checks(state: StaffState, act: StaffActs): TemplateResult {
  const { t, devices } = state;
  return html`<section class="checks" aria-label=${t.check.title}>
    ${rung(state) === null ? ownHatch(state, true) : nothing}
    ${state.selfShown
      ? html`<label class="level"><span class="small soft">${t.check.level}</span><meter min="0" max="1" .value=${devices.level}></meter></label>`
      : html`<p class="small soft hid">${t.check.hidden} <button type="button" class="btn quiet sm" @click=${act.showSelf}>${t.check.show}</button></p>`}
    <ul class="chk">
      ${finding(devices.camera, t.check.camera, t.check.cameraMissing, t.check.cameraDenied)}
      ${finding(devices.microphone, t.check.microphone, t.check.microphoneMissing, t.check.microphoneDenied)}
      ${finding(devices.soundBlocked ? "missing" : "works", t.check.sound, t.check.soundMissing)}
      ${finding(network(state), t.check.network, t.check.networkMissing)}
    </ul>
    <button type="button" class="btn quiet change" aria-expanded=${state.choosingDevices ? "true" : "false"} @click=${act.toggleDevices}>
      ${t.check.change}
    </button>
    ${state.choosingDevices ? choices(state, act) : nothing}
  </section>`;
}

/** In a talk: what the person can do about a camera that is not permitted (or whose picture does not fit on the line), and about a microphone that others do not hear. */
export function ownTrouble({ t, devices, givenUp }: StaffState, view: StaffView): TemplateResult | typeof nothing {
  const camera = devices.camera === "denied" ? t.check.cameraDenied : givenUp ? t.visit.unseen : "";
  const silent = view.sounding && !devices.hushed;
  const microphone = !silent ? "" : devices.microphone === "denied" ? t.check.microphoneDenied : devices.microphone === "missing" ? t.check.microphoneMissing : "";
  const write = microphone === "" || view.off.includes("text") ? "" : t.check.writeInstead;
  const all = [camera, microphone, write].filter((sentence) => sentence !== "");
  return all.length === 0 ? nothing : html`<p class="small" role="status"><b>${all.join(" ")}</b></p>`;
}

function network(state: StaffState): Finding {
  return state.line === "open" ? "works" : state.line === "connecting" ? "unknown" : "missing";
}

function finding(found: Finding, works: string, missing: string, denied = missing): TemplateResult {
  if (found === "missing" || found === "denied") {
    return html`<li class="wide"><span class="ic ic-alert wn" aria-hidden="true"></span><b>${found === "denied" ? denied : missing}</b></li>`;
  }
  return html`<li>${icon(found === "works" ? "check" : "clock")}${works}</li>`;
}

function choices(state: StaffState, act: StaffActs): TemplateResult {
  const { t, devices } = state;
  return html`<div class="choices">
    ${choice(t.check.chooseCamera, t.check.default, devices.cameras, devices.chosenCamera, act.chooseCamera)}
    ${choice(t.check.chooseMicrophone, t.check.default, devices.microphones, devices.chosenMicrophone, act.chooseMicrophone)}
    ${devices.speakers.length === 0
      ? nothing
      : choice(t.check.chooseSpeaker, t.check.default, devices.speakers, devices.chosenSpeaker, act.chooseSpeaker)}
  </div>`;
}

function choice(
  label: string,
  fallback: string,
  all: readonly DeviceChoice[],
  chosen: string,
  choose: (id: string) => void,
): TemplateResult {
  const change = (event: Event): void => choose((event.currentTarget as HTMLSelectElement).value);
  return html`<label class="field">
    <span>${label}</span>
    <select class="inp" .value=${chosen} @change=${change}>
      <option value="" ?selected=${chosen === ""}>${fallback}</option>
      ${all.map((device) => html`<option value=${device.id} ?selected=${device.id === chosen}>${device.label}</option>`)}
    </select>
  </label>`;
}
