/** The three languages, each a button in its own name. */

import { html, type TemplateResult } from "lit-html";
import { LANGUAGES, ownName } from "../i18n/language";
import type { Language } from "../protocol";

export interface LanguagesProps {
  readonly label: string;
  readonly chosen: Language;
  readonly choose: (language: Language) => void;
}

export const languages = ({ label, chosen, choose }: LanguagesProps): TemplateResult => html`<div
  class="langs"
  role="group"
  aria-label=${label}
>
  ${LANGUAGES.map(
    (language) =>
      html`<button type="button" lang=${language} aria-pressed=${language === chosen ? "true" : "false"} @click=${() => choose(language)}>
        ${ownName[language]}
      </button>`,
  )}
</div>`;
