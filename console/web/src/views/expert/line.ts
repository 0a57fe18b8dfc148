/** On shift: who waits, since when, where, in which language; and how this page itself is doing. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { clock } from "../../i18n/durations";
import { checks } from "../staff/checks";
import { colleagues } from "../staff/directory";
import { kindInWords } from "../staff/kind";
import { local, type StaffActs, type StaffState } from "../staff/state";
import { rating } from "../staff/wrap-up";
import type { LineEntry, ServiceCard } from "../../protocol";

export function onShift(state: StaffState, act: StaffActs): TemplateResult {
  const { t } = state;
  const lead = state.devices.soundBlocked
    ? t.shift.blocked
    : state.freeFor === null
      ? t.shift.on
      : t.shift.freeFor(t.minutes(state.freeFor));
  return html`<main class="ex">
    <div class="l">
      <div>
        <h1>${t.shift.onTitle}</h1>
        <p class="lead soft">${lead}</p>
      </div>
      ${rating(state, act)}
      <section class="panel">
        <h2>${t.line.title}</h2>
        ${line(state)}
      </section>
      <section class="panel">
        <h2>${t.shift.services}</h2>
        ${services(state)}
      </section>
      <section class="panel who" aria-labelledby="experts">
        <h2 id="experts">${t.directory.title}</h2>
        <p class="small soft">${t.inquiry.lead}</p>
        ${colleagues(state, act, false)}
      </section>
    </div>
    <aside class="r">${checks(state, act)}</aside>
  </main>`;
}

function line(state: StaffState): TemplateResult {
  const waiting = state.board?.line ?? [];
  if (waiting.length === 0) return html`<p class="none">${state.t.line.empty}</p>`;
  const mixed = waiting.some((entry) => !entry.yours);
  return html`<ol class="rows">
    ${waiting.map((entry) => row(state, entry, mixed))}
  </ol>`;
}

function row(state: StaffState, entry: LineEntry, mixed: boolean): TemplateResult {
  const { t } = state;
  const waited = entry.for_seconds + state.boardAge;
  const kind = kindInWords(state, entry.service_kind, entry.service_name);
  return html`<li class="rowi q">
    <b class="w num">${t.minutes(waited)}</b>
    <div>
      <b>${local(state, entry.service_name)}</b><span class="soft">${kind === "" ? "" : ` · ${kind}`} · ${entry.place} · ${t.languages[entry.language]}</span>
      <p class="small soft">${t.line.sinceClock(clock(state.language, new Date(Date.now() - waited * 1000)))}</p>
    </div>
    ${entry.ringing
      ? html`<span class="tag lamp">${icon("bell")}${t.line.ringing}</span>`
      : entry.yours && mixed
        ? html`<span class="tag">${t.line.yours}</span>`
        : nothing}
  </li>`;
}

function services(state: StaffState): TemplateResult {
  const { t } = state;
  const serves = new Set(state.you?.serves ?? []);
  const cards = (state.catalogue?.cards ?? []).filter((card) => serves.has(card.service));
  if (cards.length === 0) return html`<p class="none">${t.shift.noServices}</p>`;
  return html`<ul class="rows">
    ${cards.map(
      (card) => html`<li class="rowi sv"><b>${local(state, card.name)}</b><span class="soft">${facts(state, card)}</span></li>`,
    )}
  </ul>`;
}

function facts(state: StaffState, card: ServiceCard): string {
  const { t } = state;
  const languages = card.languages.map((language) => t.languages[language]).join(", ");
  const hours = local(state, card.hours);
  return `${languages} · ${card.open ? t.shift.open : t.shift.closedNow}${hours === "" ? "" : ` · ${hours}`}`;
}
