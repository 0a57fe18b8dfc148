/** The customer screen of a desk: nothing to press but the languages, and one button when the browser plays no sound before that. */

import { html, nothing, type TemplateResult } from "lit-html";
import { placePicture } from "../../art";
import { hatch } from "../../components/hatch";
import { icon } from "../../components/icon";
import { languages } from "../../components/languages";
import { mark } from "../../components/mark";
import { ownPicture } from "../../components/own-picture";
import { press } from "../../components/press";
import { writing } from "../../components/writing";
import type { Devices } from "../../devices";
import { local } from "../../i18n/language";
import type { TerminalTexts } from "../../i18n/terminal";
import type { Links } from "../../links";
import type { Players } from "../../players";
import type { CustomerView, Language, PersonView, Self } from "../../protocol";
import type { WrittenTalk } from "../../text";
import { allHalfShut, peopleGrid, remotePeople } from "../people";

export interface CustomerState {
  readonly t: TerminalTexts;
  readonly language: Language;
  readonly you: Self | null;
  readonly connected: boolean;
  readonly unknown: boolean;
  readonly takenOver: boolean;
  /** The browser refuses sound, camera or microphone until somebody presses. */
  readonly silent: boolean;
  readonly view: CustomerView | null;
  readonly viewAge: number;
  readonly lastPeople: readonly PersonView[];
  readonly devices: Devices;
  readonly players: Players;
  readonly links: Links;
  readonly written: WrittenTalk;
  /** It has no microphone: the clerk's laptop is the sound of the desk. */
  readonly soundElsewhere: boolean;
}

export interface CustomerActions {
  speak(language: Language): void;
  enable(): void;
  takeSeat(): void;
}

export interface CustomerScreenDrawn {
  readonly name: string;
  readonly content: TemplateResult;
}

export function customerScreen(s: CustomerState, act: CustomerActions): CustomerScreenDrawn {
  const frame = (name: string, inside: TemplateResult): CustomerScreenDrawn => ({
    name,
    content: html`${top(s, act)}<main>${inside}</main>`,
  });
  const { screen } = s.t;
  if (s.takenOver) {
    return frame(
      "cust as",
      html`${resting(s, screen.waits)}${sentence(s.t.takenOver.title, "", {
        word: s.t.takenOver.here,
        act: () => act.takeSeat(),
      })}`,
    );
  }
  if (s.unknown) return frame("cust as", html`${resting(s, screen.waits)}${sentence(s.t.unknown.title, s.t.unknown.lead)}`);
  const { view } = s;
  const remote = view === null ? [] : remotePeople(view.people, view.links);
  if (s.silent && remote.length === 0) {
    return frame(
      "cust as",
      html`${resting(s, screen.waits)}${sentence(screen.silent, screen.silentLead, {
        word: screen.enable,
        act: () => act.enable(),
      })}`,
    );
  }
  if (!view) {
    const lead = !s.connected ? screen.away : s.soundElsewhere ? `${screen.welcomeLeadPicture} ${screen.soundElsewhere}` : screen.welcomeLead;
    return frame("cust as", html`${resting(s, s.connected ? screen.ready : screen.waits)}${sentence(screen.welcome, lead)}`);
  }
  const held = view.private?.why === "hold" && remote.length > 0;
  if (held) return frame("cust as", html`${allHalfShut(s, remote, false)}${asking(s, view)}`);
  const away = view.private !== null && view.people.length === 0;
  if (away) return frame("cust as", html`${allHalfShut(s, s.lastPeople.slice(0, 1), view.private?.why === "asking")}${asking(s, view)}`);
  if (remote.length === 0) {
    return frame("cust as", html`${resting(s, screen.ready)}${view.private ? asking(s, view) : besideOnly(s, view)}`);
  }
  return frame("cust", html`<h1 class="sr">${s.t.visit.title}</h1>
    ${peopleGrid(s, remote, view.pair)}${beside(s, view, remote, act)}`);
}

const top = (s: CustomerState, act: CustomerActions): TemplateResult => html`<header class="top">
  <div class="here">
    ${mark()}<span class="place">${s.t.screen.point}</span>
  </div>
  <span class="soft hush">${icon("lock")}${s.t.notRecorded}</span>
  ${languages({ label: s.t.languages, chosen: s.language, choose: (language) => act.speak(language) })}
</header>`;

function resting(s: CustomerState, word: string): TemplateResult {
  const desk = s.you?.place_name ? local(s.you.place_name, s.language) : s.t.screen.name;
  return hatch({
    name: desk,
    unit: desk === s.t.screen.name ? "" : s.t.screen.name,
    label: s.t.screen.name,
    video: null,
    picture: true,
    light: { state: "idle", word },
    classes: "main resting",
    inside: html`<img src=${placePicture("")} alt="" />
      <div class="shutter most"></div>`,
  });
}

function sentence(title: string, lead: string, button?: { word: string; act: () => void }): TemplateResult {
  return html`<section class="say">
    <div role="status"><h1>${title}</h1>${lead ? html`<p class="lead">${lead}</p>` : nothing}</div>
    ${button
      ? html`<button class="btn primary huge" @click=${press(button.act)}>${button.word}</button>`
      : nothing}
  </section>`;
}

function asking(s: CustomerState, view: CustomerView): TemplateResult {
  const { visit, screen } = s.t;
  const hold = view.private?.why === "hold";
  const remote = remotePeople(view.people, view.links);
  const near = view.people.some((person) => !remote.includes(person));
  return html`<section class="say">
    <div role="status">
      <h1>${hold ? visit.holding : visit.asking}</h1>
      <p class="lead">${!hold ? screen.askingLead : near ? screen.holdingLead : visit.holdingLead}</p>
    </div>
    <ul class="points">
      <li>${icon("eyeoff")}<span>${screen.hidden}</span></li>
      <li>
        ${icon("clock")}<span class="num">${screen.since(s.t.ago((view.private?.for_seconds ?? 0) + s.viewAge))}</span>
      </li>
    </ul>
  </section>`;
}

const besideOnly = (s: CustomerState, view: CustomerView): TemplateResult =>
  sentence(
    view.seeking ? s.t.visit.seeking : s.t.screen.beside,
    `${view.seeking ? s.t.visit.seekingLead : s.t.screen.besideLead}${s.soundElsewhere ? ` ${s.t.screen.soundElsewhere}` : ""}`,
  );

/** Who sits beside the customer is named; the own picture stands under it. */
function beside(s: CustomerState, view: CustomerView, remote: readonly PersonView[], act: CustomerActions): TemplateResult {
  const { screen } = s.t;
  const near = view.people.some((person) => !remote.includes(person));
  return html`<div class="side">
    <p class="note" role="status">
      ${view.private
        ? html`<b>${s.t.visit.asking}</b>`
        : near
          ? html`<b>${screen.beside}</b><br />${screen.besideLead}`
          : nothing}
    </p>
    ${view.private ? html`<p class="num">${screen.since(s.t.ago(view.private.for_seconds + s.viewAge))}</p>` : nothing}
    ${s.silent
      ? html`<p class="note">${screen.silentShown}</p>
          <button class="btn primary" @click=${press(() => act.enable())}>${screen.enable}</button>`
      : s.soundElsewhere
        ? html`<p class="note" role="status">${screen.soundElsewhere}</p>`
        : nothing}
    ${s.written.shown
      ? writing({ t: s.t.writing, you: s.t.you, nameOf: ({ name }) => name, written: s.written, readOnly: true })
      : nothing}
    ${s.links.all.some((link) => link.givenUp) ? html`<p class="note" role="status">${s.t.visit.unseen}</p>` : nothing}
    ${ownPicture({ track: s.devices.picture, label: s.t.ownPicture, word: s.t.you })}
  </div>`;
}
