/** In line: the place, an honest estimate, what is happening, and **Peruuta**. */

import { html, type TemplateResult } from "lit-html";
import { dialog } from "../../components/dialog";
import { icon } from "../../components/icon";
import { ownPicture } from "../../components/own-picture";
import { press } from "../../components/press";
import { remaining } from "../../components/remaining";
import { local } from "../../i18n/language";
import type { WaitingView } from "../../protocol";
import { tools, topWithPlace } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";

const QUESTION_SECONDS = 60;

export function waiting(s: TerminalState, view: WaitingView, act: TerminalActions): Screen {
  return view.question === "keep_waiting" ? keepWaiting(s, view, act) : inLine(s, view, act);
}

function inLine(s: TerminalState, view: WaitingView, act: TerminalActions): Screen {
  const text = s.t.waiting;
  return {
    name: "wait",
    content: html`${topWithPlace(s, act)}
      <main>
        <div class="ttl"><h1>${text.title}</h1><p class="lead">${s.restoring ? s.t.restoring : text.lead}</p></div>
        ${ticket(s, view)}
        <section class="stage">
          <ol class="steps">
            ${step("done", "check", text.received, s.t.ago(view.for_seconds + s.viewAge))}
            ${step(
              "now",
              view.ringing ? "phone" : "clock",
              view.ringing ? text.calling : text.inLine,
              view.service_name ? local(view.service_name, s.language) : "",
            )}
            ${step("todo", "person", text.comes, "")}
          </ol>
          ${ownPicture({ track: s.devices.picture, label: s.t.ownPicture, word: s.t.you })}
        </section>
        ${cancelButton(s, act)}
      </main>
      ${tools(s, act)} ${view.question === "still_there" ? stillThere(s, view, act) : ""}`,
  };
}

function keepWaiting(s: TerminalState, view: WaitingView, act: TerminalActions): Screen {
  const text = s.t.waiting;
  const left = secondsLeft(s, view);
  return {
    name: "wait long",
    content: html`${topWithPlace(s, act)}
      <main>
        <div class="ttl"><h1>${text.longTitle}</h1><p class="lead">${text.longLead}</p></div>
        ${ticket(s, view)}
        <section class="choose">
          <button class="btn primary huge" @click=${press(() => act.stay.here(true))}>${icon("clock")}${text.keep}</button>
        </section>
        <div class="time"><p class="num">${text.clears(left)}</p>${remaining(left / QUESTION_SECONDS)}</div>
        ${cancelButton(s, act)}
      </main>
      ${tools(s, act)}`,
  };
}

function stillThere(s: TerminalState, view: WaitingView, act: TerminalActions): TemplateResult {
  const text = s.t.waiting;
  const left = secondsLeft(s, view);
  return dialog({
    title: text.stillTitle,
    alert: true,
    body: html`<p class="lead num">${text.stillLead(left)}</p>
      ${remaining(left / QUESTION_SECONDS)}`,
    actions: html`<button class="btn primary huge" @click=${press(() => act.stay.here(false))}>${text.here}</button>`,
    safe: () => act.stay.here(false),
  });
}

function ticket(s: TerminalState, view: WaitingView): TemplateResult {
  const text = s.t.waiting;
  return html`<section class="card pair" role="status">
    <div><p>${text.place}</p><p class="big num">${text.ordinal(view.place_in_line)}</p></div>
    <div>
      <p>${text.wait}</p>
      <p class=${view.estimate ? "big num" : "big small"}>${view.estimate ? s.t.range(view.estimate) : text.noEstimate}</p>
    </div>
  </section>`;
}

const step = (state: "done" | "now" | "todo", name: string, bold: string, soft: string): TemplateResult => html`<li
  class=${state}
>
  <span class="dot">${icon(name)}</span>
  <div><b>${bold}</b>${soft ? html`<span class="soft num">${soft}</span>` : ""}</div>
</li>`;

const cancelButton = (s: TerminalState, act: TerminalActions): TemplateResult => html`<button
  class="btn cancel"
  @click=${press(() => act.stay.cancel())}
>
  ${icon("end")}${s.t.waiting.cancel}
</button>`;

function secondsLeft(s: TerminalState, view: WaitingView): number {
  return Math.max(0, Math.ceil((view.question_left ?? 0) - s.viewAge));
}
