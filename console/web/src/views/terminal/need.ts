/**
 * "What is it about?": needs in plain words, by group or by search. Nothing scrolls: all cards lie side by side in pages,
 * one page in sight; a group, a swipe and **Lisää palveluja** turn them, and a screen reader has them all in one go.
 */

import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { repeat } from "lit-html/directives/repeat.js";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import { local } from "../../i18n/language";
import type { Language, ServiceCard } from "../../protocol";
import { byTouch, tools, topWithBack } from "./frame";
import type { Menu, Screen, TerminalActions, TerminalState } from "./state";

const ICONS = ["home", "work", "money", "family", "leaf", "car"];

type NeedMenu = Extract<Menu, { at: "need" }>;

/** Cards that are in sight together; `group` is null among the findings of a search. */
interface Page {
  readonly group: string | null;
  readonly cards: readonly ServiceCard[];
}

export function need(s: TerminalState, menu: NeedMenu, act: TerminalActions): Screen {
  const { t } = s;
  const pages = pagesOf(s, menu);
  const page = Math.min(menu.page, pages.length - 1);
  const group = pages[page]?.group ?? null;
  const nothingFound = menu.search.trim() !== "" && pages.length === 0;
  return {
    name: nothingFound ? "need none" : "need",
    content: html`${topWithBack(s, act)}
      <main>
        <h1>${t.need.title}</h1>
        ${searchField(s, menu, act)}
        <div class="groups" role="group" aria-label=${t.need.groups}>
          ${(s.catalogue?.groups ?? []).map(
            (one, index) => html`<button
              aria-pressed=${one.group === group}
              @click=${() => {
                act.menus.search("");
                act.menus.turn(firstPage(s, one.group));
              }}
            >
              ${icon(ICONS[index % ICONS.length] ?? "home")}${local(one.name, s.language)}
            </button>`,
          )}
        </div>
        ${nothingFound
          ? html`<section class="nf">
              <h2>${t.need.notFound(menu.search)}</h2>
              <p class="lead">${t.need.notFoundLead}</p>
              ${unsureButton(s, act, "btn primary huge")}
            </section>`
          : html`<div class="pages" @scrollend=${(event: Event) => turned(event, act)} ${ref((list) => turnTo(list, page))}>
                ${pages.map(({ cards }, index) => sheet(s, cards, index, act))}
              </div>
              <div class=${pages.length > 1 ? "other" : "other one"}>
                ${unsureButton(s, act, "btn")}
                ${pages.length > 1
                  ? html`<button class="btn" @click=${() => act.menus.turn((page + 1) % pages.length)}>
                      ${t.need.more}${icon("next")}
                    </button>`
                  : nothing}
              </div>`}
      </main>
      ${tools(s, act)}`,
  };
}

const sheet = (s: TerminalState, cards: readonly ServiceCard[], index: number, act: TerminalActions): TemplateResult =>
  html`<ul class=${`svcs n${cards.length}`} aria-label=${s.t.need.page(index + 1)}>
    ${repeat(cards, ({ service }) => service, (card) => serviceItem(s, card, act))}
  </ul>`;

// --- turning pages ---------------------------------------------------------------------------------------------------

const lastPage = new WeakMap<Element, number>();

/** Puts that page in sight when the page was changed by something else than a swipe. */
function turnTo(list: Element | undefined, page: number): void {
  if (!list || lastPage.get(list) === page) return;
  const entered = !lastPage.has(list);
  lastPage.set(list, page);
  // The pages are in the list when this drawing is done.
  queueMicrotask(() => {
    // In a narrow window they lie one below the other.
    const below = list.scrollWidth <= list.clientWidth;
    if (!below) list.scrollTo({ left: offset(list, page), behavior: "instant" });
    else if (!entered) list.children[page]?.scrollIntoView({ block: "start", behavior: "instant" });
  });
}

function turned(event: Event, act: TerminalActions): void {
  const list = event.currentTarget as Element;
  const distances = [...list.children].map((_, index) => Math.abs(offset(list, index) - list.scrollLeft));
  const page = distances.indexOf(Math.min(...distances));
  if (lastPage.get(list) === page) return;
  lastPage.set(list, page);
  act.menus.turn(page);
}

function offset(list: Element, page: number): number {
  const [first, wanted] = [list.children[0], list.children[page]];
  return first instanceof HTMLElement && wanted instanceof HTMLElement ? wanted.offsetLeft - first.offsetLeft : 0;
}

// ---------------------------------------------------------------------------------------------------------------------

function searchField(s: TerminalState, menu: NeedMenu, act: TerminalActions): TemplateResult {
  return html`<div class="find" role="search">
    ${icon("search")}<input
      type="search"
      autocomplete="off"
      maxlength="60"
      aria-label=${s.t.need.search}
      placeholder=${s.t.need.search}
      inputmode="none"
      .value=${menu.search}
      @pointerdown=${byTouch("search", act)}
      @input=${(event: Event) => act.menus.search((event.currentTarget as HTMLInputElement).value)}
    />${menu.search
      ? html`<button class="clear" aria-label=${s.t.need.clear} @click=${() => act.menus.search("")}>${icon("end")}</button>`
      : nothing}
  </div>
  <p class="sr" role="status">${told(s, menu)}</p>`;
}

/** How many were found, for who does not see them come and go. */
function told(s: TerminalState, menu: NeedMenu): string {
  if (menu.search.trim() === "") return "";
  const count = pagesOf(s, menu).reduce((sum, { cards }) => sum + cards.length, 0);
  return count === 0 ? s.t.need.notFound(menu.search) : s.t.need.found(count);
}

function unsureButton(s: TerminalState, act: TerminalActions, classes: string): TemplateResult | typeof nothing {
  const card = s.catalogue?.cards.find(({ unsure }) => unsure);
  if (!card) return nothing;
  return html`<button class=${classes} @click=${press(() => act.menus.card(card.service))}>
    ${icon("help")}${s.t.need.unsure}
  </button>`;
}

/** The heading's button is stretched over the whole card, so that its name is the service's name alone. */
function serviceItem(s: TerminalState, card: ServiceCard, act: TerminalActions): TemplateResult {
  const { language } = s;
  const paper = card.papers[0];
  return html`<li class=${`svc ${card.open ? "" : "shut"}`}>
    <h2><button @click=${press(() => act.menus.card(card.service))}>${local(card.name, language)}</button></h2>
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

/** "odotus 3–6 min", "ei jonoa", "ei arviota" or "ketään ei ole vuorossa". */
export function waitInWords(s: Pick<TerminalState, "t">, card: ServiceCard): string {
  const text = s.t.need;
  if (!card.on_shift) return text.nobody;
  if (card.in_line === 0) return text.noLine;
  return card.estimate ? text.wait(s.t.range(card.estimate)) : text.noEstimate;
}

function pagesOf(s: TerminalState, menu: Pick<NeedMenu, "search">): Page[] {
  const cards = (s.catalogue?.cards ?? []).filter(({ unsure }) => !unsure);
  if (menu.search.trim() !== "") return inPages(s, null, found(cards, menu.search, s.language));
  return (s.catalogue?.groups ?? []).flatMap(({ group }) => {
    const own = cards.filter((card) => card.group === group);
    return inPages(s, group, own.toSorted((a, b) => Number(b.open) - Number(a.open)));
  });
}

function firstPage(s: TerminalState, group: string): number {
  return Math.max(0, pagesOf(s, { search: "" }).findIndex((page) => page.group === group));
}

function inPages(s: TerminalState, group: string | null, cards: readonly ServiceCard[]): Page[] {
  const size = pageSize(s.large, s.keyboard !== null);
  const pages = Math.ceil(cards.length / size);
  return Array.from({ length: pages }, (_, page) => ({ group, cards: cards.slice(page * size, (page + 1) * size) }));
}

function found(cards: readonly ServiceCard[], search: string, language: Language): ServiceCard[] {
  const words = search.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
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

function pageSize(large: boolean, keyboard: boolean): number {
  const portrait = matchMedia("(orientation: portrait)").matches;
  if (portrait) return large && keyboard ? 2 : large || keyboard ? 3 : 4;
  return large || keyboard ? 2 : 4;
}
