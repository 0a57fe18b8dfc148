/** **Kirjoita** on a page of staff: the rows of the written talk beside the people. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "../../components/icon";
import { focusField, writing } from "../../components/writing";
import type { StaffView } from "../../protocol";
import type { StaffState } from "./state";

export function writtenTalk({ t, written }: StaffState, { off }: StaffView): TemplateResult | typeof nothing {
  if (!written.shown || off.includes("text")) return nothing;
  return writing({
    t: t.writing,
    you: t.you,
    nameOf: ({ name, customer }) => (customer ? t.customer : name),
    written,
  });
}

export function writeButton({ t, written }: StaffState, { off }: StaffView): TemplateResult | typeof nothing {
  if (off.includes("text")) return nothing;
  return html`<button type="button" class="btn" aria-pressed=${written.shown ? "true" : "false"} @click=${() => toggle(written)}>
    ${icon("write")}${t.writing.write}
  </button>`;
}

function toggle(written: StaffState["written"]): void {
  written.toggle();
  if (written.shown) focusField();
}
