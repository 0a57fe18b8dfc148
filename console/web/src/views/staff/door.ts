/** The server does not know whose page this is: what it said, and the way to the door. */

import { html, type TemplateResult } from "lit-html";
import { placePicture } from "../../art";
import { bareBar } from "./bar";
import type { StaffActs, StaffState } from "./state";

export function door(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  const [address, words] = {
    sign_in: ["/sign-in", t.door.signIn] as const,
    start: ["/", t.door.start] as const,
    reload: [location.href, t.door.reload] as const,
  }[state.way];
  return html`${bareBar(state, act)}
    <main class="in">
      <div class="hatch view" aria-hidden="true">
        <div class="opening"><img src=${placePicture("reposaari")} alt="" /><div class="shutter part"></div></div>
        <div class="sill"><b>${t.door.closed}</b></div>
      </div>
      <div class="form">
        <div role="alert"><h1>${state.notice ?? t.door.title}</h1></div>
        <p><a class="btn primary big" href=${address}>${words}</a></p>
      </div>
    </main>`;
}
