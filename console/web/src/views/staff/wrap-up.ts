/** After a matter: one tap on how it ended, one on how it went. Neither asks anything of the resident's. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import type { Outcome, WrapUpView } from "../../protocol";
import { faces } from "./faces";
import { local, rateable, type StaffActs, type StaffState } from "./state";

type Given = Exclude<Outcome, "not_given">;

const OUTCOMES: readonly (readonly [Given, string])[] = [
  ["solved", "check"],
  ["booked", "calendar"],
  ["referred", "next"],
  ["other_authority", "persons"],
  ["technical", "wrench"],
  ["no_customer", "seat"],
];

export function wrapUp(state: StaffState, act: StaffActs, view: WrapUpView): TemplateResult {
  const { t } = state;
  return html`<main class="wrap">
    <section>
      <h1>${t.wrapUp.title}</h1>
      <p class="soft">${t.wrapUp.lead}</p>
      <div class="outs">
        ${OUTCOMES.map(
          ([outcome, name]) =>
            html`<button type="button" class="btn o" @click=${press(() => act.giveOutcome(outcome))}>
              ${icon(name)}${t.outcomes[outcome]}
            </button>`,
        )}
      </div>
    </section>
    <aside>${rating(state, act)} ${about(state, view)} ${waits(state, view)}</aside>
  </main>`;
}

/** Asks how it went, where that may still be said. */
export function rating(state: StaffState, act: StaffActs): TemplateResult | typeof nothing {
  const { t } = state;
  if (rateable(state) === null) return nothing;
  return html`<section class="panel rating">
    <h2 id="staff-rating">${t.wrapUp.rate}</h2>
    <p class="small soft">${t.wrapUp.voluntary}</p>
    ${faces(state, act)}
    <button type="button" class="btn quiet skip" @click=${press(act.skipRating)}>${t.wrapUp.skip}</button>
  </section>`;
}

function about(state: StaffState, view: WrapUpView): TemplateResult | typeof nothing {
  if (view.service_name === null) return nothing;
  const { t } = state;
  return html`<section class="sum">
    <h2>${t.wrapUp.about}</h2>
    <dl>
      <dt>${t.wrapUp.service}</dt>
      <dd>${local(state, view.service_name)}</dd>
    </dl>
  </section>`;
}

function waits(state: StaffState, view: WrapUpView): TemplateResult {
  const { t } = state;
  const left = Math.max(0, view.left - state.viewAge);
  const first = state.board?.line[0];
  return html`<p class="banner">
    ${icon("clock")}
    <span>
      <b>${first === undefined ? t.wrapUp.ringsAfter : t.wrapUp.someoneWaits(first.place, t.minutes(first.for_seconds + state.boardAge))}</b>
      ${first === undefined ? t.wrapUp.ringsIn(t.minutesAndSeconds(left)) : t.wrapUp.ringsAfter}
    </span>
  </p>`;
}
