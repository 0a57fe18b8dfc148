/** The own picture: mirrored, without a light, never with sound. */

import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { light as lightOf, type Light } from "./light";

export interface OwnPictureProps {
  readonly track: MediaStreamTrack | null;
  /** The figure's accessible name: "Oma kuvasi". */
  readonly label: string;
  /** On the sill: "Sinä". */
  readonly word: string;
  readonly light?: Light | null;
  readonly classes?: string;
}

export function ownPicture({ track, label, word, light = null, classes = "" }: OwnPictureProps): TemplateResult {
  return html`<figure class=${`hatch self ${classes}`} aria-label=${label}>
    <div class=${`opening ${track ? "" : "blank"}`}>
      ${track
        ? html`<video class="mirror" muted autoplay playsinline ${ref((element) => show(element, track))}></video>`
        : html`<span class="ic ic-eyeoff" aria-hidden="true"></span>`}
    </div>
    <figcaption class="sill"><b>${word}</b>${light ? lightOf(light) : nothing}</figcaption>
  </figure>`;
}

function show(element: Element | undefined, track: MediaStreamTrack): void {
  if (!(element instanceof HTMLVideoElement)) return;
  const shown = element.srcObject;
  if (shown instanceof MediaStream && shown.getVideoTracks()[0] === track) return;
  element.muted = true;
  element.srcObject = new MediaStream([track]);
  void element.play().catch(() => undefined);
}
