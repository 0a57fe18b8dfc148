/** What most screens have in common: the top with the place and the languages, the tools at the foot. */

import { html, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { keyboard } from "../../components/keyboard";
import { languages } from "../../components/languages";
import { mark } from "../../components/mark";
import { press } from "../../components/press";
import { local } from "../../i18n/language";
import type { Field, TerminalActions, TerminalState } from "./state";

type Parts = Pick<TerminalState, "t" | "language" | "you">;

const here = ({ you, language }: Parts): TemplateResult => html`<div class="here">
  ${mark()}${you?.place_name ? html`<span class="place">${local(you.place_name, language)}</span>` : ""}
</div>`;

const languagesOf = (s: Parts, act: TerminalActions): TemplateResult =>
  languages({ label: s.t.languages, chosen: s.language, choose: (language) => act.page.language(language) });

export const topWithPlace = (s: Parts, act: TerminalActions): TemplateResult =>
  html`<header class="top">${here(s)}${languagesOf(s, act)}</header>`;

export const topWithBack = (s: Parts, act: TerminalActions): TemplateResult => html`<header class="top">
  <button class="quietback" @click=${press(() => act.menus.back())}>${icon("back")}${s.t.back}</button>
  ${languagesOf(s, act)}
</header>`;

export const topOfVisit = (s: Parts, act: TerminalActions): TemplateResult => html`<header class="top">
  ${here(s)}<span class="soft hush">${icon("lock")}${s.t.notRecorded}</span>${languagesOf(s, act)}
</header>`;

/** What a field does when a finger touches it; whoever has keys uses those. */
export const byTouch =
  (field: Field, act: TerminalActions) =>
  (event: PointerEvent): void => {
    if (event.pointerType === "touch") act.keys.open(field);
  };

/** In a talk as on every other screen; nothing is read aloud into it. */
export const toolsOfVisit = (s: TerminalState, act: TerminalActions): TemplateResult => html`<footer class="tools">
  ${sizeAndContrast(s, act)}
</footer>`;

const sizeAndContrast = (s: TerminalState, act: TerminalActions): TemplateResult => html`<button
    aria-pressed=${s.large}
    @click=${press(() => act.page.size())}
  >
    ${icon("text")}${s.t.tools.size}
  </button>
  <button aria-pressed=${s.contrast} @click=${press(() => act.page.contrast())}>${icon("contrast")}${s.t.tools.contrast}</button>`;

/** Who writes has the drawn keyboard there instead: nothing lies under it. */
export const tools = (s: TerminalState, act: TerminalActions): TemplateResult =>
  s.keyboard
    ? keyboard({
        t: s.t.keyboard,
        capitals: s.keyboard.capitals,
        type: (text) => act.keys.type(text),
        erase: () => act.keys.erase(),
        shift: () => act.keys.shift(),
        close: () => act.keys.close(),
      })
    : html`<footer class="tools">
        ${sizeAndContrast(s, act)}
        <button aria-pressed=${s.aloud} @click=${press(() => act.page.aloud())}>${icon("sound")}${s.t.tools.aloud}</button>
      </footer>`;
