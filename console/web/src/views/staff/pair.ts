/** **Näytä yhtä suurina**: the host chooses two, one after the other, and takes it back in the same way. */

import { html, nothing, type TemplateResult } from "lit-html";
import type { Action, Id, PersonView, StaffView } from "../../protocol";
import { ownCircle, shortName } from "./people";
import { AT_ONCE, type Requests } from "./requests";
import type { StaffActs, StaffState } from "./state";

/** Below so many people the two are alone, and of equal size anyway. */
const WORTH_CHOOSING = 3;

export class PairChoice {
  /** The first of two, while the second is not chosen yet. */
  first: Id | null = null;
  readonly #requests: Requests;
  readonly #view: () => StaffView | null;

  constructor(requests: Requests, view: () => StaffView | null) {
    this.#requests = requests;
    this.#view = view;
  }

  viewChanged(view: StaffView | null): void {
    const there = view?.people.some(({ id, circle }) => id === this.first && circle === "main") ?? false;
    if (!there || view?.pair) this.first = null;
  }

  press(person: Id): void {
    const view = this.#view();
    if (view === null || this.#requests.busy.has("pair")) return;
    this.#requests.say(null);
    if (view.pair?.includes(person)) {
      this.first = view.pair.find((id) => id !== person) ?? null;
      this.#ask({ do: "end_pair", visit: view.visit });
    } else if (this.first === null || this.first === person) {
      this.first = this.first === null ? person : null;
    } else {
      this.#ask({ do: "show_pair", visit: view.visit, people: [this.first, person] });
    }
  }

  #ask(action: Action): void {
    void this.#requests.busyWhile("pair", this.#requests.do(action, AT_ONCE));
  }
}

/** A toggle for each of those whom everybody sees: two of them pressed are the pair. */
export function pairChoice(state: StaffState, act: StaffActs, view: StaffView): TemplateResult | typeof nothing {
  const { t } = state;
  const people = view.people.filter((person) => person.circle === "main");
  const may = view.host === view.you && view.kind !== "inquiry" && ownCircle(view) === "main";
  if (!may || (people.length < WORTH_CHOOSING && view.pair === null)) return nothing;
  return html`<div class="equal" role="group" aria-labelledby="equal-size">
    <span class="small" id="equal-size">${state.pairFirst === null ? t.pair.title : t.pair.another}</span>
    ${people.map((person) => toggle(state, act, view, person))}
  </div>`;
}

function toggle(state: StaffState, act: StaffActs, view: StaffView, person: PersonView): TemplateResult {
  const { pair } = view;
  const pressed = pair === null ? state.pairFirst === person.id : pair.includes(person.id);
  const name = person.id === view.you ? state.t.you : shortName(state, person);
  return html`<button
    type="button"
    class="btn sm"
    aria-pressed=${pressed ? "true" : "false"}
    ?disabled=${state.busy.has("pair") || (pair !== null && !pressed)}
    @click=${() => act.choosePair(person.id)}
  >
    ${name}
  </button>`;
}
