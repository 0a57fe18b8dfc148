/** The controls of staff in a visit. A toggle keeps its name; pressed is on. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import type { StaffView } from "../../protocol";
import { onHold } from "./hold";
import { customerBeside, maySign, ownCircle } from "./people";
import type { StaffActs, StaffState } from "./state";
import { writeButton } from "./writing";

export function strip(state: StaffState, act: StaffActs, view: StaffView): TemplateResult {
  const { t, devices } = state;
  return html`<div class="strip" role="region" aria-label=${t.visit.controls}>
    ${view.sounding && !devices.hushed
      ? toggle(t.visit.microphone, t.visit.off, devices.microphoneOn, "mic", "micoff", act.toggleMicrophone)
      : elsewhere(state)}
    ${toggle(t.visit.camera, t.visit.off, devices.cameraOn, "camera", "eyeoff", act.toggleCamera)}
    ${maySign(view)
      ? html`<button type="button" class="btn" aria-pressed=${devices.signing ? "true" : "false"} @click=${press(act.toggleSigning)}>
          ${icon("chat")}${t.visit.signing}
        </button>`
      : nothing}
    ${writeButton(state, view)}
    ${mayShare(state, view)
      ? html`<button type="button" class="btn" aria-pressed=${devices.sharing ? "true" : "false"} @click=${press(act.toggleSharing)}>
          ${icon("screen")}${t.visit.share}
        </button>`
      : nothing}
    ${view.kind === "inquiry"
      ? html`<span class="push"></span>
          <button type="button" class="btn end" @click=${press(act.leave)}>${icon("end")}${t.visit.leave}</button>`
      : html`<span class="gap"></span>
          ${withCustomer(state, act, view)}
          <button type="button" class="btn" @click=${press(act.leave)}>${icon("exit")}${t.visit.leave}</button>
          <span class="push"></span>
          <button type="button" class="btn end" ?disabled=${isAsked(view)} @click=${press(act.endVisit)}>${icon("end")}${t.visit.end}</button>`}
  </div>`;
}

/** How long the visit has lasted, and that the own screen is seen: it is soon forgotten. In digital support it is what helps. */
export function visitTags(state: StaffState, view: StaffView): TemplateResult {
  const { t } = state;
  const seen = view.links.some(({ send }) => send.includes("second_picture"));
  const helps = view.service_kind === "digital_support" && mayShare(state, view) && customerBeside(state, view) === null;
  return html`<div class="tags">
    ${seen
      ? html`<span class="tag lamp">${icon("screen")}${t.visit.shares}</span>`
      : helps
        ? html`<span class="tag">${icon("screen")}${t.digital.guide}</span>`
        : nothing}
    <span class="tag num">${icon("clock")}${t.minutesAndSeconds(view.for_seconds + state.viewAge)}</span>
  </div>`;
}

function mayShare({ devices }: StaffState, { off }: StaffView): boolean {
  return devices.canShare && !off.includes("screen_share");
}

/** Who is asked first has not met the customer, and ends nothing of theirs. */
function isAsked(view: StaffView): boolean {
  return ownCircle(view) === "aside" && view.host !== view.you;
}

/** What is done with the customer waits until this page is with them, and a transfer until there is none under way. */
function withCustomer(state: StaffState, act: StaffActs, view: StaffView): TemplateResult {
  const { t, busy } = state;
  const apart = ownCircle(view) !== "main";
  const held = onHold(view);
  const waits = busy.has("hold") || (apart && !held);
  const moves = apart || view.stage === "transferring";
  return html`${still(waits, held ? act.endHold : act.beginHold, html`${icon(held ? "play" : "pause")}${held ? t.hold.resume : t.hold.begin}`)}
    ${still(moves, () => act.transfer.open(), html`${icon("transfer")}${t.transfer.title}`)}`;
}

/** A button that now and then cannot be pressed, and keeps the focus meanwhile: whoever has pressed it stands on it. */
const still = (waits: boolean, act: () => void, inside: TemplateResult): TemplateResult => html`<button
  type="button"
  class="btn"
  aria-disabled=${waits ? "true" : nothing}
  @click=${waits ? nothing : act}
>
  ${inside}
</button>`;

function toggle(name: string, off: string, on: boolean, iconOn: string, iconOff: string, change: () => void): TemplateResult {
  return html`<button type="button" class="btn" aria-label=${name} aria-pressed=${on ? "true" : "false"} @click=${change}>
    ${icon(on ? iconOn : iconOff)}<span>${name}${on ? nothing : stateWord(off)}</span>
  </button>`;
}

/** Beside the name, which stays as it is: to a screen reader the button is pressed or not. */
const stateWord = (word: string): TemplateResult => html`<i class="state" data-word=${word}></i>`;

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
      ${icon("micoff")}<span>${t.visit.microphone}${stateWord(t.visit.off)}</span>
    </button>
    <span class="sr" id="sound-elsewhere">${why}</span>`;
}
