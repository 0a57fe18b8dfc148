/**
 * The rows of a written talk and the field for one's own. A row that is being written is not read aloud letter by letter: a
 * screen reader reads it when it is whole.
 */

import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";
import type { WritingTexts } from "../i18n/writing";
import type { WrittenTalk } from "../text";
import type { Row, Writer } from "../text-log";
import { LONGEST_ROW } from "../text-log";

export interface WritingProps {
  readonly t: WritingTexts;
  readonly you: string;
  readonly nameOf: (writer: Writer) => string;
  readonly written: WrittenTalk;
  /** Nobody writes on this page. */
  readonly readOnly?: boolean;
  /** A keyboard drawn under the rows writes in the field: no other shall come up. */
  readonly keyboard?: TemplateResult;
}

export function writing(props: WritingProps): TemplateResult {
  const { t, written } = props;
  return html`<section class="talk" aria-label=${t.title}>
    <div class="sheet">
      <div class="written">
        <div role="log" class="lines" aria-label=${t.title}>
          ${repeat(written.rows, ({ id, open }) => `${id} ${open}`, (row) => line(props, row))}
        </div>
        ${props.readOnly ? nothing : field(props)}
      </div>
    </div>
    ${props.keyboard ?? nothing}
  </section>`;
}

function line({ t, you, nameOf }: WritingProps, { own, open, text, writer }: Row): TemplateResult {
  const name = own ? you : nameOf(writer);
  return html`<div
    class=${own ? "line out" : "line from"}
    role="group"
    aria-label=${own ? t.sent : t.received(name)}
    aria-live=${own || open ? "off" : nothing}
  >
    <b>${name}</b><span>${marked(t, text)}${open ? html`<i class="cur"></i>` : nothing}</span>
  </div>`;
}

/** Where text is missing it is said in words too. */
function marked(t: WritingTexts, text: string): unknown {
  const parts = text.split("\uFFFD");
  if (parts.length === 1) return text;
  const mark = html`<span title=${t.lost} role="img" aria-label=${t.lost}>\uFFFD</span>`;
  return parts.map((part, index) => html`${index > 0 ? mark : nothing}${part}`);
}

function field({ t, you, written, keyboard }: WritingProps): TemplateResult {
  const may = written.mayWrite;
  return html`<label class="line out own ${may ? "" : "shut"}">
    <b aria-hidden="true">${you}</b>
    <textarea
      rows="1"
      autocomplete="off"
      spellcheck="false"
      maxlength=${LONGEST_ROW}
      aria-label=${t.field}
      placeholder=${may ? t.field : t.nobody}
      inputmode=${keyboard ? "none" : "text"}
      ?readonly=${!may}
      .value=${live(written.field)}
      @input=${(event: InputEvent) => written.write(valueOf(event), event.isComposing)}
      @compositionend=${(event: Event) => written.write(valueOf(event))}
      @keydown=${(event: KeyboardEvent) => ends(event, written)}
    ></textarea>
  </label>`;
}

const valueOf = (event: Event): string => (event.currentTarget as HTMLTextAreaElement).value;

/** Enter ends the row, but not while it chooses a composed word. */
function ends(event: KeyboardEvent, written: WrittenTalk): void {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  written.endRow();
}

/** Puts the focus in the field once it is drawn: whoever pressed **Kirjoita** writes at once. */
export function focusField(): void {
  // The drawing that shows it was asked for just before.
  queueMicrotask(() => document.querySelector<HTMLTextAreaElement>(".talk textarea")?.focus({ preventScroll: true }));
}
