/** The experts. An item's buttons live inside it and nowhere else; who cannot be asked has none. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../../components/icon";
import { light, type Light } from "../../components/light";
import { press } from "../../components/press";
import type { Colleague, RefusalView } from "../../protocol";
import { refused } from "./announce";
import { entries, isFull, type Entry, type InterpreterEntry, type NeedEntry, type PersonEntry, type Standing } from "./entries";
import { inVisit, local, type StaffActs, type StaffState, type Target } from "./state";

export function directory(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  return html`<aside class="rt" aria-labelledby="experts">
    <button type="button" class="btn drawer-button" aria-expanded=${state.drawer ? "true" : "false"} @click=${act.toggleDrawer}>
      ${icon("persons")}${t.directory.showDrawer}
    </button>
    <h2 id="experts">${t.directory.title}</h2>
    ${colleagues(state, act)}
  </aside>`;
}

/** The search and the list; a heading with the id `experts` stands above. `needs`: needs as a whole too. */
export function colleagues(state: StaffState, act: StaffActs, needs = true): TemplateResult {
  const { t } = state;
  const all = entries(state).filter(({ kind }) => needs || kind === "person");
  return html`
    <label class="inp">
      ${icon("search")}
      <span class="sr">${t.directory.search}</span>
      <input
        type="search"
        placeholder=${t.directory.search}
        .value=${state.directoryWords}
        @input=${(event: Event) => act.searchDirectory((event.currentTarget as HTMLInputElement).value)}
      />
    </label>
    ${isFull(state) ? html`<p class="small soft"><b>${t.directory.full}</b></p>` : nothing}
    ${all.length === 0
      ? html`<p class="soft none">${state.directoryWords === "" ? t.directory.empty : t.directory.none}</p>`
      : nothing}
    <p class="sr" role="status">${foundInWords(state, all.length)}</p>
    <ul class="rows" tabindex="0" aria-labelledby="experts">
      ${repeat(all, key, (entry) => item(state, act, entry))}
    </ul>`;
}

/** What a search has found, for who does not see it. */
function foundInWords({ t, directoryWords }: StaffState, count: number): string {
  if (directoryWords.trim() === "") return "";
  return count === 0 ? t.directory.none : t.directory.found(count);
}

const LIGHTS = { free: "ok", rung: "weak", busy: "weak", off: "idle" } as const;

function key(entry: Entry): string {
  switch (entry.kind) {
    case "need":
      return `need ${entry.need.service}`;
    case "interpreter":
      return "any interpreter";
    case "person":
      return entry.colleague.person;
  }
}

function item(state: StaffState, act: StaffActs, entry: Entry): TemplateResult {
  switch (entry.kind) {
    case "need":
      return needItem(state, act, entry);
    case "interpreter":
      return interpreterItem(state, act, entry);
    case "person":
      return personItem(state, act, entry);
  }
}

function needItem(state: StaffState, act: StaffActs, { need, standing }: NeedEntry): TemplateResult {
  const its = (one: RefusalView): boolean => one.person === null && one.service === need.service;
  return anyoneItem(state, act, { name: local(state, need.name), free: need.free, standing, its, target: { service: need.service } });
}

function interpreterItem(state: StaffState, act: StaffActs, { free, standing }: InterpreterEntry): TemplateResult {
  const its = (one: RefusalView): boolean => one.person === null && one.service === null;
  return anyoneItem(state, act, { name: state.t.interpreter, free, standing, its, target: { interpreter: true } });
}

interface Anyone {
  readonly name: string;
  readonly free: number;
  readonly standing: Standing;
  /** Whether that refusal is of this item. */
  readonly its: (refusal: RefusalView) => boolean;
  readonly target: Target;
}

function anyoneItem(state: StaffState, act: StaffActs, { name, free, standing, its, target }: Anyone): TemplateResult {
  const { t } = state;
  return html`<li class="rowi sp ${amber(standing)}" aria-label="${name}, ${t.directory.anyone}" aria-current=${amber(standing) === "" ? nothing : "true"}>
    <span class="av any" aria-hidden="true"><span class="ic ic-persons"></span></span>
    <div>
      <b>${name}</b><span class="soft">, ${t.directory.anyone}</span>
      <p class="small">
        ${standing.is === "ringing"
          ? light({ state: "weak", word: standing.names.length === 0 ? t.directory.seeking : t.directory.ringsTo(standing.names.join(", ")) })
          : light({ state: free > 0 ? "ok" : "idle", word: t.directory.freeCount(free) })}
      </p>
      ${refusal(state, standing, its)}
    </div>
    ${buttons(state, act, standing, target)}
  </li>`;
}

function personItem(state: StaffState, act: StaffActs, { colleague, standing }: PersonEntry): TemplateResult {
  const unit = local(state, colleague.unit);
  const tone = colleague.state === "off" ? "off" : colleague.state === "free" && amber(standing) === "" ? "" : "busy";
  return html`<li class="rowi sp ${amber(standing)}" aria-label="${colleague.name}, ${unit}" aria-current=${amber(standing) === "" ? nothing : "true"}>
    <span class="av ${tone}" aria-hidden="true">${colleague.name.slice(0, 1).toUpperCase()}</span>
    <div>
      <b>${colleague.name}</b><span class="soft">, ${unit}</span>
      <p class="small">${about(state, colleague, standing)}</p>
      <p class="small">${light(personLight(state, colleague, standing))}</p>
      ${refusal(state, standing, (one) => one.person === colleague.person)}
    </div>
    ${buttons(state, act, standing, { person: colleague.person })}
  </li>`;
}

function about(state: StaffState, colleague: Colleague, standing: Standing): string {
  const { t } = state;
  const asking = inVisit(state)?.private ?? null;
  if (standing.is === "talking" && asking !== null) {
    return t.directory.privately(t.minutesAndSeconds(asking.for_seconds + state.viewAge));
  }
  const names = colleague.services.map((service) => {
    const card = state.catalogue?.cards.find((candidate) => candidate.service === service);
    return card === undefined ? "" : local(state, card.name);
  });
  const languages = colleague.languages.map((language) => t.languages[language]).join(", ");
  return [names.filter((name) => name !== "").slice(0, 3).join(", "), languages].filter((part) => part !== "").join(" · ");
}

function personLight(state: StaffState, colleague: Colleague, standing: Standing): Light {
  const { t } = state;
  switch (standing.is) {
    case "talking":
      return { state: "weak", word: t.directory.talking };
    case "ringing":
      return { state: "weak", word: standing.names.length === 0 ? t.directory.seeking : t.directory.ringing };
    case "in_visit":
      return { state: "ok", word: t.directory.inVisit };
    case "askable":
    case "callable":
    case "other":
      return { state: LIGHTS[colleague.state], word: t.directory.states[colleague.state] };
  }
}

/** Why the last invitation of that item failed. */
function refusal(state: StaffState, standing: Standing, its: (refusal: RefusalView) => boolean): TemplateResult | typeof nothing {
  const last = inVisit(state)?.refusal ?? null;
  if (last === null || !its(last) || (standing.is !== "askable" && standing.is !== "other")) return nothing;
  return html`<p class="small"><b>${refused(last, state)}</b></p>`;
}

function amber(standing: Standing): string {
  return standing.is === "talking" || standing.is === "ringing" ? "now" : "";
}

function buttons(state: StaffState, act: StaffActs, standing: Standing, target: Target): TemplateResult | typeof nothing {
  const { t } = state;
  switch (standing.is) {
    case "talking": {
      if (!("person" in target)) return nothing;
      const { person } = target;
      return html`<div class="two dec">
        <button type="button" class="btn primary" @click=${() => act.bringIn(person)}>${t.directory.bringIn}</button>
        <button type="button" class="btn sm" @click=${() => act.release(person)}>${t.directory.release}</button>
      </div>`;
    }
    case "ringing":
      return html`<div class="two">
        <button type="button" class="btn sm" @click=${() => act.withdraw(standing.search)}>${t.directory.withdraw}</button>
      </div>`;
    case "askable":
      return html`<div class="two">
        <button type="button" class="btn sm" @click=${() => act.askFirst(target)}>${t.directory.askFirst}</button>
        <button type="button" class="btn sm" @click=${() => act.addNow(target)}>${t.directory.addNow}</button>
      </div>`;
    case "callable":
      if (!("person" in target) || !state.onShift) return nothing;
      return html`<div class="two">
        <button type="button" class="btn sm" ?disabled=${state.busy.has("inquire")} @click=${press(() => act.inquire(target.person))}>
          ${icon("phone")}${t.directory.call}
        </button>
      </div>`;
    case "in_visit":
    case "other":
      return nothing;
  }
}
