/** "What is it about?": needs in plain words, by group or by search; lists are turned by page, nothing scrolls. */

import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import { local } from "../../i18n/language";
import type { Catalogue, Language, ServiceCard } from "../../protocol";
import { tools, topWithBack } from "./frame";
import type { Menu, Screen, TerminalActions, TerminalState } from "./state";

const ICONS = ["home", "work", "money", "family", "leaf", "car"];

export function need(s: TerminalState, menu: Extract<Menu, { at: "need" }>, act: TerminalActions): Screen {
  const { t } = s;
  const catalogue = s.catalogue;
  const cards = catalogue ? found(catalogue, menu, s.language) : [];
  const size = pageSize(s.large);
  const pages = Math.max(1, Math.ceil(cards.length / size));
  const page = menu.page % pages;
  const shown = cards.slice(page * size, (page + 1) * size);
  const nothingFound = menu.search !== "" && cards.length === 0;
  return {
    name: nothingFound ? "need none" : "need",
    content: html`${topWithBack(s, act)}
      <main>
        <h1>${t.need.title}</h1>
        ${searchField(s, menu, act)}
        <div class="groups" role="group" aria-label=${t.need.groups}>
          ${(catalogue?.groups ?? []).map(
            ({ group, name }, index) => html`<button
              aria-pressed=${menu.search === "" && menu.group === group}
              @click=${() => act.group(group)}
            >
              ${icon(ICONS[index % ICONS.length] ?? "home")}${local(name, s.language)}
            </button>`,
          )}
        </div>
        ${nothingFound
          ? html`<section class="nf" role="status">
              <h2>${t.need.notFound(menu.search)}</h2>
              <p class="lead">${t.need.notFoundLead}</p>
              ${unsureButton(s, act, "btn primary huge")}
            </section>`
          : html`<ul class=${`svcs n${shown.length}`}>
                ${repeat(shown, ({ service }) => service, (card) => serviceItem(s, card, act))}
              </ul>
              <div class=${pages > 1 ? "other" : "other one"}>
                ${unsureButton(s, act, "btn")}
                ${pages > 1
                  ? html`<button class="btn" @click=${press(() => act.turn(page + 1))}>
                      ${t.need.more} ${`${page + 1}\u00a0/\u00a0${pages}`}${icon("next")}
                    </button>`
                  : nothing}
              </div>`}
      </main>
      ${tools(s, act)}`,
  };
}

function searchField(s: TerminalState, menu: Extract<Menu, { at: "need" }>, act: TerminalActions): TemplateResult {
  return html`<div class="find" role="search">
    ${icon("search")}<input
      type="search"
      autocomplete="off"
      maxlength="60"
      aria-label=${s.t.need.search}
      placeholder=${s.t.need.search}
      .value=${menu.search}
      @input=${(event: Event) => act.search((event.currentTarget as HTMLInputElement).value)}
    />${menu.search
      ? html`<button class="clear" aria-label=${s.t.need.clear} @click=${() => act.search("")}>${icon("end")}</button>`
      : nothing}
  </div>`;
}

function unsureButton(s: TerminalState, act: TerminalActions, classes: string): TemplateResult | typeof nothing {
  const card = s.catalogue?.cards.find(({ unsure }) => unsure);
  if (!card) return nothing;
  return html`<button class=${classes} @click=${press(() => act.card(card.service))}>
    ${icon("help")}${s.t.need.unsure}
  </button>`;
}

/** The heading's button is stretched over the whole card, so that its name is the service's name alone. */
function serviceItem(s: TerminalState, card: ServiceCard, act: TerminalActions): TemplateResult {
  const { language } = s;
  const paper = card.papers[0];
  return html`<li class=${`svc ${card.open ? "" : "shut"}`}>
    <h2><button @click=${press(() => act.card(card.service))}>${local(card.name, language)}</button></h2>
    <p>${local(card.words, language)}</p>
    <p class="facts">
      ${opening(s, card)}
      <span>${icon("globe")}${card.languages.map((one) => s.t.need.languages[one]).join(", ")}</span>
      ${paper && card.open ? html`<span>${icon("bring")}${local(paper, language)}</span>` : nothing}
    </p>
    <span class="go ic ic-chev" aria-hidden="true"></span>
  </li>`;
}

function opening(s: TerminalState, card: ServiceCard): TemplateResult {
  const text = s.t.need;
  if (!card.open) {
    const when = card.opens ? text.opens(local(card.opens, s.language)) : text.closed;
    return html`<span>${icon("clock")}${when}</span>`;
  }
  return html`<span class="open"
    ><span class="light ok"><i></i></span><span><b>${text.open}</b> · ${waitInWords(s, card)}</span></span
  >`;
}

/** "odotus 3–6 min", "ei jonoa" or "ei arviota". */
export function waitInWords(s: TerminalState, card: ServiceCard): string {
  const text = s.t.need;
  if (card.in_line === 0) return text.noLine;
  return card.estimate ? text.wait(s.t.range(card.estimate)) : text.noEstimate;
}

function found(catalogue: Catalogue, menu: Extract<Menu, { at: "need" }>, language: Language): ServiceCard[] {
  const cards = catalogue.cards.filter(({ unsure }) => !unsure);
  if (menu.search.trim() === "") {
    return cards.filter(({ group }) => group === menu.group).sort((a, b) => Number(b.open) - Number(a.open));
  }
  const words = menu.search.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  const ranked = cards.map((card) => ({ card, rank: rank(card, words, language) }));
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ card }) => card);
}

/** 3: the name begins so; 2: a word of it or a search word does; 1: it stands somewhere; 0: every word is not there. */
function rank(card: ServiceCard, words: readonly string[], language: Language): number {
  const name = local(card.name, language).toLocaleLowerCase(language);
  const terms = [name, local(card.words, language), local(card.name, "fi"), local(card.words, "fi"), ...card.search_words]
    .join(" ")
    .toLocaleLowerCase(language);
  if (!words.every((word) => terms.includes(word))) return 0;
  if (words.some((word) => name.startsWith(word))) return 3;
  return words.every((word) => ` ${terms}`.includes(` ${word}`)) ? 2 : 1;
}

function pageSize(large: boolean): number {
  const portrait = matchMedia("(orientation: portrait)").matches;
  if (portrait) return large ? 3 : 4;
  return large ? 2 : 4;
}
