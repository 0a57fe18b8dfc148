/** Whose sound and picture have stopped coming, as this page's own links find: the server need not know. */

import type { Announcer } from "../../components/announcer";
import type { StaffView } from "../../protocol";
import type { Cues } from "../../sound";
import { ownCircle, remotePeople, shortName, shownSeat } from "./people";
import { inVisit, type StaffState } from "./state";

/** Their names in a row; empty: everybody who should be heard has a line. */
export function whoIsCut(state: StaffState, view: StaffView): string {
  const cut = remotePeople(state, view).filter((person) => {
    const seat = shownSeat(view, person);
    return person.circle === ownCircle(view) && seat !== null && state.player(seat.id)?.state === "cut";
  });
  return cut.map((person) => shortName(state, person)).join(", ");
}

/** Says when a line is cut, and when all are back. */
export class CutTold {
  readonly #announcer: Announcer;
  readonly #cues: Cues;
  #cut = "";

  constructor(announcer: Announcer, cues: Cues) {
    this.#announcer = announcer;
    this.#cues = cues;
  }

  look(state: StaffState): void {
    const view = inVisit(state);
    const before = this.#cut;
    this.#cut = view === null ? "" : whoIsCut(state, view);
    if (view === null || this.#cut === before) return;
    this.#cues.play(this.#cut === "" ? "back" : "lost");
    this.#announcer.say(this.#cut === "" ? state.t.visit.returned : state.t.visit.mediaCut(this.#cut));
  }
}
