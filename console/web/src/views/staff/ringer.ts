/** An offer rings: a cue every 4 s, the page's title, a notification of the system. It ends with the offer. */

import type { StaffTexts } from "../../i18n/staff";
import type { Language, VisitView } from "../../protocol";
import type { Cues } from "../../sound";

const EVERY = 4;
const LOUDER_AFTER = 12;
const LOUDER = 2;

export interface Ring {
  readonly offer: string;
  readonly title: string;
  readonly body: string;
}

/** What rings for this view. */
export function ringOf(view: VisitView | null, { offer }: StaffTexts, language: Language): Ring | null {
  if (view?.audience !== "rung") return null;
  const service = view.service_name?.[language] ?? offer.inquiry;
  return { offer: view.offer, title: offer.titleBar(service), body: view.place === "" ? (view.asked_by ?? "") : `${offer.from}: ${view.place}` };
}

export class Ringer {
  readonly #cues: Cues;
  #ring: Ring | null = null;
  #seconds = 0;
  #notification: Notification | null = null;

  constructor(cues: Cues) {
    this.#cues = cues;
  }

  /** Asks once whether the system may show offers; does not wait for the answer. */
  askForNotifications(): void {
    if (typeof Notification !== "undefined" && Notification.permission === "default") {
      void Notification.requestPermission().catch(() => undefined);
    }
  }

  /** What rings now; null: nothing. The same offer goes on as it was. */
  set(ring: Ring | null): void {
    if (ring?.offer === this.#ring?.offer) return;
    this.#notification?.close();
    this.#notification = null;
    this.#ring = ring;
    this.#seconds = 0;
    if (ring === null) return;
    this.#cues.play("ring");
    this.#notification = notify(ring);
  }

  /** Call it once a second. */
  beat(): void {
    if (this.#ring === null) return;
    this.#seconds += 1;
    if (this.#seconds % EVERY === 0) this.#cues.play("ring", this.#seconds >= LOUDER_AFTER ? LOUDER : 1);
  }
}

function notify(ring: Ring): Notification | null {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return null;
  try {
    const shown = new Notification(ring.title, { body: ring.body, tag: ring.offer, requireInteraction: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return shown;
  } catch {
    return null; // Some systems show none from a page; the dialog and the sound are there all the same.
  }
}
