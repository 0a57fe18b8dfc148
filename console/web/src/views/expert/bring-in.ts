/** The directory in an expert's own visit: opened when somebody is to be asked or added, and closed while it is not needed. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { colleagues } from "../staff/directory";
import { ownCircle } from "../staff/people";
import type { StaffActs, StaffState } from "../staff/state";
import type { StaffView } from "../../protocol";

/** Not in a talk of staff alone, nor for who is only asked. */
function mayInvite(view: StaffView): boolean {
  return view.kind !== "inquiry" && (ownCircle(view) === "main" || view.host === view.you);
}

export function openDirectory(state: StaffState, act: StaffActs, view: StaffView): TemplateResult | typeof nothing {
  if (!mayInvite(view)) return nothing;
  return html`<button type="button" class="btn sm" aria-expanded=${state.drawer ? "true" : "false"} @click=${act.toggleDrawer}>
    ${icon("persons")}${state.t.directory.showDrawer}
  </button>`;
}

export function directoryInTalk(state: StaffState, act: StaffActs, view: StaffView): TemplateResult | typeof nothing {
  if (!state.drawer || !mayInvite(view)) return nothing;
  return html`<aside class="rows-beside" aria-labelledby="experts">
    <h2 class="sr" id="experts">${state.t.directory.title}</h2>
    ${colleagues(state, act)}
  </aside>`;
}
