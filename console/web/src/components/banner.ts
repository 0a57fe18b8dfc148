/** A banner: what is happening, in one bold and one plain sentence, with at most one button. */

import { html, nothing, type TemplateResult } from "lit-html";
import { icon } from "./icon";

export interface BannerProps {
  readonly kind: "info" | "warn" | "bad";
  readonly icon: string;
  readonly bold: string;
  readonly plain?: string;
  readonly action?: TemplateResult;
}

export const banner = ({ kind, icon: name, bold, plain, action }: BannerProps): TemplateResult => html`<div
  class=${`banner ${kind}`}
  role=${kind === "bad" ? "alert" : "status"}
>
  ${icon(name)}<span><b>${bold}</b>${plain ?? nothing}</span>${action ?? nothing}
</div>`;
