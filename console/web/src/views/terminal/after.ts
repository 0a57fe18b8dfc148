/** After the matter: five faces, optional words, another matter, or nothing at all; then the screen clears. */

import { html, nothing } from "lit-html";
import { faces } from "../../components/faces";
import { icon } from "../../components/icon";
import { press } from "../../components/press";
import { remaining } from "../../components/remaining";
import type { AfterView, EndReason } from "../../protocol";
import { byTouch, tools, topWithPlace } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";

const AFTER_SECONDS = 60;
/** A chosen face counts when nobody has touched the screen for so long. */
export const FACE_COUNTS_AFTER = 30;

export function after(s: TerminalState, view: AfterView, act: TerminalActions): Screen {
  const text = s.t.after;
  const whole = s.score === null ? AFTER_SECONDS : FACE_COUNTS_AFTER;
  const left = Math.max(0, Math.ceil(s.score === null ? view.left - s.viewAge : whole - s.untouchedFor));
  return {
    name: "rate",
    content: html`${topWithPlace(s, act)}
      <main>
        <div class="ttl"><h1 id="how-it-went">${text.title}</h1><p class="lead">${text.lead}</p></div>
        ${faces({ labelledBy: "how-it-went", words: text.faces, score: s.score, choose: (score) => act.stay.choose(score) })}
        <div class="find words">
          ${icon("write")}<input
            type="text"
            autocomplete="off"
            maxlength="2000"
            aria-label=${text.words}
            placeholder=${text.words}
            inputmode="none"
            .value=${s.words}
            @pointerdown=${byTouch("words", act)}
            @input=${(event: Event) => act.stay.say((event.currentTarget as HTMLInputElement).value)}
          />
        </div>
        <div class="acts">
          ${view.off.includes("second_matter")
            ? nothing
            : html`<button class="btn again" @click=${press(() => again(act))}>${text.again}</button>`}
          <button class="btn" @click=${press(() => act.stay.finish(false))}>${text.skip}</button>
          <button class="btn primary" @click=${press(() => act.stay.finish(true))}>${text.done}</button>
        </div>
        <div class="time"><p class="num">${text.clears(left)}</p>${remaining(left / whole)}</div>
      </main>
      ${tools(s, act)}`,
  };
}

/** The screen has its whole time again while somebody looks for the next matter. */
function again(act: TerminalActions): void {
  act.stay.touch();
  act.menus.start();
}

export type TellableEnd = Extract<EndReason, "no_expert" | "closed_hours" | "terminal_lost" | "ended_unknown">;

/** Whether the resident has to be told why: whoever ended it knows. */
export const needsTelling = (end: EndReason): end is TellableEnd =>
  end === "no_expert" || end === "closed_hours" || end === "terminal_lost" || end === "ended_unknown";

export function over(s: TerminalState, end: TellableEnd, act: TerminalActions): Screen {
  return {
    name: "word",
    content: html`${topWithPlace(s, act)}
      <main>
        <section role="status"><h1>${s.t.over[end]}</h1><p class="lead">${s.t.over[`${end}Lead`]}</p></section>
        <button class="btn primary huge" @click=${press(() => act.stay.closeOver())}>${s.t.over.done}</button>
      </main>
      ${tools(s, act)}`,
  };
}
