/** Sentences above the page: sound that the browser blocks, a line that is away, an answer of the server's. */

import { html, nothing, type TemplateResult } from "lit-html";
import { banner } from "../../components/banner";
import { whoIsCut } from "./cut";
import { inVisit, type StaffActs, type StaffState } from "./state";

export function banners(state: StaffState, act: StaffActs, inTalk: boolean): TemplateResult | typeof nothing {
  const { t } = state;
  const blocked = state.devices.soundBlocked && (state.onShift || inTalk);
  const away = state.line === "away";
  const view = inVisit(state);
  const cut = view === null ? "" : whoIsCut(state, view);
  if (!blocked && !away && cut === "" && state.notice === null) return nothing;
  const goesOn = inTalk ? t.visit.weakLine : t.check.networkMissing;
  return html`<div class="banners">
    ${blocked
      ? banner({
          kind: "bad",
          icon: "sound",
          bold: t.sound.blockedTitle,
          plain: inTalk ? t.sound.blockedVisit : t.sound.blockedRing,
          action: html`<button type="button" class="btn primary push-right" @click=${act.allowSound}>${t.sound.allow}</button>`,
        })
      : nothing}
    ${away
      ? banner({ kind: "warn", icon: "net", bold: t.status.away, ...(cut === "" ? { plain: goesOn } : {}) })
      : nothing}
    ${cut === "" ? nothing : banner({ kind: "warn", icon: "net", bold: t.visit.mediaCut(cut), plain: t.visit.mediaCutLead })}
    ${state.notice === null ? nothing : banner({ kind: "info", icon: "info", bold: state.notice })}
  </div>`;
}
