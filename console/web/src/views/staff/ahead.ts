/**
 * What this page has done by itself before the server knew: left or ended a visit, given an outcome, declined.
 *
 * **Poistu** and **Lopeta asiointi** act in the page at once, also while the server is away. Until the server's own view
 * says the same, the page shows what it will say.
 */

import type { StaffView, VisitView, WrapUpView } from "../../protocol";
import { ratingKey } from "./state";

const OFFERS_AGAIN_AFTER = 60;

export class Ahead {
  #left: WrapUpView | null = null;
  #declined: string | null = null;
  readonly #outcomes = new Set<string>();
  readonly #ratings = new Set<string>();

  /** `ended`: the whole matter, whose outcome this page then gives. */
  leave(view: StaffView, ended: boolean): void {
    const { visit, version, kind, seat, service, service_name, service_kind, off, you, matter } = view;
    const lastOfStaff = !view.people.some((person) => person.id !== you && person.part !== "customer");
    this.#left = {
      audience: "wrap_up",
      visit,
      version,
      kind,
      seat,
      service,
      service_name,
      service_kind,
      off,
      links: [],
      you,
      matter,
      owes_outcome: kind !== "inquiry" && (ended || lastOfStaff),
      rated: false,
      left: OFFERS_AGAIN_AFTER,
    };
  }

  /** The server refused: everything is as the server says. */
  stay(): void {
    this.#left = null;
  }

  /** This page has left that visit by itself. */
  hasLeft(visit: string): boolean {
    return this.#left?.visit === visit;
  }

  decline(offer: string): void {
    this.#declined = offer;
  }

  hasDeclined(offer: string): boolean {
    return offer === this.#declined;
  }

  giveOutcome(view: WrapUpView): void {
    this.#outcomes.add(ratingKey(view));
  }

  takeBackOutcome(view: WrapUpView): void {
    this.#outcomes.delete(ratingKey(view));
  }

  rate(view: WrapUpView): void {
    this.#ratings.add(ratingKey(view));
  }

  takeBackRating(view: WrapUpView): void {
    this.#ratings.delete(ratingKey(view));
  }

  /** What the page shows for the server's view. */
  over(view: VisitView | null): VisitView | null {
    if (this.#left !== null && (view === null || view.audience !== "staff" || view.visit !== this.#left.visit)) this.#left = null;
    const shown = this.#left ?? view;
    if (shown?.audience === "rung") return shown.offer === this.#declined ? null : shown;
    if (shown?.audience !== "wrap_up") return shown;
    const key = ratingKey(shown);
    return {
      ...shown,
      owes_outcome: shown.owes_outcome && !this.#outcomes.has(key),
      rated: shown.rated || this.#ratings.has(key),
    };
  }
}
