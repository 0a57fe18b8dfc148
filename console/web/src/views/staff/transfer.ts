/** **Siirrä**: to whom, with which words if the customer consents, and whether one stays meanwhile. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../../components/icon";
import { light } from "../../components/light";
import { modal } from "../../components/modal";
import { press } from "../../components/press";
import { MAX_NOTE, type InvitationView, type StaffView } from "../../protocol";
import type { TransferDraft } from "./handover";
import { local, type StaffActs, type StaffState } from "./state";
import { chosen, isFor, shown, type TransferTarget } from "./targets";

export function transferDialog(state: StaffState, act: StaffActs): TemplateResult | typeof nothing {
  const { t, transfer: draft } = state;
  if (draft === null) return nothing;
  const { transfer } = act;
  const busy = state.busy.has("transfer");
  return html`<dialog class="hand" aria-labelledby="transfer-title" @cancel=${() => transfer.close()} ${modal}>
    <h1 id="transfer-title">${t.transfer.title}</h1>
    <p class="soft">${t.transfer.lead}</p>
    <label class="inp">
      ${icon("search")}
      <span class="sr">${t.transfer.search}</span>
      <input
        type="search"
        autofocus
        placeholder=${t.transfer.search}
        .value=${draft.words}
        @input=${(event: Event) => transfer.change({ words: (event.currentTarget as HTMLInputElement).value })}
      />
    </label>
    <p class="sr" role="status">${draft.words.trim() === "" ? "" : found(state, draft)}</p>
    ${choices(state, act, draft)}
    <label class="field">
      <span>${t.transfer.note}</span>
      <textarea
        class="inp"
        rows="2"
        maxlength=${MAX_NOTE}
        .value=${draft.note}
        @input=${(event: Event) => transfer.change({ note: (event.currentTarget as HTMLTextAreaElement).value })}
      ></textarea>
    </label>
    <div>
      <label class="tick">
        <input
          type="checkbox"
          aria-describedby="consent-lead"
          .checked=${draft.consent}
          @change=${(event: Event) => transfer.change({ consent: (event.currentTarget as HTMLInputElement).checked })}
        />
        ${t.transfer.consent}
      </label>
      <p class="small soft" id="consent-lead">${t.transfer.consentLead}</p>
    </div>
    <div class="stay" role="radiogroup" aria-label=${t.transfer.meanwhile}>
      ${[true, false].map(
        (stay) => html`<label class="tick">
          <input type="radio" name="stay" .checked=${draft.stay === stay} @change=${() => transfer.change({ stay })} />
          ${stay ? t.transfer.stay : t.transfer.leave}
        </label>`,
      )}
    </div>
    ${draft.refusal === null ? nothing : html`<p class="banner bad" role="alert">${icon("alert")}<b>${draft.refusal}</b></p>`}
    <div class="acts">
      <button type="button" class="btn primary big" ?disabled=${draft.target === null || busy} @click=${() => transfer.send()}>
        ${busy ? t.transfer.sending : t.transfer.send}
      </button>
      <button type="button" class="btn big" @click=${() => transfer.close()}>${t.cancel}</button>
    </div>
  </dialog>`;
}

function found(state: StaffState, draft: TransferDraft): string {
  const count = shown({ ...state, directoryWords: draft.words }, draft.target).length;
  return count === 0 ? state.t.directory.none : state.t.directory.found(count);
}

function choices(state: StaffState, act: StaffActs, draft: TransferDraft): TemplateResult {
  const { t } = state;
  const all = shown({ ...state, directoryWords: draft.words }, draft.target);
  if (all.length === 0) return html`<p class="soft none">${t.directory.none}</p>`;
  return html`<div class="rows" role="radiogroup" aria-label=${t.transfer.to}>
    ${repeat(all, key, (target) => choice(state, act, draft, target))}
  </div>`;
}

function key(target: TransferTarget): string {
  const { service, person } = chosen(target);
  return `${service} ${person ?? ""}`;
}

function choice(state: StaffState, act: StaffActs, draft: TransferDraft, target: TransferTarget): TemplateResult {
  const { t } = state;
  const { service, person } = chosen(target);
  const name = target.kind === "service" ? local(state, target.need.name) : target.colleague.name;
  const about = target.kind === "service" ? t.transfer.service : `${local(state, target.colleague.unit)}, ${serviceName(state, service)}`;
  const { hindrance } = target;
  return html`<div class="rowi to">
    <label>
      <input
        type="radio"
        name="to"
        ?disabled=${hindrance !== null}
        .checked=${isFor(target, draft.target)}
        @change=${() => act.transfer.change({ target: { service, person } })}
      />
      <span><b>${name}</b><span class="soft"> · ${about}</span></span>
      ${light({ state: tone(target), word: standing(state, target) })}
    </label>
  </div>`;
}

function tone({ hindrance, ...target }: TransferTarget): "ok" | "weak" | "idle" {
  if (hindrance === null && !("need" in target && target.need.free === 0)) return "ok";
  return hindrance === null || hindrance === "busy" ? "weak" : "idle";
}

function standing(state: StaffState, target: TransferTarget): string {
  const { t } = state;
  switch (target.hindrance) {
    case "closed":
      return target.kind === "service" && target.opens !== null ? t.newVisit.opens(local(state, target.opens)) : t.transfer.closed;
    case "nobody":
      return t.transfer.nobody;
    case "nobody_else":
      return t.transfer.nobodyElse;
    case "here":
      return t.directory.inVisit;
    case "busy":
      return t.directory.states.busy;
    case "off":
      return t.directory.states.off;
    case null:
      return target.kind === "service" ? t.directory.freeCount(target.need.free) : t.directory.states.free;
  }
}

function serviceName(state: StaffState, service: string): string {
  return local(state, state.directory?.needs.find((need) => need.service === service)?.name ?? null);
}

/** A transfer under way, for whoever stayed. */
export function transferBanner(state: StaffState, act: StaffActs, view: StaffView): TemplateResult | typeof nothing {
  const search = underWay(view);
  if (search === undefined) return nothing;
  const { t } = state;
  const rung = search.names.join(", ");
  return html`<div class="banner info priv">
    ${icon("transfer")}
    <div><b>${t.transfer.underWay(local(state, view.service_name))}</b>${rung === "" ? t.directory.seeking : t.directory.ringsTo(rung)}</div>
    <span class="tag num push-right">${t.minutesAndSeconds(search.for_seconds + state.viewAge)}</span>
    <button type="button" class="btn" @click=${press(() => act.transfer.withdraw(search.id))}>${t.transfer.withdraw}</button>
  </div>`;
}

function underWay(view: StaffView): InvitationView | undefined {
  return view.stage === "transferring" ? view.invitations.find(({ purpose }) => purpose === "serve") : undefined;
}
