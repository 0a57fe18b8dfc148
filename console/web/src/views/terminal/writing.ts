/** **Kirjoita** on the terminal: the rows of the written talk, with the drawn keyboard under them. */

import { html, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { keyboard } from "../../components/keyboard";
import { press } from "../../components/press";
import { focusField, writing } from "../../components/writing";
import { clusters } from "../../text-t140";
import type { TerminalActions, TerminalState } from "./state";

export function writtenTalk(s: TerminalState, act: TerminalActions): TemplateResult {
  const { t, written } = s;
  const ours = s.keyboard?.field === "text";
  return writing({
    t: t.writing,
    you: t.you,
    nameOf: ({ name }) => name,
    written,
    keyboard: keyboard({
      t: t.keyboard,
      capitals: ours && (s.keyboard?.capitals ?? false),
      type: (text) => written.write(written.field + text),
      erase: () => written.write(clusters(written.field).slice(0, -1).join("")),
      shift: () => {
        if (!ours) act.keys.open("text");
        act.keys.shift();
      },
      close: () => act.keys.close(),
      enter: () => written.endRow(),
    }),
  });
}

/** Where nothing can be written the button stays in its place. */
export function writeButton({ t, written }: TerminalState, possible: boolean): TemplateResult {
  const pressed = possible && written.shown;
  return html`<button class="btn" aria-pressed=${pressed} ?disabled=${!possible} @click=${press(() => toggle(written))}>
    ${icon("write")}${t.writing.write}
  </button>`;
}

function toggle(written: TerminalState["written"]): void {
  written.toggle();
  if (written.shown) focusField();
}
