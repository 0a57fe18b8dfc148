/** Middle, **Uusi käynti**: the service in the customer's own words, the language, and the visit begins. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import { LANGUAGES, ownName } from "../../i18n/language";
import type { ServiceCard } from "../../protocol";
import { local } from "../staff/state";
import { matches } from "../staff/find";
import type { DeskActs, DeskState, NewVisit } from "./state";

export function newVisit(state: DeskState, act: DeskActs, chosen: NewVisit): TemplateResult {
  const { t } = state;
  const cards = state.catalogue?.cards ?? [];
  const found = cards.filter((card) => fits(card, chosen.words));
  const card = cards.find((candidate) => candidate.service === chosen.service);
  const groups = grouped(state, found);
  const group = (name: string, inGroup: readonly ServiceCard[]): TemplateResult => html`<section class="often">
    <h2>${name}</h2>
    <div class="chips">
      ${inGroup.map((candidate) => {
        const pressed = candidate.service === chosen.service;
        return html`<button
          type="button"
          class="btn"
          aria-pressed=${pressed ? "true" : "false"}
          @click=${() => act.changeNewVisit({ service: candidate.service })}
        >
          ${pressed ? html`${icon("check")}` : nothing}${local(state, candidate.name)}
        </button>`;
      })}
    </div>
  </section>`;
  return html`<main class="mid brd picking">
    <div class="hello">
      <h1>${t.newVisit.title}</h1>
      <p class="soft">${t.newVisit.lead}</p>
    </div>
    <label class="inp bigf">
      ${icon("search")}
      <span class="sr">${t.newVisit.search}</span>
      <input
        type="search"
        placeholder=${t.newVisit.search}
        .value=${chosen.words}
        @input=${(event: Event) => act.changeNewVisit({ words: (event.currentTarget as HTMLInputElement).value })}
      />
    </label>
    <div class="found">
      ${found.length === 0 ? html`<p class="none">${t.newVisit.none(chosen.words)}</p>` : nothing}
      ${groups.map(([name, inGroup]) => group(name, inGroup))}
    </div>
    <p class="sr" role="status">${chosen.words.trim() === "" ? "" : told(state, found.length, chosen.words)}</p>
    ${go(state, act, card ?? null, chosen)}
  </main>`;
}

const told = ({ t }: DeskState, count: number, words: string): string =>
  count === 0 ? t.newVisit.none(words) : t.directory.found(count);

/** The services by group, in the catalogue's order; what belongs to no group comes last. */
function grouped(state: DeskState, cards: readonly ServiceCard[]): readonly (readonly [string, readonly ServiceCard[]])[] {
  const groups = state.catalogue?.groups ?? [];
  const known = new Set(groups.map((group) => group.group));
  const inGroups = groups.map(
    (group) => [local(state, group.name), cards.filter((card) => card.group === group.group && !card.unsure)] as const,
  );
  const others = cards.filter((card) => card.unsure || !known.has(card.group));
  return [...inGroups, [state.t.newVisit.others, others] as const].filter(([, inGroup]) => inGroup.length > 0);
}

function go(state: DeskState, act: DeskActs, card: ServiceCard | null, chosen: NewVisit): TemplateResult {
  const { t } = state;
  const starting = state.busy.has("start_visit");
  return html`<section class="panel pick">
    <div class="top">
      <div>${card === null ? nothing : html`<h2>${local(state, card.name)}</h2><p class="soft">${facts(state, card)}</p>`}</div>
      <div class="lg" role="group" aria-label=${t.newVisit.languageOf}>
        ${LANGUAGES.map(
          (language) => html`<button
            type="button"
            class="btn sm"
            lang=${language}
            aria-label="${t.newVisit.languageOf}: ${ownName[language]}"
            aria-pressed=${chosen.language === language ? "true" : "false"}
            @click=${() => act.changeNewVisit({ language })}
          >
            ${ownName[language]}
          </button>`,
        )}
      </div>
    </div>
    <div class="gd">
      <button type="button" class="btn primary big" ?disabled=${card === null || starting} @click=${press(act.startVisit)}>
        ${starting ? t.newVisit.starting : t.newVisit.start}
      </button>
      <button type="button" class="btn quiet" @click=${act.cancelNewVisit}>${t.cancel}</button>
    </div>
  </section>`;
}

function facts(state: DeskState, card: ServiceCard): string {
  const { t } = state;
  const need = state.directory?.needs.find((candidate) => candidate.service === card.service);
  const free = need === undefined || need.free === 0 ? t.newVisit.noneFree : t.newVisit.free(need.free);
  const hours = card.open
    ? t.newVisit.open
    : card.opens === null
      ? t.newVisit.closed
      : t.newVisit.opens(local(state, card.opens));
  return [local(state, card.unit), hours, free].join(" · ");
}

function fits(card: ServiceCard, words: string): boolean {
  return matches(words, [
    ...Object.values(card.name),
    ...Object.values(card.words),
    ...Object.values(card.unit),
    ...card.search_words,
  ]);
}
