/** The screens of a hatch that cannot be used now: opening, out of order, not known, open in another window. */

import { html } from "lit-html";
import { placePicture } from "../../art";
import { icon } from "../../components/icon";
import { light } from "../../components/light";
import { press } from "../../components/press";
import { local } from "../../i18n/language";
import { tools, topWithPlace } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";

const placeName = (s: TerminalState): string => (s.you?.place_name ? local(s.you.place_name, s.language) : "");

export function starting(s: TerminalState, act: TerminalActions): Screen {
  const { starting: text } = s.t;
  return {
    name: "idle off",
    content: html`${topWithPlace(s, act)}
      <main>
        <figure class="hatch view" aria-label=${text.figure}>
          <div class="opening"><img src=${placePicture(s.you?.place ?? "")} alt="" /><div class="shutter most"></div></div>
          <figcaption class="sill">
            <span class="who"><b>${text.name(placeName(s))}</b></span
            >${light({ state: "idle", word: text.light })}
          </figcaption>
        </figure>
        <section class="start" role="status"><h1>${text.title}</h1><p class="lead">${text.lead}</p></section>
      </main>
      ${tools(s, act)}`,
  };
}

/** `since`: when the fault was noticed, as "10.12". */
export function outOfOrder(s: TerminalState, act: TerminalActions, since: string): Screen {
  const { off } = s.t;
  return {
    name: "idle off broken",
    content: html`${topWithPlace(s, act)}
      <main>
        <figure class="hatch view" aria-label=${off.figure}>
          <div class="opening">
            <div class="shutter down"></div>
            <div class="quiet"><div class="sign">${icon("wrench")}<b>${off.sign}</b></div></div>
          </div>
          <figcaption class="sill">
            <span class="who"><b>${s.t.starting.name(placeName(s))}</b></span
            >${light({ state: "gone", word: off.light })}
          </figcaption>
        </figure>
        <section class="start" role="status"><h1>${off.title}</h1><p class="lead">${off.lead(since)}</p></section>
        <section class="card how">
          <h2>${off.otherWays}</h2>
          <ul class="points">
            <li>${icon("place")}<span><b>${off.visit}</b><br />${off.visitWhere}</span></li>
          </ul>
        </section>
      </main>
      ${tools(s, act)}`,
  };
}

export function unknownPlace(s: TerminalState, act: TerminalActions): Screen {
  return {
    name: "word",
    content: html`${topWithPlace(s, act)}
      <main><section role="status"><h1>${s.t.unknown.title}</h1><p class="lead">${s.t.unknown.lead}</p></section></main>
      ${tools(s, act)}`,
  };
}

export function takenOver(s: TerminalState, act: TerminalActions): Screen {
  return {
    name: "word",
    content: html`${topWithPlace(s, act)}
      <main>
        <h1>${s.t.takenOver.title}</h1>
        <button class="btn primary huge" @click=${press(() => act.page.takeSeat())}>${s.t.takenOver.here}</button>
      </main>`,
  };
}
