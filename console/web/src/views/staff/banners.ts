/** Sentences above the page: sound that the browser blocks, a line that is away, an answer of the server's. */

import { html, nothing, type TemplateResult } from "lit-html";
import { banner } from "../../components/banner";
import { press } from "../../components/press";
import { whoIsCut } from "./cut";
import { givenUp, inVisit, type StaffActs, type StaffState } from "./state";

export function banners(state: StaffState, act: StaffActs, inTalk: boolean): TemplateResult | typeof nothing {
  const { t } = state;
  const blocked = state.devices.soundBlocked && (state.onShift || inTalk);
  const away = state.line === "away";
  const view = inVisit(state);
  const cut = view === null ? "" : whoIsCut(state, view);
  const left = givenUp(state);
  if (!blocked && !away && cut === "" && left === null && state.notice === null) return nothing;
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
    ${left === null
      ? nothing
      : banner({
          kind: "warn",
          icon: "info",
          bold: t.givenUp.title,
          plain: left.waiting ? t.givenUp.waiting : t.givenUp.goesOn,
          action: html`<button
            type="button"
            class="btn primary push-right"
            ?disabled=${state.busy.has("come_back")}
            @click=${press(act.comeBack)}
          >
            ${t.givenUp.comeBack}
          </button>`,
        })}
    ${state.notice === null ? nothing : banner({ kind: "info", icon: "info", bold: state.notice })}
  </div>`;
}
