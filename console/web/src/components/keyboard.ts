/** A keyboard drawn on the screen, for a terminal that has none. Its keys leave the focus in the field. */

import { html, type TemplateResult } from "lit-html";
import { icon } from "./icon";

const ROWS = ["1234567890", "qwertyuiopå", "asdfghjklöä", "zxcvbnm,.-"];

export interface KeyboardTexts {
  readonly name: string;
  readonly erase: string;
  readonly capitals: string;
  readonly space: string;
  readonly close: string;
  readonly enter: string;
}

export interface KeyboardProps {
  readonly t: KeyboardTexts;
  readonly capitals: boolean;
  readonly type: (text: string) => void;
  readonly erase: () => void;
  readonly shift: () => void;
  readonly close: () => void;
  /** Ends a row; where rows are ended, the keyboard stays as long as the field. */
  readonly enter?: () => void;
}

export function keyboard({ t, capitals, type, erase, shift, close, enter }: KeyboardProps): TemplateResult {
  const key = (letter: string): TemplateResult => {
    const written = capitals ? letter.toLocaleUpperCase("fi") : letter;
    return html`<button @click=${() => type(written)}>${written}</button>`;
  };
  return html`<div class="kb" role="region" aria-label=${t.name} @mousedown=${(event: Event) => event.preventDefault()}>
    ${ROWS.map(
      (row, index) => html`<div class="kr">
        ${[...row].map(key)}
        ${index === ROWS.length - 1
          ? html`<button class="wide" aria-label=${t.erase} @click=${erase}>${icon("back")}</button>`
          : ""}
      </div>`,
    )}
    <div class="kr">
      <button class="wide" aria-pressed=${capitals} @click=${shift}>${t.capitals}</button>
      <button class="space" @click=${() => type(" ")}>${t.space}</button>
      ${enter
        ? html`<button class="wide" @click=${enter}>${t.enter}</button>`
        : html`<button class="wide" @click=${close}>${t.close}</button>`}
    </div>
  </div>`;
}
