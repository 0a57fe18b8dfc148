/** What a clerk's page does beyond every page of staff: new visits, and the headset. */

import type { Id, Slug, StaffView, VisitView } from "../../protocol";
import { onHold } from "../staff/hold";
import { customerBeside, ownCircle, remotePeople } from "../staff/people";
import { AT_ONCE } from "../staff/requests";
import { StaffSession, type SessionParts } from "../staff/session";
import type { DeskActs, DeskState, NewVisit } from "./state";

export class DeskSession extends StaffSession implements DeskActs {
  #newVisit: NewVisit | null = null;
  /** The visit in which somebody else was, last. */
  #company: Id | null = null;

  constructor(parts: SessionParts) {
    super(parts);
    this.parts.talk.silentIn = (view) => this.#keepsSilent(view);
  }

  override get state(): DeskState {
    const headset = this.parts.storage.getItem("headset");
    const shown = super.state;
    return {
      ...shown,
      devices: { ...shown.devices, hushed: this.#keepsSilent(shown.view) },
      newVisit: this.#newVisit,
      hadCompany: shown.view !== null && shown.view.visit === this.#company,
      headset: headset === null ? null : headset === "yes",
    };
  }

  protected override viewChanged(view: VisitView | null): void {
    if (view?.audience !== "staff") return;
    this.#newVisit = null;
    if (remotePeople(super.state, view).length > 0) this.#company = view.visit;
  }

  readonly newVisit = (service: Slug | null = null): void => {
    this.#newVisit = { words: "", service, language: "fi" };
    this.requests.say(null);
  };

  readonly changeNewVisit = (change: Partial<NewVisit>): void => {
    if (this.#newVisit !== null) this.#newVisit = { ...this.#newVisit, ...change };
    this.redraw();
  };

  readonly cancelNewVisit = (): void => {
    this.#newVisit = null;
    this.requests.say(null);
  };

  readonly startVisit = (): void => {
    const chosen = this.#newVisit;
    if (chosen?.service == null) return;
    this.requests.say(null);
    const { service, language } = chosen;
    void this.requests.busyWhile("start_visit", this.requests.do({ do: "start_visit", service, language }, AT_ONCE));
  };

  readonly answerHeadset = (yes: boolean | null): void => {
    if (yes === null) this.parts.storage.removeItem("headset");
    else this.parts.storage.setItem("headset", yes ? "yes" : "no");
    this.parts.talk.hush();
    this.redraw();
  };

  /** Without a headset the customer, who sits beside, would hear the talk that is kept from them. */
  #keepsSilent(view: VisitView | null): boolean {
    if (this.parts.storage.getItem("headset") !== "no") return false;
    if (view?.audience !== "staff" || !apart(view)) return false;
    return customerBeside({ you: this.parts.signal.welcome?.you ?? null }, view) !== null;
  }
}

/** In a talk of staff that the customer is kept out of. */
function apart(view: StaffView): boolean {
  return onHold(view) || (view.private?.why === "asking" && ownCircle(view) === "aside");
}
