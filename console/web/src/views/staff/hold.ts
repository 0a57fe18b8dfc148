/** **Pito**: the customer sees and hears nobody, and is not forgotten there. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import type { StaffView, VisitView } from "../../protocol";
import { customerBeside } from "./people";
import type { StaffState } from "./state";

/** Seconds on hold after which staff are reminded of the customer. */
export const REMIND_AFTER = 120;

export function onHold(view: StaffView): boolean {
  return view.private?.why === "hold";
}

export function holdBanner(state: StaffState, view: StaffView): TemplateResult | typeof nothing {
  if (!onHold(view) || view.private === null) return nothing;
  const { t } = state;
  const held = view.private.for_seconds + state.viewAge;
  const long = held >= REMIND_AFTER;
  const bold = long ? t.hold.long : view.private_reported ? t.hold.title : t.privacy.closing;
  return html`<div class="banner ${long ? "bad" : "warn"} priv">
    ${icon(long ? "alert" : "pause")}
    <div><b>${bold}</b>${long ? t.hold.longLead : view.private_reported ? whatItIs(state, view) : t.privacy.closingLead}</div>
    <span class="tag num push-right">${t.minutesAndSeconds(held)}</span>
  </div>`;
}

/** Who began it, and what the customer notices: beside a clerk they hear the clerk all the same. */
export function whatItIs(state: Pick<StaffState, "t" | "you">, view: StaffView): string {
  const { hold } = state.t;
  const name = view.hold_by === view.you ? null : (view.people.find(({ id }) => id === view.hold_by)?.name ?? null);
  const lead = view.kind !== "desk" ? hold.lead : customerBeside(state, view) === null ? hold.deskLead : hold.besideLead;
  return name === null ? lead : `${hold.by(name)} ${lead}`;
}

/** Says once a hold that the customer has waited long. */
export class HoldReminder {
  #reminded = false;

  /** Whether to remind now; `age`: seconds since the view came. Call it once a second. */
  due(view: VisitView | null, age: number): boolean {
    const held = view?.audience === "staff" && onHold(view) ? (view.private?.for_seconds ?? 0) + age : 0;
    const due = held >= REMIND_AFTER && !this.#reminded;
    this.#reminded = held >= REMIND_AFTER;
    return due;
  }
}
