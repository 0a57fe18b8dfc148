/** Who are you: the only page that staff see before they are known. */

import { html, nothing, type TemplateResult } from "lit-html";
import { art } from "../../art/index";
import { bareBar } from "./bar";
import type { StaffActs, StaffState } from "./state";

export function signIn(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    act.signIn(String(fields.get("user") ?? ""), String(fields.get("password") ?? ""));
  };
  const failure = { no: null, wrong: t.signIn.failed, away: t.signIn.away }[state.signInFailed];
  return html`${bareBar(state, act)}
    <main class="in">
      <div class="hatch view" aria-hidden="true">
        <div class="opening"><img src=${art["reposaari"] ?? ""} alt="" /><div class="shutter down"></div></div>
        <div class="sill"><b>${t.signIn.closed}</b></div>
      </div>
      <form class="fm" @submit=${submit}>
        <h1>${t.signIn.title}</h1>
        ${failure === null ? nothing : html`<p class="banner bad" role="alert"><span class="ic ic-alert" aria-hidden="true"></span><b>${failure}</b></p>`}
        <label class="field"><span>${t.signIn.user}</span><input class="inp" name="user" autocomplete="username" required /></label>
        <label class="field"><span>${t.signIn.password}</span><input class="inp" name="password" type="password" autocomplete="current-password" required /></label>
        <button class="btn primary big" ?disabled=${state.busy.has("sign_in")}>${t.signIn.submit}</button>
        <p class="soft">${t.signIn.then}</p>
      </form>
    </main>`;
}
