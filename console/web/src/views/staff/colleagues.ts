/** Colleagues as this page knows them, and how they are called, asked and brought in. */

import type { Directory, Id, VisitView } from "../../protocol";
import { AT_ONCE, type Requests } from "./requests";
import type { Target } from "./state";

export class Colleagues {
  directory: Directory | null = null;
  words = "";
  drawer = false;
  readonly #requests: Requests;
  readonly #view: () => VisitView | null;

  constructor(requests: Requests, view: () => VisitView | null) {
    this.#requests = requests;
    this.#view = view;
  }

  inquire(person: Id): void {
    this.#requests.say(null);
    void this.#requests.busyWhile("inquire", this.#requests.do({ do: "inquire", person }, AT_ONCE));
  }

  invite(what: "ask_first" | "add_now", target: Target): void {
    const person = "person" in target ? target.person : null;
    const service = "service" in target ? target.service : null;
    const interpreter = "interpreter" in target;
    this.#inVisit((visit) => void this.#requests.do({ do: what, visit, person, service, interpreter }, AT_ONCE));
  }

  withdraw(search: Id): void {
    this.#inVisit((visit) => void this.#requests.do({ do: "withdraw", visit, search }, AT_ONCE));
  }

  bringIn(person: Id): void {
    this.#inVisit((visit) => void this.#requests.do({ do: "bring_in", visit, person }, AT_ONCE));
  }

  release(person: Id): void {
    this.#inVisit((visit) => void this.#requests.do({ do: "release", visit, person }, AT_ONCE));
  }

  #inVisit(act: (visit: Id) => void): void {
    const view = this.#view();
    if (view?.audience !== "staff") return;
    this.#requests.say(null);
    act(view.visit);
  }
}
