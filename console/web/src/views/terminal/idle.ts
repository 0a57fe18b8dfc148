/** The idle screen: one large button, the place, announcements of the city turning slowly. */

import { html, nothing, type TemplateResult } from "lit-html";
import { placePicture } from "../../art";
import { icon } from "../../components/icon";
import { light } from "../../components/light";
import { press } from "../../components/press";
import { local } from "../../i18n/language";
import { tools, topWithPlace } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";

export function idle(s: TerminalState, act: TerminalActions): Screen {
  const { t } = s;
  const hours = s.catalogue ? local(s.catalogue.hours, s.language) : "";
  return {
    name: "idle",
    content: html`${topWithPlace(s, act)}
      <main>
        <figure class="hatch view speaks" aria-label=${t.idle.open}>
          <div class="opening"><img src=${placePicture(s.you?.place ?? "")} alt="" /></div>
          <figcaption class="sill">
            <span class="who"><b>${t.idle.open}</b></span
            >${light({ state: "ok", word: hours })}
          </figcaption>
        </figure>
        <section class="start">
          <h1>${t.idle.title}</h1>
          <button class="btn primary huge" @click=${press(() => act.menus.start())}>${t.idle.start}${icon("next")}</button>
          <p class="assure">${t.idle.assurances.map((one) => html`<span>${icon("check")}${one}</span>`)}</p>
        </section>
        ${news(s, act)}
      </main>
      ${tools(s, act)}`,
  };
}

function news(s: TerminalState, act: TerminalActions): TemplateResult | typeof nothing {
  const { t, language } = s;
  const notices = s.catalogue?.notices ?? [];
  const notice = notices[s.news.index % Math.max(1, notices.length)];
  if (!notice) return nothing;
  return html`<section class="card news" aria-roledescription="carousel" aria-label=${t.idle.news}>
    <div class="news-a">
      <div>
        <p class="soft">${t.idle.news} · ${(s.news.index % notices.length) + 1} / ${notices.length}</p>
        <h2>${local(notice.title, language)}</h2>
      </div>
      <div class="turn">
        <button aria-label=${s.news.turning ? t.idle.stop : t.idle.go} @click=${() => act.menus.turnNews()}>
          ${icon(s.news.turning ? "pause" : "play")}</button
        ><button aria-label=${t.idle.next} @click=${() => act.menus.nextNews()}>${icon("chev")}</button>
      </div>
    </div>
    <p class="long">${local(notice.body, language)}</p>
    <p class="soft">${local(notice.dates, language)}</p>
  </section>`;
}
