/** Sentences above the page: sound that the browser blocks, a line that is away, an answer of the server's. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { StaffActs, StaffState } from "./state";

export function banners(state: StaffState, act: StaffActs, inTalk: boolean): TemplateResult | typeof nothing {
  const { t } = state;
  const blocked = state.devices.soundBlocked && (state.onShift || inTalk);
  const away = state.line === "away";
  if (!blocked && !away && state.notice === null) return nothing;
  return html`<div class="banners">
    ${blocked
      ? html`<div class="banner bad" role="alert">
          <span class="ic ic-sound" aria-hidden="true"></span>
          <div><b>${t.sound.blockedTitle}</b>${inTalk ? t.sound.blockedVisit : t.sound.blockedRing}</div>
          <button type="button" class="btn primary" @click=${act.allowSound}>${t.sound.allow}</button>
        </div>`
      : nothing}
    ${away
      ? html`<div class="banner warn" role="status">
          <span class="ic ic-net" aria-hidden="true"></span>
          <div><b>${t.status.away}</b>${inTalk ? t.visit.weakLine : t.check.networkMissing}</div>
        </div>`
      : nothing}
    ${state.notice === null
      ? nothing
      : html`<div class="banner" role="status"><span class="ic ic-info" aria-hidden="true"></span><div><b>${state.notice}</b></div></div>`}
  </div>`;
}
