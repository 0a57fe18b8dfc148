/** In the visit: the people large, the own picture small, **Kirjoita**, **Lopeta**; or what is happening while nobody is at the hatch. */

import { html, nothing, type TemplateResult } from "lit-html";
import { banner } from "../../components/banner";
import { dialog } from "../../components/dialog";
import { icon } from "../../components/icon";
import { ownPicture } from "../../components/own-picture";
import { press } from "../../components/press";
import type { CustomerView } from "../../protocol";
import { allHalfShut, isCut, peopleGrid, personHatch } from "../people";
import { toolsOfVisit, topOfVisit } from "./frame";
import type { Screen, TerminalActions, TerminalState } from "./state";
import { writeButton, writtenTalk } from "./writing";

export function visit(s: TerminalState, view: CustomerView, act: TerminalActions): Screen {
  const frame = (name: string, inside: TemplateResult, writes = false): Screen => ({
    name,
    content: html`${topOfVisit(s, act)}
      <main>${inside}</main>
      ${controls(s, view, act, writes)} ${toolsOfVisit(s, act)} ${s.confirming ? confirmEnd(s, act) : nothing}`,
  });
  const { people } = view;
  if (people.length === 0 || view.private?.why === "hold") return frame("visit ask", away(s, view));
  const first = people[0];
  if (people.length === 1 && first && isCut(first, s.players)) return frame("visit bad", trouble(s, first));
  return frame(
    people.length > 1 ? "visit many" : "visit",
    html`<h1 class="sr">${s.t.visit.title}</h1>
      ${lineBanner(s, people)} ${s.players.blocked ? soundBlocked(s, act) : nothing} ${unheard(s, view)} ${unseen(s)} ${view.private ? privateBanner(s, view) : nothing}
      ${peopleGrid(s, people, view.pair)}
      ${s.written.shown && !view.off.includes("text")
        ? writtenTalk(s, act)
        : html`<div class="pip">${ownPicture({ track: s.devices.picture, label: s.t.ownPicture, word: s.t.you })}</div>`}`,
    true,
  );
}

/** On hold, staff talk without the resident, or somebody else is being found. */
function away(s: TerminalState, view: CustomerView): TemplateResult {
  const text = s.t.visit;
  const asking = view.private?.why !== "hold";
  const [title, lead] = view.private
    ? asking
      ? [text.asking, text.askingLead]
      : [text.holding, text.holdingLead]
    : [text.seeking, text.seekingLead];
  return html`${allHalfShut(s, view.people.length > 0 ? view.people : s.lastPeople.slice(0, 1), view.private?.why === "asking")}
    <section class="say">
      <div role="status"><h1>${title}</h1><p class="lead">${lead}</p></div>
      ${view.private
        ? html`<ul class="points">
            <li>${icon("eyeoff")}<span>${text.hidden}</span></li>
            <li>${icon("clock")}<span class="num">${text.since(s.t.ago(view.private.for_seconds + s.viewAge))}</span></li>
          </ul>`
        : nothing}
    </section>`;
}

function privateBanner(s: TerminalState, view: CustomerView): TemplateResult {
  const since = s.t.screen.since(s.t.ago((view.private?.for_seconds ?? 0) + s.viewAge));
  // What counts on is outside the status, which would say it every second.
  return html`${banner({ kind: "info", icon: "persons", bold: s.t.visit.asking })}
    <p class="soft num">${since}</p>`;
}

/** What of the line is away: sound and picture with somebody, or the server while they go on. */
function lineBanner(s: TerminalState, people: CustomerView["people"]): TemplateResult | typeof nothing {
  if (people.some((person) => isCut(person, s.players))) {
    return banner({ kind: "warn", icon: "net", bold: s.t.visit.troubleTitle, plain: s.t.visit.troubleLead });
  }
  return s.restoring ? banner({ kind: "info", icon: "net", bold: s.t.visit.serverAway }) : nothing;
}

function trouble(s: TerminalState, person: CustomerView["people"][number]): TemplateResult {
  const text = s.t.visit;
  return html`${personHatch(
      s,
      person,
      "main solo frozen",
      html`<div class="quiet"><span class="seek">${icon("net")}</span></div>`,
    )}
    <section class="calm card" role="status">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
      <h1>${text.troubleTitle}</h1>
      <p class="lead">${text.troubleLead}</p>
      <p class="soft">${text.troubleOther(person.name)}</p>
    </section>`;
}

const soundBlocked = (s: TerminalState, act: TerminalActions): TemplateResult =>
  banner({
    kind: "warn",
    icon: "sound",
    bold: s.t.visit.blocked,
    action: html`<button class="btn" @click=${press(() => act.page.allowSound())}>${s.t.visit.allow}</button>`,
  });

/** Nobody hears the resident: they can write, where that is not off. */
function unheard(s: TerminalState, view: CustomerView): TemplateResult | typeof nothing {
  const { microphone } = s.devices.states;
  if ((microphone !== "missing" && microphone !== "denied") || view.off.includes("text") || s.written.shown) return nothing;
  return banner({ kind: "warn", icon: "micoff", bold: s.t.visit.unheard });
}

/** Others hear the resident and do not see them, since the line is too thin. */
function unseen(s: TerminalState): TemplateResult | typeof nothing {
  if (!s.links.all.some((link) => link.givenUp)) return nothing;
  return banner({ kind: "info", icon: "net", bold: s.t.visit.unseen });
}

const controls = (s: TerminalState, view: CustomerView, act: TerminalActions, writes: boolean): TemplateResult => html`<div
  class="controls"
  role="region"
  aria-label=${s.t.visit.controls}
>
  ${view.off.includes("text") ? nothing : writeButton(s, writes)}
  <button class="btn end" ?disabled=${s.ending} @click=${press(() => act.stay.askEnd())}>
    ${icon("end")}${s.ending ? s.t.visit.ending : s.t.visit.end}
  </button>
</div>`;

const confirmEnd = (s: TerminalState, act: TerminalActions): TemplateResult =>
  dialog({
    title: s.t.visit.endTitle,
    body: html`<p class="lead">${s.t.visit.endLead}</p>`,
    actions: html`<button class="btn primary" @click=${press(() => act.stay.keepTalking())}>${s.t.visit.endNo}</button>
      <button class="btn end" @click=${press(() => act.stay.end())}>${s.t.visit.endYes}</button>`,
    safe: () => act.stay.keepTalking(),
  });
