import { html, type TemplateResult } from "lit-html";

/** A drawing beside a word; it is never alone, so it has no name of its own. */
export const icon = (name: string): TemplateResult => html`<span class=${`ic ic-${name}`} aria-hidden="true"></span>`;
