/**
 * After a power cut: the visit is still there, and whoever sits here now may be another than before. Nothing of it is shown,
 * sent or played until somebody says that it is theirs.
 */

import { html } from "lit-html";
import { press } from "../../components/press";
import { remaining } from "../../components/remaining";
import { tools, topWithPlace } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";

/** Seconds after which nobody is taken to be there. */
export const ASKED_FOR = 60;

/**
 * Whether this window shows the page for the first time: it does after a power cut, and does not after a reload, however long the
 * server was away. The window's name outlives that, and is kept nowhere but in the browser's memory.
 */
export function firstInWindow(): boolean {
  const first = window.name !== "luukku";
  window.name = "luukku";
  return first;
}

export function interrupted(s: TerminalState, act: TerminalActions): Screen {
  const text = s.t.interrupted;
  const left = Math.max(0, Math.ceil(ASKED_FOR - s.untouchedFor));
  return {
    name: "word",
    content: html`${topWithPlace(s, act)}
      <main>
        <section><h1>${text.title}</h1><p class="lead">${text.lead}</p></section>
        <div class="acts">
          <button class="btn" @click=${press(() => act.stay.goOn(false))}>${text.no}</button>
          <button class="btn primary huge" @click=${press(() => act.stay.goOn(true))}>${text.yes}</button>
        </div>
        <div class="time"><p class="num">${s.t.waiting.clears(left)}</p>${remaining(left / ASKED_FOR)}</div>
      </main>
      ${tools(s, act)}`,
  };
}
