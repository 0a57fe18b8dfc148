/** What a clerk's page does beyond every page of staff: new visits, and whom to bring in. */

import type { Directory, Id, Slug, VisitView } from "../../protocol";
import { customerBeside, ownCircle, remotePeople } from "../staff/people";
import { AT_ONCE } from "../staff/requests";
import { StaffSession, type SessionParts } from "../staff/session";
import type { DeskActs, DeskState, NewVisit, Target } from "./state";

export class DeskSession extends StaffSession implements DeskActs {
  #directory: Directory | null = null;
  #directoryWords = "";
  #drawer = false;
  #newVisit: NewVisit | null = null;
  /** The visit in which somebody else was, last. */
  #company: Id | null = null;

  constructor(parts: SessionParts) {
    super(parts);
    this.parts.talk.silentIn = (view) => this.#keepsSilent(view);
    this.parts.signal.on("directory", (directory) => {
      this.#directory = directory;
      this.redraw();
    });
  }

  override get state(): DeskState {
    const headset = this.parts.storage.getItem("headset");
    const shown = super.state;
    return {
      ...shown,
      devices: { ...shown.devices, hushed: this.#keepsSilent(shown.view) },
      directory: this.#directory,
      directoryWords: this.#directoryWords,
      drawer: this.#drawer,
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

  readonly askFirst = (target: Target): void => this.#invite("ask_first", target);

  readonly addNow = (target: Target): void => this.#invite("add_now", target);

  readonly withdraw = (search: Id): void => this.#inVisit((visit) => void this.requests.do({ do: "withdraw", visit, search }, AT_ONCE));

  readonly bringIn = (person: Id): void => this.#inVisit((visit) => void this.requests.do({ do: "bring_in", visit, person }, AT_ONCE));

  readonly release = (person: Id): void => this.#inVisit((visit) => void this.requests.do({ do: "release", visit, person }, AT_ONCE));

  readonly searchDirectory = (words: string): void => {
    this.#directoryWords = words;
    this.redraw();
  };

  readonly toggleDrawer = (): void => {
    this.#drawer = !this.#drawer;
    this.redraw();
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
    if (view?.audience !== "staff" || view.private?.why !== "asking" || ownCircle(view) !== "aside") return false;
    return customerBeside({ you: this.parts.signal.welcome?.you ?? null }, view) !== null;
  }

  #invite(what: "ask_first" | "add_now", target: Target): void {
    const person = "person" in target ? target.person : null;
    const service = "service" in target ? target.service : null;
    this.#inVisit((visit) => void this.requests.do({ do: what, visit, person, service }, AT_ONCE));
  }

  #inVisit(act: (visit: Id) => void): void {
    const { view } = this.state;
    if (view?.audience !== "staff") return;
    this.requests.say(null);
    act(view.visit);
  }
}
